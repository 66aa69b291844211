from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries
from motcua.registers.dossiers.actions import Change
from motcua.registers.dossiers.errors import DossierMovedOn, MoveNotAllowed
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Guard, Move, State
from motcua.rules.process import Complete, SendBack
from tests.commune import Commune, at, commune, open_birth

pytestmark = pytest.mark.django_db

COMPLETE = frozenset({Guard.JURISDICTION, Guard.PAPERS_COMPLETE, Guard.FEE_SETTLED})


def go(made: Commune, dossier_id: int, move: Move, role: str, change: Change | None = None) -> dossiers.Moved:
    return dossiers.move(
        dossier_id=dossier_id, move=move, by=made.who(role), now=made.later(minutes=5), key=uuid4(), change=change
    )


def accepted(made: Commune) -> int:
    opened = open_birth(made)
    go(made, opened.dossier_id, Move.ACCEPT, "one-stop-clerk", Change(met=COMPLETE))
    return opened.dossier_id


def test_a_birth_registration_goes_from_the_counter_to_the_result() -> None:
    made = commune()
    dossier_id = accepted(made)
    go(made, dossier_id, Move.FORWARD, "justice-examiner", Change(act=Complete("examine", "eligible")))
    go(made, dossier_id, Move.FORWARD, "justice-examiner", Change(act=Complete("register")))
    go(made, dossier_id, Move.SIGN, "leader", Change(act=Complete("sign")))
    done = go(made, dossier_id, Move.FORWARD, "clerical", Change(act=Complete("number")))
    assert done.state is State.DONE
    met = frozenset({Guard.RESULT_READY, Guard.RECEIVER_KNOWN, Guard.FEE_SETTLED})
    assert go(made, dossier_id, Move.HAND_OVER, "one-stop-clerk", Change(met=met)).state is State.RETURNED
    assert queries.rebuilt(dossier_id=dossier_id) == queries.kept(dossier_id=dossier_id)


def test_a_duty_done_leaves_a_row_only_where_somebody_sees_the_dossier_by_it() -> None:
    made = commune()
    dossier_id = accepted(made)
    go(made, dossier_id, Move.FORWARD, "justice-examiner", Change(act=Complete("examine", "eligible")))
    assert duties_of(dossier_id) == [("register", True)], "the examiner sees it by the duty that follows"
    go(made, dossier_id, Move.FORWARD, "justice-examiner", Change(act=Complete("register")))
    go(made, dossier_id, Move.SIGN, "leader", Change(act=Complete("sign")))
    assert duties_of(dossier_id) == [("register", False), ("number", True)]
    for role in ("justice-examiner", "leader", "one-stop-clerk", "clerical"):
        assert queries.dossier(dossier_id=dossier_id, viewer=made.who(role)).id == dossier_id


def test_a_duty_given_to_a_position_stays_when_done() -> None:
    made = commune()
    dossier_id = accepted(made)
    with connection.cursor() as cursor:
        given = "UPDATE dossiers_duty SET position_id = %s WHERE dossier_id = %s"
        cursor.execute(given, [made.positions["justice-examiner"], dossier_id])
    go(made, dossier_id, Move.FORWARD, "justice-examiner", Change(act=Complete("examine", "eligible")))
    assert duties_of(dossier_id) == [("examine", False), ("register", True)]


def duties_of(dossier_id: int) -> list[tuple[str, bool]]:
    """Each kept duty's step, and whether it is open."""
    with connection.cursor() as cursor:
        sql = "SELECT step, closed_at IS NULL FROM dossiers_duty WHERE dossier_id = %s ORDER BY number"
        cursor.execute(sql, [dossier_id])
        return [(step, is_open) for step, is_open in cursor.fetchall()]


def test_the_examiner_has_it_in_the_list_at_once() -> None:
    made = commune()
    dossier_id = accepted(made)
    page = queries.my_duties(viewer=made.who("justice-examiner"), now=made.moment)
    assert [row.dossier_id for row in page.rows] == [dossier_id]
    assert page.rows[0].step_name == "Thẩm tra hồ sơ"
    assert page.rows[0].due_at <= at("2026-11-23 17:00")


