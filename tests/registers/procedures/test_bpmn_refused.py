"""What lies outside the subset is refused with its name; nothing is half-read."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from motcua.registers.procedures.bpmn.reading import read_bpmn
from motcua.registers.procedures.bpmn.safe_xml import MOST_BYTES
from motcua.registers.procedures.bpmn.vocabulary import BPMN, BPMNDI, ProcessFile
from motcua.registers.procedures.bpmn.writing import write_bpmn
from motcua.registers.procedures.errors import BpmnFaulty
from motcua.registers.procedures.roles import roles
from motcua.rules.process import Branch, ProcessDefinition, Step, StepKind
from motcua.rules.process_faults import FaultKind
from motcua.rules.soundness import prove
from tests.rules.processes import processes

DRAWN = """
<definitions xmlns="{space}" xmlns:x="urn:x" id="d" targetNamespace="urn:x" exporter="Một chương trình khác">
  <process id="p" name="Đăng ký" isExecutable="true">
    <laneSet id="ls">
      <lane id="L1" name="Công chức tư pháp - hộ tịch"><flowNodeRef>Task_1</flowNodeRef></lane>
      <lane id="L2" name="Lãnh đạo cơ quan giải quyết"><flowNodeRef>Ký</flowNodeRef></lane>
    </laneSet>
    <startEvent id="s"/>
    <userTask id="Task_1" name="Thẩm tra&#10;hồ sơ">{in_task}</userTask>
    <manualTask id="Ký" name="Ký"/>
    <exclusiveGateway id="g" default="f4"/>
    <endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="Task_1"/>
    <sequenceFlow id="f2" sourceRef="Task_1" targetRef="Ký"/>
    <sequenceFlow id="f3" sourceRef="Ký" targetRef="g"/>
    <sequenceFlow id="f4" sourceRef="g" targetRef="e"/>
    <sequenceFlow id="f5" name="Làm lại" sourceRef="g" targetRef="Task_1">
      <conditionExpression>{condition}</conditionExpression>
    </sequenceFlow>
    {more}
  </process>
