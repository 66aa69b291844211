"""Who may see and do what with a dossier, and by what right.

Decree NĐ 118/2025 art. 5–11 (roles of the one-stop unit and the competent agency), Law 91/2025 on personal data
(need to know). Queries filter by the same rule in SQL; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Roles the law itself knows; procedure files may name further ones, which grant duties and nothing else."""

    ONE_STOP_CLERK = "one-stop-clerk"
    LEADER = "leader"
    CLERICAL = "clerical"
    UNIT_HEAD = "unit-head"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"
    CASHIER = "cashier"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Seat:
    """One position held today: the only thing that gives an official rights."""

    holding_id: int
    position_id: int
    office_id: int
    unit_id: int | None
    role: str
    substitute: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks. `oversees` holds the offices that an inspector or superior may look into."""

    official_id: int | None
    seats: tuple[Seat, ...] = ()
    oversees: frozenset[int] = field(default_factory=frozenset)
    person_id: int | None = None
    is_system: bool = False
    administers: frozenset[int] = field(default_factory=frozenset)
    """The offices of which the viewer is an administrator today, and all below them."""

    def holds(self, role: str, office_id: int) -> bool:
        """Whether one of today's positions has this role in this office."""
        return any(seat.role == role and seat.office_id == office_id for seat in self.seats)

    def seat_for(self, role: str, office_id: int, position_id: int | None = None) -> Seat | None:
        """The position by which the viewer acts in this role here, a main holder's before a substitute's; only that one
        to which the duty was given, if it was."""
        fitting = [
            seat
            for seat in self.seats
            if seat.role == role and seat.office_id == office_id and position_id in (None, seat.position_id)
        ]
        return min(fitting, key=lambda seat: seat.substitute, default=None)

    def may_do(self, office_id: int, role: str, position_id: int | None) -> bool:
        """Whether a duty of this role here is the viewer's: of all who hold it, or of the position it was given to."""
        return any(
            seat.office_id == office_id and seat.role == role and position_id in (None, seat.position_id)
            for seat in self.seats
        )

    def offices(self, *roles: str) -> frozenset[int]:
        """The offices where the viewer holds one of these roles; any role when none is named."""
        return frozenset(seat.office_id for seat in self.seats if not roles or seat.role in roles)

    @property
    def duties(self) -> frozenset[tuple[int, str]]:
        """(office, role) pairs whose duties are the viewer's to do."""
        return frozenset((seat.office_id, seat.role) for seat in self.seats)


SYSTEM = Viewer(official_id=None, is_system=True)
PUBLIC = Viewer(official_id=None)

WHOLE_OFFICE = (Role.ONE_STOP_CLERK, Role.LEADER, Role.CLERICAL, Role.UNIT_HEAD, Role.CASHIER, Role.SUPPORT)
"""Roles that see every dossier received by, or in the competence of, their office; an examiner sees those on
which the examiner's role has or had a duty there."""


class Right(StrEnum):
    """By what right a dossier is seen."""

    SYSTEM = "system"
    OWN = "own"
    RECEIVED_HERE = "received-here"
    COMPETENT = "competent"
    DUTY = "duty"
    OVERSIGHT = "oversight"


@dataclass(frozen=True, slots=True)
class DossierSight:
    """The facts of a dossier that decide who sees it."""

    received_office_id: int
    competent_office_id: int
    applicant_id: int
    owner_id: int
    duties: frozenset[tuple[int, str]] = frozenset()
    """(office, role) of each duty it ever had: the consulted keep sight of what they answered."""


def right_to_see(viewer: Viewer, dossier: DossierSight) -> Right | None:
    """The first right by which the viewer may see the dossier, or None."""
    if viewer.is_system:
        return Right.SYSTEM
    if viewer.person_id is not None and viewer.person_id in (dossier.applicant_id, dossier.owner_id):
        return Right.OWN
    whole = viewer.offices(*WHOLE_OFFICE)
    if dossier.received_office_id in whole:
        return Right.RECEIVED_HERE
    if dossier.competent_office_id in whole:
        return Right.COMPETENT
    if viewer.duties & dossier.duties:
        return Right.DUTY
    if {dossier.received_office_id, dossier.competent_office_id} & viewer.oversees:
        return Right.OVERSIGHT
    return None


def may_take_in_at(viewer: Viewer, office_id: int) -> bool:
    """Whether the viewer takes dossiers in at this office's one-stop unit today."""
    return viewer.is_system or viewer.holds(Role.ONE_STOP_CLERK, office_id)


def may_assign(viewer: Viewer, office_id: int) -> bool:
    """Whether the viewer gives out the duties of this office: its head of unit or its leader (NĐ 61/2018 art. 19)."""
    return viewer.is_system or viewer.holds(Role.UNIT_HEAD, office_id) or viewer.holds(Role.LEADER, office_id)


def may_administer(viewer: Viewer, office_id: int) -> bool:
    """Whether the viewer administers this office: its people, hours, days and lists; never its dossiers."""
    return viewer.is_system or office_id in viewer.administers


def may_read_sights(viewer: Viewer, office_id: int) -> bool:
    """Whether the viewer may read who of this office looked at whose data: its administrators, and who oversees it."""
    return may_administer(viewer, office_id) or office_id in viewer.oversees


def may_hand_on(viewer: Viewer, office_id: int) -> bool:
    """Whether the viewer gives on the duties of a position that ends: who gives out duties there, and administrators,
    who see how many there are but not whose."""
    return may_assign(viewer, office_id) or may_administer(viewer, office_id)


def has_duty(viewer: Viewer, duties: Iterable[tuple[int, str]]) -> bool:
    """Whether one of these open (office, role) duties is the viewer's to do today."""
    return viewer.is_system or not viewer.duties.isdisjoint(duties)
