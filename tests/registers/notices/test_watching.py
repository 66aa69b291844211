"""What an operator is told of messages: how many wait, how many people are to be called, which setting is wrong."""

from __future__ import annotations

import pytest
from django.conf import settings

from motcua.console.checks.messages import message_findings
from motcua.console.watching.figures import metrics
from motcua.foundation.findings import Health
from motcua.registers.notices.ports import AddressWrong
from tests.registers.notices.test_sending import asked
from tests.registers.notices.told import Carriers, Scripted, send, tell

pytestmark = pytest.mark.django_db


def test_waiting_messages_and_people_to_call_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=Scripted(AddressWrong()))
    case, moment = asked()
    send(moment)
    tell(case.dossier_id, "supply", moment, event_id=1)
    tell(case.dossier_id, "done", moment, event_id=2)
    lines = metrics().splitlines()
    assert "motcua_messages_waiting 2" in lines
    assert any(line.startswith("motcua_message_late_seconds ") for line in lines)
    (finding,) = message_findings()
    assert (finding.health, finding.words.startswith("2 tin chờ gửi")) == (Health.GOOD, True)


def test_a_kind_of_notice_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MESSAGES_OFF", frozenset({"acept", "supply"}))
    wrong, _ = message_findings()
    assert (wrong.health, wrong.words) == (Health.BAD, "không có loại acept")
