"""Which events become notices, and of which a message goes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from motcua.flow import schedule
from motcua.flow.followers import FRESH, notice_of, tell_applicants
from motcua.flow.handoffs import HANDOFFS
from motcua.registers.ledger.queries import Event
from motcua.registers.notices import queries as told
from motcua.registers.notices.actions import KINDS, SETTLING
from motcua.registers.notices.ports import AddressWrong
from motcua.rules.lifecycle import Move
from tests.commune import MONDAY
from tests.registers.notices.test_sending import accepted, asked
from tests.registers.notices.told import Carriers, Scripted, send, tell


def event(kind: str, later: timedelta = timedelta(0), seq: int = 1, **body: Any) -> Event:
    return Event(seq, "dossier/7", seq, kind, MONDAY, MONDAY + later, body, b"")


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("accept", {"to": "received"}, "accept"),
        ("number", {"to": "done"}, "done"),
        ("forward", {"to": "done"}, "done"),
        ("forward", {"to": "processing"}, None),
        ("sign", {"to": "processing"}, None),
        ("answer", {}, None),
        ("hand_over", {"to": "returned"}, None),
        ("withdraw", {"to": "withdrawn"}, None),
        ("reschedule", {}, "reschedule"),
    ],
)
def test_an_event_is_told_by_its_kind_or_as_the_result_that_it_gave(
    kind: str, body: Mapping[str, Any], told: str | None
) -> None:
    found = notice_of(event(kind, **body))
    assert (found.kind if found else None) == told
    assert found is None or (found.dossier_id, found.at) == (7, MONDAY)


def test_of_a_past_that_was_imported_or_played_nobody_gets_a_message() -> None:
    for past in (event("accept", imported="import"), event("accept", FRESH + timedelta(seconds=1))):
        found = notice_of(past)
        assert found is not None and not found.is_fresh
    fresh = notice_of(event("accept", FRESH))
    assert fresh is not None and fresh.is_fresh


def test_the_table_of_handoffs_hands_on_what_has_words_and_nothing_else() -> None:
    to_notices = {kind for kind, followers in HANDOFFS.items() if "notices" in followers}
    ends_the_process = {Move.FORWARD.value, Move.SIGN.value, Move.ANSWER.value}
    assert to_notices - ends_the_process - SETTLING == KINDS - {"done"}


@pytest.mark.django_db
def test_after_the_result_was_given_nobody_is_to_be_called(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=Scripted(AddressWrong()))
    case, moment = asked()
    send(moment)
    clerk = case.desk.viewers["one-stop-clerk"]
    assert len(told.to_call(viewer=clerk).rows) == 1
    over = Event(1, f"dossier/{case.dossier_id}", 9, "hand_over", moment, moment, {"to": "returned"}, b"")
    tell_applicants([over])
    assert told.to_call(viewer=clerk).rows == ()


@pytest.mark.django_db
def test_the_job_of_each_minute_sends_with_the_address_of_the_tracking_page(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=(partner := Scripted()))
    case, moment = accepted()
    tell(case.dossier_id, "supply", moment)
    monkeypatch.setattr(schedule, "now", lambda: moment)
    schedule.send_messages(timestamp=0)
    assert [message.text.count("/tra-cuu/H26.1.1-") for message in partner.taken] == [1]
