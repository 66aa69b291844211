"""What is known of the offices, positions and people that a list of staff names: a few statements for thousands of
lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.foundation.vietnamese import fold
from motcua.registers.offices.staffing.reading import Places
from motcua.registers.offices.statements import rows


@dataclass(frozen=True, slots=True)
class KnownOfficial:
    """An official by the sign-in name."""

    id: int
    sign_in_name: str
    name: str
    phone: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class KnownHolding:
    """A main holding that lasts today or begins later."""

    id: int
    position_id: int
    official_id: int
    official_name: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True, slots=True)
class KnownPosition:
    """A position of one of the offices; `ended_on` when it is no more."""

    id: int
    place: tuple[int, int | None, str, str]
    superior_id: int | None
    ended_on: date | None
    holdings: tuple[KnownHolding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that lines are held against."""

    officials: Mapping[str, KnownOfficial]
    positions: Mapping[tuple[int, int | None, str, str], tuple[KnownPosition, ...]]
    namesakes: Mapping[tuple[str, str], str]
    """(folded name, telephone) of people in these offices → sign-in name."""
    seats: Mapping[str, int]
    """Sign-in name → the position held as main holder, now or later, of whoever may be named as a superior."""
    superiors: Mapping[str, frozenset[str]]
    """Sign-in name → sign-in names of the superiors, as they stand."""


_OFFICES = """SELECT code, id, name FROM offices_office
    WHERE id = ANY(%s) AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)"""
_UNITS = """SELECT office_id, name, id FROM offices_unit
    WHERE office_id = ANY(%s) AND (valid_to IS NULL OR valid_to >= %s) ORDER BY id DESC"""
_POSITIONS = """SELECT id, office_id, unit_id, role, title, superior_id, CASE WHEN valid_to < %s THEN valid_to END
    FROM offices_position WHERE office_id = ANY(%s) ORDER BY id"""
_HOLDINGS = """SELECT h.id, h.position_id, h.official_id, o.name, h.from_date, h.to_date
    FROM offices_holding h JOIN offices_position p ON p.id = h.position_id
    JOIN people_official o ON o.id = h.official_id
    WHERE p.office_id = ANY(%s) AND NOT h.substitute AND (h.to_date IS NULL OR h.to_date >= %s)
    ORDER BY h.from_date, h.id"""
_OFFICIALS = "SELECT id, sign_in_name, name, phone, is_active FROM people_official WHERE sign_in_name = ANY(%s)"
_NAMESAKES = """SELECT DISTINCT o.name_folded, o.phone, o.sign_in_name FROM people_official o
    JOIN offices_holding h ON h.official_id = o.id JOIN offices_position p ON p.id = h.position_id
    WHERE p.office_id = ANY(%s) AND o.phone <> '' AND (h.to_date IS NULL OR h.to_date >= %s)"""
_HELD = "(h.to_date IS NULL OR h.to_date >= %(on)s) AND NOT h.substitute"
_SEATS = f"""SELECT o.sign_in_name, min(h.position_id) FROM people_official o
    JOIN offices_holding h ON h.official_id = o.id
    WHERE o.sign_in_name = ANY(%(names)s) AND {_HELD} GROUP BY o.sign_in_name"""
_SUPERIORS = f"""
WITH held AS (
    SELECT h.position_id, o.sign_in_name FROM offices_holding h JOIN people_official o ON o.id = h.official_id
    WHERE {_HELD}
)
SELECT below.sign_in_name, above.sign_in_name FROM offices_position p
JOIN held below ON below.position_id = p.id JOIN held above ON above.position_id = p.superior_id
"""


def places(
    *, office_ids: Collection[int], default_office: tuple[int, str], roles: Mapping[str, str], on: date
) -> Places:
    """What lines may name. `roles`: code → Vietnamese name."""
    mine = sorted(office_ids)
    by_name = {fold(name): code for code, name in roles.items()} | {code: code for code in roles}
    return Places(
        offices={code: (id_, name) for code, id_, name in rows(_OFFICES, [mine, on, on])},
        units={(office, fold(name)): id_ for office, name, id_ in rows(_UNITS, [mine, on])},
        roles=by_name,
        role_names=", ".join(roles.values()),
        default_office=default_office,
    )


def known(*, office_ids: Collection[int], sign_in_names: Iterable[str], superiors: Iterable[str], on: date) -> Known:
    """What is there already of these offices, people and superiors."""
    mine = sorted(office_ids)
    officials = {one[1]: KnownOfficial(*one) for one in rows(_OFFICIALS, [list(sign_in_names)])}
    seats: dict[str, int] = dict(rows(_SEATS, {"names": list(superiors), "on": on}))
    above: dict[str, set[str]] = {}
    for below, one in rows(_SUPERIORS, {"on": on}):
        above.setdefault(below, set()).add(one)
    return Known(
        officials=officials,
        positions=_positions(mine, on),
        namesakes={(name, phone): sign_in for name, phone, sign_in in rows(_NAMESAKES, [mine, on])},
        seats=seats,
        superiors={below: frozenset(found) for below, found in above.items()},
    )


def _positions(office_ids: list[int], on: date) -> dict[tuple[int, int | None, str, str], tuple[KnownPosition, ...]]:
    holdings: dict[int, list[KnownHolding]] = {}
    for one in rows(_HOLDINGS, [office_ids, on]):
        holdings.setdefault(one[1], []).append(KnownHolding(*one))
    found: dict[tuple[int, int | None, str, str], list[KnownPosition]] = {}
    for id_, office, unit, role, title, superior, ended_on in rows(_POSITIONS, [on, office_ids]):
        place = (office, unit, role, fold(title))
        position = KnownPosition(id_, place, superior, ended_on, tuple(holdings.get(id_, ())))
        found.setdefault(place, []).append(position)
    return {place: tuple(positions) for place, positions in found.items()}