</definitions>"""
BACK = 'send_back == "task-1"'


def drawn(*, in_task: str = "", condition: str = BACK, more: str = "") -> bytes:
    return DRAWN.format(space=BPMN, in_task=in_task, condition=condition, more=more).strip().encode()


def refused(raw: bytes) -> str:
    with pytest.raises(BpmnFaulty) as caught:
        read_bpmn(raw, file="vẽ.bpmn", roles=roles())
    return str(caught.value)


def test_a_file_of_another_program_is_read_when_it_stays_in_the_subset() -> None:
    file = read_bpmn(drawn(), file="vẽ.bpmn", roles=roles())
    first = Step("task-1", "Thẩm tra hồ sơ", role="justice-examiner", branches=(Branch("ky"),))
    last = Step("ky", "Ký", role="leader", branches=(Branch("end"),), returns_to=("task-1",))
    assert file.name == "Đăng ký"
    assert file.process.start == "task-1"
    assert file.process.steps == (first, last)


def test_notes_of_signavio_are_left_out_and_a_step_without_letters_in_its_id_is_called_by_its_name() -> None:
    note = '<s:signavioMetaData xmlns:s="http://www.signavio.com" metaKey="bgcolor" metaValue="#ffffff"/>'
    noted = drawn(in_task=f"<extensionElements>{note}</extensionElements>").replace(b"Task_1", b"@@")
    noted = noted.replace(b'"task-1"', b'"tham-tra-ho-so"')
    plain = read_bpmn(drawn(), file="vẽ.bpmn", roles=roles())
    found = read_bpmn(noted, file="vẽ.bpmn", roles=roles())
    assert [step.name for step in found.process.steps] == [step.name for step in plain.process.steps]
    assert found.process.start == "tham-tra-ho-so"
    assert "form" in refused(drawn(in_task=f"<extensionElements>{note}<x:form/></extensionElements>"))


CHOICE = """
<definitions xmlns="{space}" id="d" targetNamespace="urn:x" exporter="bpmn-js">
  <process id="p"><laneSet id="ls"><lane id="L1" name="Công chức tư pháp - hộ tịch">
    <flowNodeRef>A</flowNodeRef><flowNodeRef>B</flowNodeRef><flowNodeRef>C</flowNodeRef></lane></laneSet>
    <startEvent id="s"/><userTask id="A" name="Thẩm tra"/><exclusiveGateway id="g" name="Đủ điều kiện?" {default}/>
    <userTask id="B" name="Dự thảo"/><task id="C" name="Trả lời"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="g"/>
    <sequenceFlow id="f3" name="Đủ" sourceRef="g" targetRef="B"/>
    <sequenceFlow id="f4" name="{other}" sourceRef="g" targetRef="C"/>
    <sequenceFlow id="f5" sourceRef="B" targetRef="e"/><sequenceFlow id="f6" sourceRef="C" targetRef="e"/>
  </process></definitions>"""


@pytest.mark.parametrize("default", ["", 'default="f4"'])
def test_names_of_flows_are_the_choice_of_whoever_did_the_task_before_the_gateway(default: str) -> None:
    raw = CHOICE.format(space=BPMN, default=default, other="Không đủ").strip().encode()
    first = read_bpmn(raw, file="vẽ.bpmn", roles=roles()).process.steps[0]
    assert (first.kind, first.name) == (StepKind.DECISION, "Thẩm tra")
    assert [(each.outcome, each.name, each.to) for each in first.branches] == [
        ("du", "Đủ", "b"),
        ("khong-du", "Không đủ", "c"),
    ]


@pytest.mark.parametrize("other", ["Đủ", ""])
def test_flows_that_nobody_could_tell_apart_are_refused_with_what_to_write(other: str) -> None:
    assert "mỗi luồng đặt một tên khác nhau" in refused(
        CHOICE.format(space=BPMN, default="", other=other).strip().encode()
    )


def test_notes_on_the_sheet_and_what_camunda_writes_into_every_file_mean_nothing() -> None:
    notes = (
        '<textAnnotation id="ta"><text>Xem kỹ bản chính</text></textAnnotation>'
        '<association id="as" sourceRef="Task_1" targetRef="ta"/><group id="g"/>'
    )
    kept = drawn(more=notes).replace(
        b"<process ", b'<process xmlns:c="http://camunda.org/schema/1.0/bpmn" c:historyTimeToLive="180" ', 1
    )
    assert b"historyTimeToLive" in kept
    assert read_bpmn(kept, file="vẽ.bpmn", roles=roles()) == read_bpmn(drawn(), file="vẽ.bpmn", roles=roles())
    assert "candidateGroups" in refused(kept.replace(b"historyTimeToLive", b"candidateGroups"))


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (
            '<boundaryEvent id="b" name="Quá hạn" attachedToRef="Task_1"><timerEventDefinition/></boundaryEvent>',
            "sự kiện hẹn giờ (timerEventDefinition) ở “Quá hạn”",
        ),
        ('<subProcess id="sub" name="Hủy" triggeredByEvent="true"/>', "“Hủy” là quy trình con chạy theo sự kiện"),
        ('<inclusiveGateway id="i" name="Vài nhánh"/>', "cổng bao hàm (inclusiveGateway) “Vài nhánh”"),
        ('<scriptTask id="sc" name="Tính phí"/>', "việc chạy mã (scriptTask) “Tính phí”"),
        ('<callActivity id="ca" name="Quy trình khác"/>', "lời gọi quy trình khác (callActivity) “Quy trình khác”"),
        ('<eventBasedGateway id="eb"/>', "cổng chờ sự kiện (eventBasedGateway) “eb”"),
        ('<intermediateCatchEvent id="ic" name="Đợi"/>', "sự kiện trung gian (intermediateCatchEvent) “Đợi”"),
        ('<adHocSubProcess id="ah"/>', "quy trình con tùy nghi (adHocSubProcess) “ah”"),
        ('<dataObject id="do"/>', "dữ liệu (dataObject) “do”"),
        ('<x:thing id="xt"/>', "thing “xt”"),
        ('<boundaryEvent id="b" attachedToRef="Task_1" cancelActivity="false"/>', 'cancelActivity="false"'),
    ],
)
def test_an_element_outside_the_subset_is_named(more: str, named: str) -> None:
    assert named in refused(drawn(more=more))


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        (
            "<multiInstanceLoopCharacteristics/>",
            "dấu nhiều bản (multiInstanceLoopCharacteristics) ở “Thẩm tra hồ sơ”",
        ),
        ('<standardLoopCharacteristics id="l"/>', "dấu lặp (standardLoopCharacteristics) “l”"),
        ("<ioSpecification/>", "ioSpecification"),
        ("<extensionElements><x:form/></extensionElements>", "form"),
        (
            '<extensionElements><o:step xmlns:o="urn:motcua:process:1" kind="split"/></extensionElements>',
            "không thể là bước loại “split”",
        ),
        (
            '<extensionElements><o:step xmlns:o="urn:motcua:process:1" skill="x"/></extensionElements>',
            'skill="x"',
        ),
        (
            '<extensionElements><o:step xmlns:o="urn:motcua:process:1"><o:share>vài hôm</o:share></o:step>'
            "</extensionElements>",
            "Không hiểu thời hạn “vài hôm”",
        ),
    ],
)
def test_a_mark_on_a_task_outside_the_subset_is_named(inside: str, named: str) -> None:
    assert named in refused(drawn(in_task=inside))


def test_every_element_at_fault_is_told_with_its_line() -> None:
    words = refused(drawn(more='<scriptTask id="a"/>\n<callActivity id="b"/>'))
    assert "Dòng 19: Phần tử việc chạy mã" in words
    assert "Dòng 20: Phần tử lời gọi quy trình khác" in words


@pytest.mark.parametrize("condition", ["approved", "${approved}", "outcome = 'x'", 'answers["a"] == 1.5', "outcome =="])
def test_a_condition_of_another_language_is_refused(condition: str) -> None:
    assert "Không đọc được điều kiện" in refused(drawn(condition=condition))


def test_a_gateway_with_flows_that_nothing_tells_apart_is_refused() -> None:
    assert "luồng" in refused(drawn(condition=""))


def test_a_return_that_leads_elsewhere_than_it_says_is_refused() -> None:
    assert "trả về “other” nhưng dẫn tới “task-1”" in refused(drawn(condition='send_back == "other"'))


def test_a_lane_that_is_no_position_is_refused() -> None:
    raw = drawn().replace("Lãnh đạo cơ quan giải quyết".encode(), "Sếp".encode())
    assert "Làn “Sếp” không phải chức danh nào" in refused(raw)


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ('<userTask id="alone" name="Bước rời"/>', "“Bước rời” phải có đúng một luồng đi ra; ở đây có 0"),
        ('<endEvent id="e"/>', "Mã “e” dùng cho hai phần tử"),
        ('<startEvent id="s2"/>', "đúng một sự kiện bắt đầu; ở đây có 2"),
        ('<sequenceFlow id="f6" sourceRef="Task_1" targetRef="e"/>', "đúng một luồng đi ra; ở đây có 2"),
        ('<sequenceFlow id="f6" sourceRef="Task_1" targetRef="gone"/>', "không nối hai phần tử"),
        (
            '<boundaryEvent id="b" name="Lỗi" attachedToRef="Task_1"><errorEventDefinition/></boundaryEvent>'
            '<sequenceFlow id="f6" sourceRef="b" targetRef="e"/>',
            "“Lỗi” không nằm trên đường đi nào",
        ),
        (
            '<sequenceFlow id="f6" name="Sau kết thúc" sourceRef="e" targetRef="Task_1"/>',
            "“Sau kết thúc” không nằm trên",
        ),
        ('<parallelGateway id="pg"/>', "vừa gom vừa chia"),
    ],
)
def test_a_drawing_that_is_no_process_is_refused(more: str, named: str) -> None:
    assert named in refused(drawn(more=more))


def test_an_unsound_process_is_refused_with_its_step() -> None:
    raw = drawn(
        more="""
        <parallelGateway id="split" name="Chia"/><userTask id="one" name="Một"/><userTask id="two" name="Hai"/>
        <sequenceFlow id="f6" sourceRef="split" targetRef="one"/>
        <sequenceFlow id="f7" sourceRef="split" targetRef="two"/>
        <sequenceFlow id="f8" sourceRef="one" targetRef="Task_1"/>
        <sequenceFlow id="f9" sourceRef="two" targetRef="e"/>"""
    ).replace(b'sourceRef="s" targetRef="Task_1"', b'sourceRef="s" targetRef="split"')
    words = refused(raw)
    assert "Sau bước “Hai” quy trình kết thúc trong khi các nhánh song song khác còn đang chạy" in words


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE d [<!ENTITY l0 "ha">{BOMB}]>',
        '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!doctype d>",
    ],
)
def test_document_types_are_refused_before_anything_is_unfolded_or_fetched(doctype: str) -> None:
    assert "DOCTYPE" in refused(doctype.encode() + drawn().replace(b'"Task_1"', b'"Task_1" ', 1))


def test_a_document_type_hidden_in_another_encoding_is_refused() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'
    assert "UTF-8" in refused(text.encode("utf-16"))
    assert "UTF-8" in refused(text.encode("utf-8"))
    assert "UTF-8" in refused(b'<?xml version="1.0" encoding="UTF-7"?><d/>')


def test_a_long_file_broken_xml_and_other_xml_are_refused() -> None:
    assert "quá mức" in refused(b" " * (MOST_BYTES + 1))
    assert "không phải XML trọn vẹn" in refused(b"<definitions>")
    assert "không phải tệp BPMN 2.0".lower() in refused(b"<html/>").lower()
    assert "không phải XML trọn vẹn" in refused(b"<a>" * 5000 + b"</a>" * 5000)


@settings(max_examples=150, deadline=None)
@given(processes(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_a_spoiled_file_is_refused_or_still_a_sound_process(
    definition: ProcessDefinition, random: Random, times: int
) -> None:
    top = etree.fromstring(write_bpmn(ProcessFile("", "Thử", {"": definition}), roles=roles()))
    for _ in range(times):
        spoil(top, random)
    try:
        back = read_bpmn(etree.tostring(top), file="hỏng.bpmn", roles=roles())
    except BpmnFaulty as refusal:
        assert "{" not in str(refusal)
    else:
        assert {fault.kind for fault in prove(back.process, None)} <= {FaultKind.TOO_LARGE}


def spoil(top: Any, random: Random) -> None:
    """Take an element away, double it, or give one of its attributes the value of another's."""
    inside = [each for each in top.iter() if each is not top and BPMNDI not in each.tag]
    one, other = random.choice(inside), random.choice(inside)
    match random.choice(["drop", "double", "attribute", "text"]):
        case "drop":
            one.getparent().remove(one)
        case "double":
            one.addnext(deepcopy(one))
        case "attribute" if one.attrib and other.attrib:
            one.set(random.choice(list(one.attrib)), random.choice(list(other.attrib.values())))
        case _:
            one.text = other.text


def test_consultations_keep_their_kind() -> None:
    inside = (
        '<extensionElements><o:step xmlns:o="urn:motcua:process:1" kind="consultation" answer_within="5 ngày làm việc">'
        "<o:office>Thuế tỉnh</o:office></o:step></extensionElements>"
    )
    step = read_bpmn(drawn(in_task=inside), file="vẽ.bpmn", roles=roles()).process.step("task-1")
    assert (step.kind, step.offices) == (StepKind.CONSULTATION, ("Thuế tỉnh",))
