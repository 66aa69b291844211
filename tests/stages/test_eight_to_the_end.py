"""Seven of the eight procedures played from submission to result as their own examples say (1.004194 is decided in the
ministry's system and only followed here): granted, by a branch, refused, and with a supplement."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.rules.lifecycle import Money, State
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.signing import queries as signing_queries
from motcua.stages.submission.errors import MasterElsewhere
from tests.commune import PROCEDURES, commune, publish
from tests.registers.documents.slips import said
from tests.stages.played import BEGAN, Played, examples_of, land_office

pytestmark = pytest.mark.django_db

PLAYED = {
    "1.000656": ("Con khai cho cha, đúng hạn, tại quầy", "Chết đã lâu, không rõ nơi cư trú cuối cùng", "Không đủ"),
    "1.000894": ("Hai bên cùng đến quầy", "Phải xác minh điều kiện kết hôn", "Không đủ điều kiện kết hôn"),
    "1.001193": ("Mẹ nộp tại quầy buổi sáng", "Nộp trực tuyến", "Không đủ điều kiện"),
    "1.004873": ("Xin giấy để kết hôn", "Đã ly hôn, xin cấp lại", "Nội dung cam đoan không đúng"),
    "1.115778": ("Chuyển nhượng cả thửa", "Tặng đất làm đường", "Không đủ điều kiện"),
    "2.000635": ("Ba bản sao Giấy khai sinh", "Việc hộ tịch khác", "Không tra cứu được"),
    "2.000815": ("Năm bản sao bằng tốt nghiệp", "Tập hồ sơ dày", "Bản chính bị tẩy xóa"),
}
"""Code → how the example begins that is granted, that takes another branch, that is refused."""
PRINTED = {
    "1.000656": ("TRÍCH LỤC KHAI TỬ", "PHẠM VĂN CỐ"),
    "1.000894": ("GIẤY CHỨNG NHẬN KẾT HÔN", "TRẦN VĂN THỬ"),
    "1.001193": ("GIẤY KHAI SINH", "TRẦN VĂN THỬ"),
    "1.004873": ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "đến hết ngày 23/05/2027"),
    "2.000635": ("GIẤY KHAI SINH", "(BẢN SAO)"),
    "2.000815": ("LỜI CHỨNG CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH", "Bằng tốt nghiệp đại học"),
}
"""What stands on the result; that of 1.115778 is printed on the ministry's blank by the land registry's system."""


def played(code: str, which: int) -> Played:
    made = commune(now=BEGAN)
    procedure = publish(code, BEGAN)
    begins = PLAYED[code][which]
    examples = examples_of(procedure, PROCEDURES)
    example = next(each for name, each in examples.items() if name.startswith(begins))
    decides, tax = land_office(made) if procedure.service.decided_by else (None, None)
    return Played(made, procedure, example, decides, tax)


@pytest.mark.parametrize("which", [0, 1], ids=["granted", "branch"])
@pytest.mark.parametrize("code", PLAYED)
def test_it_is_played_to_the_result_as_its_example_says(code: str, which: int, tmp_path: Path) -> None:
    one = played(code, which)
    accepted = one.take_in()
    expect = one.example.expect
    if expect.promise:
        assert accepted.moved.due_at == expect.promise
    if expect.fee is not None:
        wanted = expect.fee if isinstance(expect.fee, int) else sum(expect.fee.values())
        assert accepted.owed.total == wanted
    one.play()
    assert tuple(one.path) == (expect.path or tuple(one.path))
    view = one.view()
    assert (view.state, view.outcome) == (State.DONE, "granted")
    if code in PRINTED and which == 0:
        made = one.made.who("leader")
        _, pdf = signing_queries.result_of(dossier_id=one.dossier_id, viewer=made, tracking=Tracking())
        text = said(pdf, tmp_path)
        assert all(words in text for words in PRINTED[code]), text
    one.hand_over()
    assert one.view().state is State.RETURNED
    assert dossiers.rebuilt(dossier_id=one.dossier_id) == dossiers.kept(dossier_id=one.dossier_id)


@pytest.mark.parametrize("code", PLAYED)
def test_it_is_refused_with_its_reason_after_a_supplement(code: str, tmp_path: Path) -> None:
    one = played(code, 2)
    one.take_in()
    role = one.view().duties[0].role
    processing.take_up(**one.act(role))
    asked = processing.ask_supplement(text="Bản chụp bị mờ, xin chụp lại.", **one.act(role))
    assert asked.state is State.SUPPLEMENT
    supplied = intake.supply(not_found=one.example.not_found, **one.act("one-stop-clerk"))
    assert supplied.state is State.PROCESSING
    assert supplied.due_at
    one.play()
    assert tuple(one.path) == one.example.expect.path
    view = one.view()
    assert (view.state, view.outcome) == (State.DONE, "not-eligible")
    leader = (one.decides or one.made).who("leader")
    _, pdf = signing_queries.result_of(dossier_id=one.dossier_id, viewer=leader, tracking=Tracking())
    refusal = one.procedure.result.refusal
    assert refusal
    printed = " ".join(said(pdf, tmp_path).split())
    assert refusal.name.upper()[:20] in printed.upper()
    if one.decides:
        assert "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ" in printed, "the long name of the office is not one word a line"
    assert view.money is not Money.DUE, "nothing is owed for a result that is not given"
    one.hand_over()
    assert one.view().state is State.RETURNED


def test_the_ministrys_procedure_is_only_followed() -> None:
    made = commune(now=BEGAN)
    procedure = publish("1.004194", BEGAN)
    example = next(iter(examples_of(procedure, PROCEDURES).values()))
    with pytest.raises(MasterElsewhere, match="Bộ Công an"):
        Played(made, procedure, example).take_in()
