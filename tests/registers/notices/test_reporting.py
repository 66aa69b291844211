"""Partners report later what became of a message: it came, or it is told another way; a report read twice is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from motcua.registers.ledger import queries as ledger
from motcua.registers.notices import actions as notices
from motcua.registers.notices import queries as told
from motcua.registers.notices.ports import PartnerNotServing, Report
from tests.births import Case
from tests.registers.notices.test_sending import asked
from tests.registers.notices.told import TRACKING, Carriers, Scripted, demo_phone, row_of, send, tell

pytestmark = pytest.mark.django_db


class Reporting(Scripted):
    """Reports whatever it is given, from a mark on."""

    def __init__(self, *reports: Report, fault: Exception | None = None) -> None:
        super().__init__()
        self.given = list(reports)
        self.fault = fault
        self.asked: list[str] = []

    def reports(self, *, after: str, within: float) -> tuple[Sequence[Report], str]:
        self.asked.append(after)
        if self.fault:
            raise self.fault
        return self.given[int(after or 0) :], str(len(self.given))


def take(case: Case) -> int:
    return notices.take_reports(tracking=TRACKING, now=case.moment)


def lost(case: Case) -> int:
    return sum(one.kind == "notice-lost" for one in ledger.events_of(f"dossier/{case.dossier_id}"))


def test_what_came_is_known_once_however_often_it_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    phone, outbox = demo_phone(tmp_path)
    outbox.behave("twice")
    Carriers(monkeypatch, phone=phone)
    case, moment = asked()
    send(moment)
    assert row_of(case.dossier_id).arrived_at is None
    assert take(case) == 1
    assert row_of(case.dossier_id).arrived_at == moment
    assert take(case) == 0


def test_what_did_not_come_is_given_to_somebody_to_call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    phone, outbox = demo_phone(tmp_path)
    outbox.behave("twice")
    Carriers(monkeypatch, phone=phone)
    case, moment = asked("0901234001")
    send(moment)
    assert take(case) == 1
    row = row_of(case.dossier_id)
    assert (row.state, row.why, lost(case)) == ("failed", "đối tác báo tin không tới máy", 1)
    assert len(told.to_call(viewer=case.desk.viewers["one-stop-clerk"]).rows) == 1
    notices.send_again(notice_id=row.id, phone="0901234567", by=case.desk.viewers["one-stop-clerk"], now=moment)
    assert (send(moment), take(case)) == ({"sent": 1}, 1)
    assert row_of(case.dossier_id).arrived_at == moment


def test_what_did_not_come_goes_by_mail_where_there_is_an_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    phone, _ = demo_phone(tmp_path)
    Carriers(monkeypatch, phone=phone, email=(mail := Scripted()))
    case, moment = asked("0901234001", "uoc@example.vn")
    send(moment)
    assert take(case) == 1
    assert send(moment) == {"sent": 1}
    assert [letter.to for letter in mail.taken] == ["uoc@example.vn"]
    assert row_of(case.dossier_id).state == "sent"


def test_nobody_is_called_about_what_a_newer_notice_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    phone, _ = demo_phone(tmp_path)
    Carriers(monkeypatch, phone=phone)
    case, moment = asked("0901234001")
    send(moment)
    tell(case.dossier_id, "result-called", moment, event_id=1)
    assert take(case) == 1
    assert told.to_call(viewer=case.desk.viewers["one-stop-clerk"]).rows == ()


def test_strange_reports_change_nothing_and_a_silent_partner_is_asked_from_the_same_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    strange = [Report(key, False) for key in ("", "x", "1.notices.1", f"{9**18}.notices.1", "1.notices.99999")]
    Carriers(monkeypatch, phone=(partner := Reporting(*strange)), email=Scripted())
    case, _ = asked()
    assert take(case) == 0
    partner.fault = PartnerNotServing("no-answer")
    assert take(case) == 0
    partner.fault = ZeroDivisionError()
    assert take(case) == 0
    partner.fault = None
    assert take(case) == 0
    assert partner.asked == ["", "5", "5", "5"]
