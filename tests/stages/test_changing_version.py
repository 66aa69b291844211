"""A running dossier keeps its version, or goes over on purpose where it has a place, and keeps its promise."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from motcua.foundation.canonical import canonical
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import (
    DossierMovedOn,
    DossierNotRunning,
    NoPlaceInVersion,
    NotYoursToChangeVersion,
    ReasonMissing,
    VersionOfAnother,
    VersionToCome,
)
from motcua.registers.ledger import actions as ledger_actions
from motcua.registers.ledger import queries as ledger
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures import queries as procedure_queries
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import State
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.processing.errors import SomeHaveNoPlace
from motcua.stages.signing import actions as signing
from tests.births import PAPERS
from tests.commune import PROCEDURES, Commune, at, commune, publish
from tests.stages.test_birth_registration import accept, hand_in, step

pytestmark = pytest.mark.django_db

FROM = ("  from: 2026-07-18", "  from: 2026-11-23")
LABEL = ('  label: "2026-07-18"', "  label: mới")


def successor(*pairs: tuple[str, str]) -> Procedure:
    """The next version of birth registration, in force from 23/11, with each text replaced by the next."""
    text = (PROCEDURES / "1.001193" / "procedure.yaml").read_text(encoding="utf-8")
    for old, new in (FROM, LABEL, *pairs):
        assert old in text, f"not in the file: {old}"
        text = text.replace(old, new)
    made = procedures.publish(text=text.replace("label: mới", "label: moi"), now=at("2026-11-23 07:30"), by=SYSTEM)
    return procedure_queries.version(made.version_id)


def over(made: Commune, dossier_id: int, to: Procedure, role: str = "leader", **more: Any) -> Any:
    asked: dict[str, Any] = {"reason": "Thủ tục sửa đổi có lợi hơn cho dân", "version_id": to.version_id}
    return processing.change_version(**(step(made, dossier_id, role) | asked | more))


def running(made: Commune, **changes: Any) -> int:
    return accept(made, hand_in(made, **changes)).moved.dossier_id


def test_a_dossier_keeps_its_version_when_another_is_published() -> None:
    made = commune()
    dossier_id = running(made)
    new = successor()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    assert view.procedure_version_id != new.version_id


def test_nothing_goes_over_to_a_version_before_its_day() -> None:
    made = commune()
    dossier_id = running(made)
    new = successor(("  from: 2026-11-23", "  from: 2026-11-25"))
    with pytest.raises(VersionToCome, match=r"có hiệu lực từ 25/11/2026"):
        over(made, dossier_id, new)
    with pytest.raises(VersionToCome):
        processing.change_versions(procedure=new, reason="Sắp có hiệu lực", by=SYSTEM, now=at("2026-11-24 23:59"))
    taken = processing.change_versions(procedure=new, reason="Có hiệu lực", by=SYSTEM, now=at("2026-11-25 00:00"))
    assert [one.refusal for one in taken] == [None]


def test_it_goes_over_on_purpose_with_its_state_promise_and_duties() -> None:
    made = commune()
    dossier_id = running(made)
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    before = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    new = successor(("      term: trong ngày", "      term: 8 giờ"), ('  cutoff: "15:00"\n', ""))
    moved = over(made, dossier_id, new)
    after = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    assert (after.procedure_version_id, after.revision) == (new.version_id, before.revision + 1)
    assert (after.state, after.due_at, after.duties) == (before.state, before.due_at, before.duties)
    assert dossiers.promise_of(after) == dossiers.promise_of(before)
    assert moved.due_at == before.due_at
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)
    line = dossiers.history(dossier_id=dossier_id, viewer=made.who("leader"))[-1]
    assert (line.kind, line.text) == ("version-changed", "Thủ tục sửa đổi có lợi hơn cho dân")
    assert line.body["from_version"] == before.procedure_version_id


def test_it_is_played_to_the_end_under_the_new_version() -> None:
    made = commune()
    dossier_id = running(made)
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    over(
        made,
        dossier_id,
        successor(("        - {to: confirm, outcome: confirm,", "        - {to: confirm, outcome: sure,")),
    )
    processing.forward(step="examine", outcome="sure", **step(made, dossier_id, "justice-examiner"))
    processing.forward(step="confirm", **step(made, dossier_id, "justice-examiner"))
    processing.forward(step="register", **step(made, dossier_id, "justice-examiner"))
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    done = signing.number(step="number", number="9", book="01", **step(made, dossier_id, "clerical"))
    assert done.state is State.DONE
    with pytest.raises(DossierNotRunning):
        over(made, dossier_id, procedure_queries.version_named("1.001193", "2026-07-18"))


def test_a_step_with_a_new_key_is_followed_by_the_authors_word_and_its_duty_begins_anew() -> None:
    made = commune()
    dossier_id = running(made)
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    renamed = (
        ("  start: examine", "  start: appraise"),
        ("key: examine", "key: appraise"),
        ("[examine]", "[appraise]"),
    )
    with pytest.raises(NoPlaceInVersion, match=r"H26\.1\.1-261123-0001 .*bước “Thẩm tra hồ sơ” \(examine\)"):
        over(made, dossier_id, successor(*renamed))
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    assert [duty.step for duty in view.duties] == ["examine"]


def test_the_authors_word_leads_a_dossier_to_the_step_of_the_new_key() -> None:
    made = commune()
    dossier_id = running(made)
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    new = successor(
        ("  start: examine", "  start: appraise"),
        ("key: examine", "key: appraise"),
        ("[examine]", "[appraise]"),
        ("  from: 2026-11-23", "  from: 2026-11-23\n  moved_steps: {examine: appraise}"),
    )
    over(made, dossier_id, new)
    view = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    assert [duty.step for duty in view.duties] == ["appraise"]
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([("key: standard", "key: ordinary"), ("[standard]", "[ordinary]")], "không có trường hợp “Có đủ giấy tờ"),
        ([(": birth-certificate\n", ": certificate-of-birth\n")], "không có giấy tờ “Giấy chứng sinh”"),
        ([("key: child_home_place", "key: child_origin")], "không nhận câu trả lời ở ô “Quê quán”"),
        (
            [
                (
                    "key: child_ethnicity, label: Dân tộc, type: text",
                    "key: child_ethnicity, label: Dân tộc, type: integer",
                )
            ],
            "không nhận câu trả lời ở ô “Dân tộc”",
        ),
    ],
)
def test_without_a_place_for_case_paper_or_answer_it_stays(pairs: list[tuple[str, str]], why: str) -> None:
    made = commune()
    dossier_id = running(made)
    before = dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader"))
    new = successor(*pairs)
    with pytest.raises(NoPlaceInVersion, match=why):
        over(made, dossier_id, new)
    assert dossiers.dossier(dossier_id=dossier_id, viewer=made.who("leader")) == before


DAYS = """        - key: days_old
          label: Số ngày tuổi khi đăng ký
          type: integer
          source: OG-A
          computed: 'days(child_birth_date, today)'
        - key: timing
