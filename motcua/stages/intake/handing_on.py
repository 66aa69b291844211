"""Received here for another commune: looked at, charged and handed on; the competent office acknowledges it, and its
clock starts there (NĐ 118/2025 art. 14; NĐ 309/2026 art. 8(3))."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from motcua.registers.documents import actions as documents
from motcua.registers.dossiers.actions import Held
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.offices import queries as offices
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role, Viewer
from motcua.rules.deadlines import Policy, Term, Unit, due_within
from motcua.stages.intake.errors import NotForAnother, NotYoursToAcknowledge

ACKNOWLEDGE_WITHIN: Final = Term(Decimal(2), Unit.HOUR)
"""Working hours in which the next office acknowledges (NĐ 301/2026 art. 5)."""


def acknowledge_by(office_id: int, at: datetime) -> datetime:
    """By when the competent office acknowledges what is handed on at `at`."""
    return due_within(at, ACKNOWLEDGE_WITHIN, Policy.BY_HOURS, offices.calendar_of(office_id))


def is_for_another(view: DossierView, procedure: Procedure) -> bool:
    """Whether it is taken in for another office of the same kind."""
    if view.received_office_id == view.competent_office_id or not procedure.service.is_non_boundary:
        return False
    both = offices.offices_by_id([view.received_office_id, view.competent_office_id])
    return both[view.received_office_id].kind == both[view.competent_office_id].kind


def refuse_if_not(view: DossierView, procedure: Procedure) -> None:
    """Raises `NotForAnother` for a dossier that is this office's own, or that knows its boundary."""
    if not is_for_another(view, procedure):
        raise NotForAnother


def refuse_if_handed_on(view: DossierView, by: Viewer) -> None:
    """What was handed on is acknowledged by the competent office only. Raises `NotYoursToAcknowledge`."""
    waits = view.has_code and view.received_at is None
    if waits and not (by.is_system or by.holds(Role.ONE_STOP_CLERK, view.competent_office_id)):
        raise NotYoursToAcknowledge


def pass_duty(held: Held, now: datetime) -> None:
    """The answer is now the competent office's to give."""
    for duty in held.opens:
        duty.office_id, duty.due_at = held.competent_office_id, acknowledge_by(held.competent_office_id, now)


def pass_originals(view: DossierView, now: datetime) -> None:
    """With the acknowledgement the originals are in the competent office's hands."""
    documents.pass_on(
        subject=f"dossier/{view.id}",
        now=now,
        from_office_id=view.received_office_id,
        to_office_id=view.competent_office_id,
    )
