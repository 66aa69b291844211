"""A dossier whose applicant is told something, and a partner of the demonstration to carry it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from motcua.integrations.demo_phone import DemoPhone, Outbox
from motcua.registers.documents.queries import Tracking
from motcua.registers.ledger import queries as ledger
from motcua.registers.notices import actions as notices
from motcua.registers.notices import partners
from motcua.registers.notices import queries as told
from motcua.registers.notices.actions import NewNotice
from motcua.registers.notices.ports import Message, Taken
from motcua.registers.notices.queries import NoticeRow
from motcua.rules.access import SYSTEM

TRACKING = Tracking(page="https://motcua.example.vn/tra-cuu/{code}/")


class Scripted:
    """A partner that answers as it is told, in turn, and takes everything afterwards."""

    def __init__(self, *answers: Exception) -> None:
        self.answers = list(answers)
        self.taken: list[Message] = []

    def send(self, *, message: Message, within: float) -> Taken:
        if self.answers:
            raise self.answers.pop(0)
        self.taken.append(message)
        return Taken(str(len(self.taken)))

    def check(self) -> tuple[str, ...]:
        return ()


@dataclass
class Carriers:
    """The channels that are served in a test."""

    ports: dict[str, Any]

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **ports: Any) -> None:
        self.ports = ports
        monkeypatch.setattr(settings, "MESSAGE_PORTS", dict.fromkeys(ports, "served"))
        monkeypatch.setattr(partners, "port", self.ports.__getitem__)


def demo_phone(folder: Path) -> tuple[DemoPhone, Outbox]:
    """The partner of the demonstration, for whom no time passes."""
    return DemoPhone(folder, wait=lambda seconds: None), Outbox(folder)


def tell(dossier_id: int, kind: str, at: datetime, event_id: int | None = None) -> None:
    """As the follower tells, of the dossier's last event of this kind."""
    if event_id is None:
        events = ledger.events_of(f"dossier/{dossier_id}")
        event_id = next((one.event_id for one in reversed(events) if one.kind == kind), events[-1].event_id)
    notices.tell(notices=[NewNotice(dossier_id, kind, event_id, at)])


def send(at: datetime) -> Counter[str]:
    """One turn of the sender at this moment; how the messages ended."""
    return notices.send_due(clock=lambda: at, tracking=TRACKING).ended


def row_of(dossier_id: int) -> NoticeRow:
    """The newest notice of the dossier."""
    return told.notices_of(dossier_id=dossier_id, viewer=SYSTEM)[0]


def facts_told(dossier_id: int) -> list[dict[str, Any]]:
    """What the dossier's stream says of people having been told."""
    return [dict(one.body) for one in ledger.events_of(f"dossier/{dossier_id}") if one.kind == "notice-sent"]


def tries_of(notice_id: int) -> list[tuple[str, str]]:
    """Channel and reason of each try; an empty reason for one that went."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel, reason FROM notices_try WHERE notice_id = %s ORDER BY id", [notice_id])
        return list(cursor.fetchall())
