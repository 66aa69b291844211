"""What the room tells of persons and officials. Each look at a person is recorded in the log of sights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from motcua.foundation.vietnamese import fold
from motcua.registers.people import sights
from motcua.registers.people.errors import OfficialUnknown, PersonUnknown, SearchTooShort
from motcua.registers.people.facts import OfficialFacts as OfficialFacts
from motcua.registers.people.facts import Person as Person
from motcua.registers.people.facts import mask as mask
from motcua.rules.access import Viewer

MOST_FOUND = 50
MOST_SORTED = 1000
"""Of a name that half the country bears, this many are put in order; more words find the one looked for."""

COLUMNS = """id, kind, name, coalesce(id_number, ''), id_country, previous_id_number, birth_text, sex, address,
    unit_code, phone, email"""
ALLOWED = "(%(everyone)s OR id = %(self)s)"
"""Officials who hold a position today look up whom their work concerns, and each look is logged; others see
themselves only. Which dossiers of a person one sees is decided where dossiers are kept."""


def person(person_id: int, *, viewer: Viewer, purpose: str = "page", dossier_id: int | None = None) -> Person:
    """One person. Raises `PersonUnknown`, also when the viewer may not look."""
    found = persons((person_id,), viewer=viewer, purpose=purpose, dossier_id=dossier_id)
    if not found:
        raise PersonUnknown()
    return found[person_id]


def persons(
    person_ids: Iterable[int], *, viewer: Viewer, purpose: str = "list", dossier_id: int | None = None
) -> dict[int, Person]:
    """Those of these persons whom the viewer may see, by id: one statement for a whole list. `dossier_id`: the one that
    is open, for the log of sights."""
    wanted = list(dict.fromkeys(person_ids))
    if not wanted:
        return {}
    limit = len(wanted)
    return _told(
        "id = ANY(%(ids)s)", {"ids": wanted}, viewer=viewer, purpose=purpose, limit=limit, dossier_id=dossier_id
    )


def person_by_number(id_number: str, *, viewer: Viewer, kind: str = "citizen") -> Person | None:
    """The person with this whole number, if registered and to be seen by the viewer."""
    number = re.sub(r"[\s.-]", "", id_number).upper()
    where = "kind = %(kind)s AND id_number = %(number)s"
    found = _told(where, {"kind": kind, "number": number}, viewer=viewer, purpose="search", limit=1)
    return next(iter(found.values()), None)


def find_persons(text: str, *, viewer: Viewer, limit: int = 20) -> tuple[Person, ...]:
    """Persons by the beginnings of words of the name (marks not needed), or of a number or phone; in name order.

    At most `limit`, never more than 50. Raises `SearchTooShort`.
    """
    digits = re.sub(r"[\s.+-]", "", text)
    if digits.isdecimal():
        if len(digits) < 6:
            raise SearchTooShort()
        where = "(id_number LIKE %(digits)s || '%%' OR previous_id_number = %(digits)s OR phone = %(digits)s)"
        sought: dict[str, Any] = {"digits": digits}
    else:
        words = re.findall(r"\w+", fold(text))
        if len("".join(words)) < 2:
            raise SearchTooShort()
        where = "to_tsvector('simple', name_folded) @@ to_tsquery('simple', %(words)s)"
        sought = {"words": " & ".join(f"{word}:*" for word in words[:8])}
    found = _told(where, sought, viewer=viewer, purpose="search", limit=min(limit, MOST_FOUND))
    return tuple(found.values())


def officials(official_ids: Iterable[int], *, viewer: Viewer) -> dict[int, OfficialFacts]:
    """These officials, by id. Who acts for an office is public (NĐ 61/2018 art. 9(7)); how they sign in is not."""
    wanted = list(dict.fromkeys(official_ids))
    if not wanted:
        return {}
    inside = viewer.is_system or bool(viewer.seats)
    sql = """SELECT id, CASE WHEN %s THEN sign_in_name ELSE '' END, name, is_active
        FROM people_official WHERE id = ANY(%s) ORDER BY sort_key, id"""
    return {row[0]: _official(row) for row in _rows(sql, [inside, wanted])}


def official(official_id: int, *, viewer: Viewer) -> OfficialFacts:
    """One official. Raises `OfficialUnknown`."""
    found = officials((official_id,), viewer=viewer)
    if not found:
        raise OfficialUnknown()
    return found[official_id]


def official_by_sign_in_name(sign_in_name: str, *, viewer: Viewer) -> OfficialFacts | None:
    """The official who signs in by this name; tells positions' holders and the house only."""
    if not (viewer.is_system or viewer.seats):
        return None
    sql = "SELECT id, sign_in_name, name, is_active FROM people_official WHERE sign_in_name = %s"
    rows = _rows(sql, [sign_in_name.strip().lower()])
    return _official(rows[0]) if rows else None


def _told(
    where: str, sought: dict[str, Any], *, viewer: Viewer, purpose: str, limit: int, dossier_id: int | None = None
) -> dict[int, Person]:
    allowed = {"everyone": viewer.is_system or bool(viewer.seats), "self": viewer.person_id}
    sql = f"""SELECT {COLUMNS} FROM (SELECT * FROM people_person WHERE {where} AND {ALLOWED} LIMIT %(most)s) found
        ORDER BY sort_key, id LIMIT %(limit)s"""
    rows = _rows(sql, {**sought, **allowed, "limit": limit, "most": max(limit, MOST_SORTED)})
    found = {row[0]: _person(row) for row in rows}
    others = (one for one in found if one != viewer.person_id)
    sights.note(viewer=viewer, person_ids=others, purpose=purpose, dossier_id=dossier_id)
    return found


def _rows(sql: str, values: Sequence[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _person(row: tuple[Any, ...]) -> Person:
    names = ("id", "kind", "name", "id_number", "id_country", "previous_id_number", "birth", "sex", "address")
    return Person(**dict(zip((*names, "unit_code", "phone", "email"), row, strict=True)))


def _official(row: tuple[Any, ...]) -> OfficialFacts:
    return OfficialFacts(id=row[0], sign_in_name=row[1], name=row[2], is_active=row[3])
