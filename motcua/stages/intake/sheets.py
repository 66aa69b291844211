"""Paper goes from hand to hand by sheets that both sides sign: the giver makes it, the receiver confirms by its QR
(NĐ 118/2025 art. 18; NĐ 61/2018 art. 18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as document_queries
from motcua.registers.documents.errors import SheetUnknown
from motcua.registers.documents.queries import SheetFacts
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Fact
from motcua.registers.dossiers.errors import NotYoursToDo
from motcua.rules.access import Role, Seat, Viewer
from motcua.stages.intake.errors import SecondPairOfEyes


def give_sheet(*, dossier_ids: Iterable[int], to_office_id: int, by: Viewer, now: datetime, key: UUID) -> SheetFacts:
    """Make a sheet of these dossiers, signed by the clerk who gives them. Nothing changes hands yet.

    Raises `DossierUnknown`, `NotYoursToDo`, `OnAnotherSheet`, `TooManyOnASheet`.
    """
    views = [dossier_queries.dossier(dossier_id=number, viewer=by) for number in dict.fromkeys(dossier_ids)]
    seat = next((one for one in by.seats if one.role == Role.ONE_STOP_CLERK), None)
    offices = {place for view in views for place in (view.received_office_id, view.competent_office_id)}
    if seat is None or (views and seat.office_id not in offices):
        raise NotYoursToDo
    return documents.make_sheet(
        key=key,
        subjects=[f"dossier/{view.id}" for view in views],
        from_office_id=seat.office_id,
        to_office_id=to_office_id,
        by=seat.holding_id,
        now=now,
    )


def take_sheet(*, key: UUID, by: Viewer, now: datetime) -> SheetFacts:
    """The receiver signs: every original of the sheet is in the receiving office's hands, or none.

    Raises `SheetUnknown`, `SecondPairOfEyes`, `SheetOver`.
    """
    with transaction.atomic():
        facts = sheet_seen(key=key, viewer=by)
        seat = next((one for one in by.seats if one.office_id == facts.to_office_id), None)
        if seat is None:
            raise SheetUnknown
        if seat.holding_id == facts.made_by:
            raise SecondPairOfEyes
        if documents.close_sheet(key=key, by=seat.holding_id, now=now):
            for subject in facts.subjects:
                _pass(subject, facts, seat, now)
    return document_queries.sheet(key)


def call_off_sheet(*, key: UUID, by: Viewer, now: datetime) -> None:
    """The giver takes it back before anybody has taken it. Raises `SheetUnknown`, `SheetOver`."""
    with transaction.atomic():
        facts = sheet_seen(key=key, viewer=by)
        if not by.holds(Role.ONE_STOP_CLERK, facts.from_office_id):
            raise SheetUnknown
        documents.close_sheet(key=key, by=None, now=now)


def sheet_seen(*, key: UUID, viewer: Viewer) -> SheetFacts:
    """A sheet, to officials of the giving and the receiving office. Raises `SheetUnknown`."""
    facts = document_queries.sheet(key)
    if not viewer.is_system and not viewer.offices() & {facts.from_office_id, facts.to_office_id}:
        raise SheetUnknown
    return facts


def _pass(subject: str, facts: SheetFacts, seat: Seat, now: datetime) -> None:
    passed: dict[str, int] = {}
    if facts.from_office_id != facts.to_office_id:
        passed = documents.pass_on(
            subject=subject, now=now, from_office_id=facts.from_office_id, to_office_id=facts.to_office_id
        )
    dossiers.record(
        dossier_id=int(subject.removeprefix("dossier/")),
        fact=Fact.PAPER_HANDED_ON,
        body={
            "from_office": facts.from_office_id,
            "to_office": facts.to_office_id,
            "given_by": f"holding/{facts.made_by}",
            "passed": passed,
        },
        by=f"holding/{seat.holding_id}",
        now=now,
    )
