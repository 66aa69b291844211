"""The positions of an office with whoever holds them, vacant ones too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.registers.offices.statements import rows

_PLACES = """
SELECT p.id, p.office_id, p.role, p.title, coalesce(u.name, ''), p.valid_to, p.superior_id,
    coalesce((SELECT s.title FROM offices_position s WHERE s.id = p.superior_id), ''),
    (SELECT json_agg(json_build_array(h.id, o.id, o.name, h.from_date, h.to_date, h.substitute, o.is_active)
        ORDER BY h.substitute, h.from_date, h.id)
     FROM offices_holding h JOIN people_official o ON o.id = h.official_id
     WHERE h.position_id = p.id AND (h.to_date IS NULL OR h.to_date >= %(on)s))
FROM offices_position p LEFT JOIN offices_unit u ON u.id = p.unit_id
WHERE p.office_id = %(office)s
    AND CASE WHEN %(position)s::bigint IS NULL THEN p.valid_to IS NULL OR p.valid_to >= %(on)s
        ELSE p.id = %(position)s END
ORDER BY u.kind NULLS FIRST, u.sort_key, p.role, p.title, p.id
LIMIT 500
"""


@dataclass(frozen=True, slots=True)
class Seated:
    """Who holds a position now or later."""

    holding_id: int
    official_id: int
    name: str
    from_date: date
    to_date: date | None
    substitute: bool
    is_active: bool

    def stands_on(self, on: date) -> bool:
        """Whether it gives rights that day."""
        return self.is_active and self.from_date <= on and (self.to_date is None or on <= self.to_date)


@dataclass(frozen=True, slots=True)
class Place:
    """A position and its holders of today and of later."""

    position_id: int
    office_id: int
    role: str
    title: str
    unit_name: str
    valid_to: date | None
    superior_id: int | None
    superior: str
    """Title of the position above, empty if none is known."""
    seated: tuple[Seated, ...]

    def is_vacant_on(self, on: date) -> bool:
        """Whether nobody acts in it that day."""
        return not any(one.stands_on(on) for one in self.seated)


def places_of(office_id: int, on: date) -> tuple[Place, ...]:
    """The positions of an office that stand that day or later, unit by unit. At most 500."""
    return _places(office_id, on, None)


def place(office_id: int, position_id: int, on: date) -> Place | None:
    """One of an office's positions, also one that is no more."""
    return next(iter(_places(office_id, on, position_id)), None)


def _places(office_id: int, on: date, position_id: int | None) -> tuple[Place, ...]:
    found = rows(_PLACES, {"office": office_id, "on": on, "position": position_id})
    return tuple(
        Place(
            position_id=one[0],
            office_id=one[1],
            role=one[2],
            title=one[3],
            unit_name=one[4],
            valid_to=one[5],
            superior_id=one[6],
            superior=one[7],
            seated=tuple(_seated(each) for each in one[8] or ()),
        )
        for one in found
    )


def _seated(one: list[object]) -> Seated:
    holding, official, name, first, last, substitute, is_active = one
    return Seated(
        int(str(holding)),
        int(str(official)),
        str(name),
        date.fromisoformat(str(first)),
        date.fromisoformat(str(last)) if last else None,
        bool(substitute),
        bool(is_active),
    )