"""


def test_what_only_the_new_form_reckons_is_reckoned_as_of_the_day_of_handing_in() -> None:
    """The answers that were stay kept beside the event, whose hash is of those that are."""
    made = commune()
    dossier_id = running(made)
    before = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    made.moment = at("2026-11-25 09:00")
    over(made, dossier_id, successor(("        - key: timing\n", DAYS)))
    after = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    days_old = (date(2026, 11, 23) - date.fromisoformat(str(before.answers["child_birth_date"]))).days
    assert dict(after.answers) == {**before.answers, "days_old": days_old}
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, revision FROM dossiers_correction WHERE dossier_id = %s", [dossier_id])
        assert [(json.loads(was), revision) for was, revision in cursor] == [(before.answers, after.revision)]
        cursor.execute("SELECT salt FROM dossiers_answers WHERE dossier_id = %s", [dossier_id])
        salt = bytes(cursor.fetchone()[0])
    told = [*ledger.events_of(f"dossier/{dossier_id}")][-1].body
    assert told["answers"] == ledger_actions.salted_hash(canonical(after.answers), salt)


def test_a_value_that_the_new_form_reckons_otherwise_is_no_place() -> None:
    """What was charged and decided by it is not changed unasked: whoever knows better puts the intake right first."""
    made = commune()
    dossier_id = running(made)
    new = successor(('today) <= 60 || counted_in_time == true ? "on-time"', 'today) <= 5 ? "on-time"'))
    said = "ô “Thời điểm đăng ký” hồ sơ đang ghi khác với giá trị mà tờ khai mới tính ra.*sửa sai sót khi tiếp nhận"
    with pytest.raises(NoPlaceInVersion, match=said):
        over(made, dossier_id, new)


def test_only_with_a_reason_by_the_leader_on_what_was_seen_and_within_the_procedure() -> None:
    made = commune()
    dossier_id = running(made)
    new = successor()
    other = publish("1.000894", made.moment)
    with pytest.raises(ReasonMissing):
        over(made, dossier_id, new, reason=" ")
    with pytest.raises(NotYoursToChangeVersion):
        over(made, dossier_id, new, role="justice-examiner")
    with pytest.raises(VersionOfAnother):
        over(made, dossier_id, other)
    with pytest.raises(DossierMovedOn):
        over(made, dossier_id, new, revision=1)
    assert over(made, dossier_id, new).already is False
    assert over(made, dossier_id, new).already


def test_a_supplement_that_waits_goes_over_and_its_term_begins_anew_as_promised() -> None:
    made = commune()
    dossier_id = running(made)
    items = (intake.SupplementItem("Giấy chứng sinh", "mờ"),)
    intake.ask_supplement(items=items, **step(made, dossier_id, "one-stop-clerk"))
    over(made, dossier_id, successor(("      term: trong ngày", "      term: 8 giờ"), ('  cutoff: "15:00"\n', "")))
    supplied = intake.supply(papers=PAPERS[1:2], **step(made, dossier_id, "one-stop-clerk"))
    assert supplied.due_at == at("2026-11-23 17:00")
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def test_all_go_over_or_none_and_who_has_no_place_is_named() -> None:
    made = commune()
    first, second = running(made), running(made)
    processing.take_up(**step(made, second, "justice-examiner"))
    processing.forward(step="examine", outcome="verify", **step(made, second, "justice-examiner"))
    without = (
        "        - {to: verify, outcome: verify, name: Cần xác minh tình trạng hôn nhân của cha mẹ}\n",
        "",
    )
    text = (PROCEDURES / "1.001193" / "procedure.yaml").read_text(encoding="utf-8")
    block = text[text.index("    - key: verify\n") : text.index("    - key: register\n")]
    new = successor(without, (block, ""))
    with pytest.raises(
        SomeHaveNoPlace, match=r"1 hồ sơ không có chỗ .*\n.*-0002: hồ sơ đang ở bước “Chờ Ủy ban"
    ) as refused:
        processing.change_versions(procedure=new, reason="Sửa đổi", by=SYSTEM, now=made.moment)
    assert len(refused.value.lines) == 1
    versions = {dossiers.dossier(dossier_id=each, viewer=SYSTEM).procedure_version_id for each in (first, second)}
    assert new.version_id not in versions


def test_all_that_run_go_over_at_once_and_again_nothing() -> None:
    made = commune()
    two = [running(made), hand_in(made, key=uuid4()).dossier_id]
    new = successor()
    assert processing.prove_places(procedure=new, by=SYSTEM) == 2
    outcome = list(processing.change_versions(procedure=new, reason="Sửa đổi", by=SYSTEM, now=made.moment))
    assert [one.refusal for one in outcome] == [None, None]
    for each in two:
        assert dossiers.dossier(dossier_id=each, viewer=SYSTEM).procedure_version_id == new.version_id
        assert [*ledger.events_of(f"dossier/{each}")][-1].kind == "version-changed"
    assert list(processing.change_versions(procedure=new, reason="Sửa đổi", by=SYSTEM, now=made.moment)) == []
    accepted = intake.accept(**step(made, two[1], "one-stop-clerk"))
    assert accepted.moved.due_at == at("2026-11-23 17:00")