def test_a_repeated_click_does_it_once() -> None:
    made = commune()
    opened = open_birth(made)
    key = uuid4()
    answers = [
        dossiers.move(
            dossier_id=opened.dossier_id,
            move=Move.ACCEPT,
            by=made.who("one-stop-clerk"),
            now=made.moment,
            key=key,
            revision=1,
            change=Change(met=COMPLETE),
        )
        for _ in range(2)
    ]
    assert [answer.already for answer in answers] == [False, True]
    assert answers[0].revision == answers[1].revision == 2


def test_two_who_decide_the_same_dossier_never_overwrite_each_other() -> None:
    made = commune()
    dossier_id = accepted(made)
    seen = queries.dossier(dossier_id=dossier_id, viewer=made.who("justice-examiner")).revision
    go(made, dossier_id, Move.FORWARD, "justice-examiner", Change(act=Complete("examine", "eligible")))
    with pytest.raises(DossierMovedOn, match="vừa được xử lý lúc 08:10"):
        dossiers.move(
            dossier_id=dossier_id,
            move=Move.FORWARD,
            by=made.who("justice-examiner"),
            now=made.moment,
            key=uuid4(),
            revision=seen,
            change=Change(act=Complete("examine", "refuse")),
        )


def test_nobody_acts_without_the_duty() -> None:
    made = commune()
    dossier_id = accepted(made)
    with pytest.raises(MoveNotAllowed, match="không thuộc phần việc của bạn"):
        go(made, dossier_id, Move.FORWARD, "leader", Change(act=Complete("examine", "eligible")))
    with pytest.raises(MoveNotAllowed):
        dossiers.move(dossier_id=dossier_id, move=Move.TAKE_UP, by=Viewer(None), now=made.moment)


def test_a_refused_signature_goes_back_to_the_examiner() -> None:
    made = commune()
    dossier_id = accepted(made)
    go(made, dossier_id, Move.FORWARD, "justice-examiner", Change(act=Complete("examine", "eligible")))
    go(made, dossier_id, Move.FORWARD, "justice-examiner", Change(act=Complete("register")))
    with pytest.raises(MoveNotAllowed, match="Cần ghi rõ lý do"):
        go(made, dossier_id, Move.SEND_BACK, "leader", Change(act=SendBack("sign", "examine")))
    go(made, dossier_id, Move.SEND_BACK, "leader", Change(act=SendBack("sign", "examine"), text="Sai tên đệm"))
    view = queries.dossier(dossier_id=dossier_id, viewer=made.who("justice-examiner"))
    assert [duty.step for duty in view.duties] == ["examine"]
    told = queries.history(dossier_id=dossier_id, viewer=made.who("leader"))
    assert told[-1].text == "Sai tên đệm"
    assert queries.rebuilt(dossier_id=dossier_id) == queries.kept(dossier_id=dossier_id)


def test_a_supplement_holds_the_clock_and_starts_it_anew() -> None:
    made = commune()
    dossier_id = accepted(made)
    until = at("2026-12-15 17:00")
    asked = Change(text="Thiếu giấy chứng sinh", until=until)
    go(made, dossier_id, Move.ASK_SUPPLEMENT, "justice-examiner", asked)
    view = queries.dossier(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))
    assert [(duty.step, duty.due_at) for duty in view.duties] == [("await-supplement", until)]
    made.moment = at("2026-11-26 09:00")
    go(made, dossier_id, Move.SUPPLY, "one-stop-clerk", Change(met=COMPLETE))
    view = queries.dossier(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))
    assert view.due_at == at("2026-11-26 17:00")
    assert view.promised_at == at("2026-11-23 17:00")
    assert [duty.step for duty in view.duties] == ["examine"]
    with pytest.raises(MoveNotAllowed, match="Đã yêu cầu bổ sung một lần"):
        go(made, dossier_id, Move.ASK_SUPPLEMENT, "justice-examiner", asked)
    assert queries.rebuilt(dossier_id=dossier_id) == queries.kept(dossier_id=dossier_id)
