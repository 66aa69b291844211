"""The national list as an administrator looks into it: what answers a question, and how far each is made here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.foundation.postgres.prepared import rows
from motcua.registers.procedures.catalogue_finding import Group, search
from motcua.registers.procedures.queries.days import ON

_MADE_HERE = f"""
    SELECT g.place, g.code, coalesce(e.fields[1], v.field, ''), coalesce(e.body, v.body, ''), v.code IS NOT NULL,
        d.doubts
    FROM unnest(%(places)s::int[], %(codes)s::text[]) AS g (place, code)
        LEFT JOIN procedures_catalogue_entry e ON e.code = g.code
        LEFT JOIN (
            SELECT code, definition #>> '{{identity,field,name}}' AS field,
                definition #>> '{{identity,issuer,name}}' AS body
            FROM procedures_version WHERE {ON} AND code = ANY(%(codes)s)
        ) v ON v.code = g.code
        LEFT JOIN LATERAL (
            SELECT jsonb_array_length(doubts) AS doubts FROM procedures_draft WHERE code = g.code
            ORDER BY number DESC LIMIT 1
        ) d ON true
    ORDER BY array_position(%(codes)s, g.code)
"""
_TOTALS = f"""
    SELECT (SELECT count(*) FROM procedures_catalogue_entry), (SELECT count(DISTINCT code) FROM procedures_draft),
        (SELECT count(*) FROM procedures_version WHERE {ON})
"""


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """A service of the list. `others`: how many more codes it has, of other provinces and levels.

    `in_force`: its code in force here, empty for none; `draft`: its code drafted here, with so many `doubts`.
    """

    code: str
    name: str
    field_name: str
    body: str
    others: int
    in_force: str
    draft: str
    doubts: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How many procedures are listed by the nation, drafted here, in force here."""

    listed: int
    drafted: int
    in_force: int


def catalogue_lines(text: str, *, on: date, limit: int) -> tuple[CatalogueLine, ...]:
    """What answers a question, best first, as `search` finds it. Three statements, however much answers."""
    groups = search(text, limit=limit)
    codes = [(place, variant.code) for place, group in enumerate(groups) for variant in group.variants]
    values = {"places": [place for place, _ in codes], "codes": [code for _, code in codes], "on": on}
    of_group: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for place, *told in rows(_MADE_HERE, values) if codes else ():
        of_group[place].append(tuple(told))
    return tuple(_line(group, of_group[place]) for place, group in enumerate(groups))


def totals(on: date) -> Totals:
    """As they stand on a day."""
    return Totals(*rows(_TOTALS, {"on": on})[0])


def _line(group: Group, told: list[tuple[Any, ...]]) -> CatalogueLine:
    field_name, body = next((row[1:3] for row in told if row[0] == group.code), ("", ""))
    in_force = next((code for code, _, _, stands, _ in told if stands), "")
    draft, doubts = next(((code, count) for code, _, _, _, count in told if count is not None), ("", 0))
    others = len(group.variants) - 1
    return CatalogueLine(group.code, group.name, field_name, body, others, in_force, draft, doubts)
