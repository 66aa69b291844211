"""The sender's connection cut at each of its statements and at its commit: the message comes once, and once it is told
that it came."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError

from motcua.registers.notices.timing import LEASE
from tests.births import desk
from tests.databases import TestDatabase
from tests.proof.cutting import TooFewStatements, cut
from tests.proof.test_cut_moves import places
from tests.registers.notices.told import Carriers, demo_phone, facts_told, row_of, send, tell

LOST = (OperationalError, InterfaceError)
LEAST_STATEMENTS = 8


def test_a_sender_killed_anywhere_leaves_a_message_that_comes_once(
    own_database: TestDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    phone, outbox = demo_phone(tmp_path)
    Carriers(monkeypatch, phone=phone)
    case = desk().open()
    case.act("submit")
    case.act("accept")
    moment, cuts = case.moment, 0
    for number, place in enumerate(places(), start=1):
        tell(case.dossier_id, "supply", moment, event_id=number)
        try:
            with cut(own_database, place):
                send(moment)
        except LOST:
            cuts += 1
        except TooFewStatements:
            break
        moment = _sent_at_last(case.dossier_id, moment)
        assert len(outbox.newest()) == len(facts_told(case.dossier_id)) == number, place
    assert cuts >= LEAST_STATEMENTS


def _sent_at_last(dossier_id: int, moment: datetime) -> datetime:
    """Another sender comes after the lease; when it is done."""
    moment += LEASE + timedelta(seconds=1)
    send(moment)
    assert row_of(dossier_id).state == "sent"
    return moment
