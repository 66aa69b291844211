"""What the room takes and tells: facts about offices, units, counters, positions and territory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.rules.signature_block import Capacity

Hours = Mapping[str, Sequence[Sequence[str]]]
"""Working hours by ISO weekday: {"1": [["07:00", "11:30"], ["13:30", "17:00"]], …}; a day not named is off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """An office to be opened. `parent` and `code` are electronic identifiers; `unit_code` is of the territory."""

    code: str
    name: str
    kind: str
    unit_code: str
    parent: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    address: str = ""
    phone: str = ""
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office as kept."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    unit_code: str
    attributes: Mapping[str, Any]
    address: str
    phone: str
    valid_from: date
    valid_to: date | None
    merged_into_id: int | None

    def stands_on(self, on: date) -> bool:
        """Whether the office exists on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit to be opened in an office; empty hours mean the country's ordinary ones."""

    office_id: int
    kind: str
    name: str
    hours: Hours = field(default_factory=dict)
    address: str = ""
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as kept."""

    id: int
    office_id: int
    kind: str
    name: str
    hours: Hours
    address: str
    phone: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCounter:
    """A counter to be opened; `fields` are codes of fields of procedures (G15-TP07), or their names."""

    unit_id: int
    number: int
    name: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A counter as kept."""

    id: int
    unit_id: int
    number: int
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPosition:
    """A position to be opened."""

    office_id: int
    role: str
    title: str
    valid_from: date
    unit_id: int | None = None
    superior_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position as kept."""

    id: int
    office_id: int
    unit_id: int | None
    role: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHolding:
    """Who is to hold a position from a day to a day (both included; no end: until further notice)."""

    position_id: int
    official_id: int
    from_date: date
    to_date: date | None = None
    substitute: bool = False
    capacity: str = Capacity.OWN
    """How the holder signs."""
    paper: str = ""
    """Number and day of the paper that entrusts it; a mandate has one (NĐ 30/2020/NĐ-CP art. 13(3))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a position on a day."""

    holding_id: int
    position_id: int
    role: str
    title: str
    unit_id: int | None
    official_id: int
    name: str
    substitute: bool
    from_date: date
    to_date: date | None
    capacity: str = Capacity.OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCalendarDay:
    """A day off (`off`) or worked to make up (`made_up`), with the paper that announced it."""

    on: date
    kind: str
    reason: str
    notice: str
    confidence: str = "A"
    notice_date: date | None = None
    notice_document: int | None = None
    """The paper's file, of the register of documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrativeUnit:
    """A province, district or commune."""

    code: str
    level: str
    kind: str
    name: str
    parent_code: str
    valid_to: date | None = None
