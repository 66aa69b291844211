"""What the stage tells: what waits at the counter, a dossier's line, the day of a book, printed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from motcua.registers.certifications import queries as certifications
from motcua.registers.certifications.queries import EntryLine as EntryLine
from motcua.registers.certifications.queries import Waiting as Waiting
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role, Viewer
from motcua.stages.certifying.printing import book_of as book_of


def offered(on: date) -> tuple[Procedure, ...]:
    """The procedures that are done while people wait: in force, and with a book."""
    return procedures.with_a_book(on)


def entry_of(*, dossier_id: int, viewer: Viewer) -> EntryLine | None:
    """The line of a dossier in its book, or None."""
    return certifications.entry_of(dossier_id=dossier_id, viewer=viewer)


def at_the_counter(*, office_id: int, offers: Iterable[Procedure], viewer: Viewer) -> tuple[Waiting, ...]:
    """Everything of these procedures that is not given yet, who came first first: also what waits for a signature."""
    return _waiting(office_id, offers, (Role.ONE_STOP_CLERK, Role.LEADER), viewer)


def to_sign(*, office_id: int, offers: Iterable[Procedure], viewer: Viewer) -> tuple[Waiting, ...]:
    """What of it waits for the signer."""
    return _waiting(office_id, offers, (Role.LEADER,), viewer)


def _waiting(
    office_id: int, offers: Iterable[Procedure], roles: tuple[Role, ...], viewer: Viewer
) -> tuple[Waiting, ...]:
    codes = [each.code for each in offers]
    return certifications.waiting(office_id=office_id, codes=codes, roles=roles, viewer=viewer)
