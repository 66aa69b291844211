"""Officials as their administrators see them: who holds what, from when to when, and who signed in when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from motcua.foundation.vietnamese import fold
from motcua.registers.offices.statements import rows
from motcua.rules.access import Viewer

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A position that an official holds, held or is to hold."""

    holding_id: int
    position_id: int
    official_id: int
    office_id: int
    office_name: str
    unit_name: str
    role: str
    title: str
    from_date: date
    to_date: date | None
    substitute: bool

    def stands_on(self, on: date) -> bool:
        """Whether it gives rights that day."""
        return self.from_date <= on and (self.to_date is None or on <= self.to_date)

    def is_to_come(self, on: date) -> bool:
        """Whether it has not begun by that day."""
        return self.from_date > on


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """An official with what is held; `code_until` is set while a one-time code is out and not used."""

    id: int
    name: str
    sign_in_name: str
    phone: str
    is_active: bool
    last_sign_in: datetime | None
    has_password: bool
    code_until: datetime | None
    sort_key: str
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffPage:
    """A bounded list and where it goes on: after this sort key and id."""

    members: tuple[StaffMember, ...]
    after: tuple[str, int] | None


_MEMBER = """
SELECT o.id, o.name, o.sign_in_name, o.phone, o.is_active, o.last_login, o.password NOT LIKE '!%%',
    (SELECT c.expires_at FROM people_sign_in_code c WHERE c.official_id = o.id), o.sort_key
FROM people_official o
"""
_HELD = """
SELECT h.id, h.position_id, h.official_id, p.office_id, f.name, coalesce(u.name, ''), p.role, p.title, h.from_date,
    h.to_date, h.substitute
FROM offices_holding h
JOIN offices_position p ON p.id = h.position_id
JOIN offices_office f ON f.id = p.office_id
LEFT JOIN offices_unit u ON u.id = p.unit_id
WHERE h.official_id = ANY(%(officials)s)
ORDER BY h.substitute, h.from_date DESC, h.id DESC
"""
_PAGE = f"""{_MEMBER}
WHERE EXISTS (
    SELECT 1 FROM offices_holding h JOIN offices_position p ON p.id = h.position_id
    WHERE h.official_id = o.id AND p.office_id = ANY(%(offices)s)
      AND (h.to_date IS NULL OR h.to_date >= %(on)s) = %(present)s)
AND (%(present)s OR NOT EXISTS (
    SELECT 1 FROM offices_holding h JOIN offices_position p ON p.id = h.position_id
    WHERE h.official_id = o.id AND p.office_id = ANY(%(offices)s) AND (h.to_date IS NULL OR h.to_date >= %(on)s)))
AND (o.name_folded LIKE %(name)s OR o.sign_in_name LIKE %(sign_in)s)
AND (o.sort_key, o.id) > (%(after_key)s, %(after_id)s)
ORDER BY o.sort_key, o.id LIMIT %(limit)s
"""


def staff(
    *,
    viewer: Viewer,
    on: date,
    office_id: int | None = None,
    text: str = "",
    present: bool = True,
    after: tuple[str, int] | None = None,
    limit: int = 25,
) -> StaffPage:
    """Officials who hold a position now or later (or, not `present`, only held one) in the offices that the viewer
    administers, or in one of them; by given name. `text`: letters of the name without marks, or of the sign-in name.
    """
    limit = min(limit, MOST)
    mine = viewer.administers if office_id is None else viewer.administers & {office_id}
    key, id_ = after or ("", 0)
    values = {
        "offices": sorted(mine),
        "on": on,
        "present": present,
        "name": f"%{_escaped(fold(text))}%",
        "sign_in": f"{_escaped(text.strip().lower())}%",
        "after_key": key,
        "after_id": id_,
        "limit": limit + 1,
    }
    found = rows(_PAGE, values)
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return StaffPage(_members(shown), (last[-1], last[0]) if last else None)


def staff_without_passwords(*, viewer: Viewer, office_id: int, on: date) -> tuple[StaffMember, ...]:
    """Who of an office has set no password yet, and holds positions of the viewer's offices only. At most 2,000."""
    if office_id not in viewer.administers:
        return ()
    sql = f"""{_MEMBER} WHERE o.is_active AND o.password LIKE '!%%' AND EXISTS (
            SELECT 1 FROM offices_holding h JOIN offices_position p ON p.id = h.position_id
            WHERE h.official_id = o.id AND p.office_id = %(office)s AND (h.to_date IS NULL OR h.to_date >= %(on)s))
        ORDER BY o.sort_key, o.id LIMIT 2000"""
    found = _members(rows(sql, {"office": office_id, "on": on}))
    mine = viewer.administers
    return tuple(
        one
        for one in found
        if all(held.office_id in mine for held in one.held if held.to_date is None or held.to_date >= on)
    )


def staff_member(official_id: int, *, viewer: Viewer) -> StaffMember | None:
    """An official who holds, held or is to hold a position in an office that the viewer administers; else None."""
    found = rows(f"{_MEMBER} WHERE o.id = %(id)s", {"id": official_id})
    member = next(iter(_members(found)), None)
    mine = viewer.administers
    if member is None or not (viewer.is_system or any(one.office_id in mine for one in member.held)):
        return None
    return member


def officials_by_sign_in_names(names: Sequence[str], *, viewer: Viewer) -> dict[str, StaffMember]:
    """Officials wherever they work, by how they sign in: for administrators, who give them positions."""
    if not (viewer.is_system or viewer.administers):
        return {}
    wanted = [name.strip().lower() for name in names]
    found = rows(f"{_MEMBER} WHERE o.sign_in_name = ANY(%(names)s)", {"names": wanted})
    return {one.sign_in_name: one for one in _members(found)}


def holding(holding_id: int, *, viewer: Viewer) -> Held | None:
    """One holding of a position in an office that the viewer administers; else None."""
    sql = _HELD.replace("h.official_id = ANY(%(officials)s)", "h.id = %(id)s")
    found = [Held(**dict(zip(_NAMES, one, strict=True))) for one in rows(sql, {"id": holding_id})]
    return next((one for one in found if viewer.is_system or one.office_id in viewer.administers), None)


_NAMES = tuple(field.name for field in fields(Held))


def _members(found: Sequence[tuple[Any, ...]]) -> tuple[StaffMember, ...]:
    held: dict[int, list[Held]] = {}
    for one in rows(_HELD, {"officials": [row[0] for row in found]}) if found else ():
        each = Held(**dict(zip(_NAMES, one, strict=True)))
        held.setdefault(each.official_id, []).append(each)
    names = [field.name for field in fields(StaffMember)][:-1]
    return tuple(StaffMember(**dict(zip(names, row, strict=True)), held=tuple(held.get(row[0], ()))) for row in found)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
