"""What the stage does: enter a certification in its book, strike its line (NĐ 23/2015/NĐ-CP art. 13, 20, 24)."""

from __future__ import annotations

from datetime import datetime

from motcua.registers.certifications import actions as certifications
from motcua.registers.certifications.actions import Entered
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import CLOCK_RUNS
from motcua.stages.certifying.errors import NoBookForThis, NotTakenIn


def enter(*, dossier_id: int, by: Viewer, now: datetime) -> Entered:
    """Give a dossier that was taken in the next number of its procedure's book.

    Raises `NoBookForThis`, `NotTakenIn`, `DossierUnknown`, `NotYoursToEnter`.
    """
    view = dossiers.dossier(dossier_id=dossier_id, viewer=by)
    book = procedures.version(view.procedure_version_id).result.main.book
    if book is None:
        raise NoBookForThis
    if view.state not in CLOCK_RUNS:
        raise NotTakenIn
    return certifications.enter(dossier_id=dossier_id, book=book.symbol, by=by, now=now)


def strike(*, dossier_id: int, reason: str, by: Viewer, now: datetime) -> None:
    """Strike a line that will not be signed. Raises `ReasonOfStrikeMissing`, `DossierUnknown`, `NotYoursToEnter`,
    `NothingToStrike`."""
    certifications.strike(dossier_id=dossier_id, reason=reason, by=by, now=now)
