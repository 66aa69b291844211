"""Lists of procedures: all of a day, those whose result is given at once from a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.foundation.postgres.prepared import rows
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.queries.days import ON
from motcua.registers.procedures.queries.versions import version


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of procedures."""

    version_id: int
    code: str
    name: str
    field_name: str
    level: str
    is_ours: bool
    """False: another system opens and moves its dossiers; here they are only read."""


LISTED = """
SELECT id, code, name, coalesce(definition #>> '{identity,field,name}', ''), definition #>> '{identity,level}',
    definition #>> '{master,system}' = 'ours'
FROM procedures_version
"""


def all_in_force(on: date) -> tuple[Listed, ...]:
    """Every procedure in force on that day, in Vietnamese order."""
    return tuple(Listed(*row) for row in rows(f"{LISTED} WHERE {ON} ORDER BY sort_key, code", {"on": on}))


def field_names(codes: Sequence[str]) -> dict[str, str]:
    """The names of fields of administrative procedures (lĩnh vực) by their codes, as the newest published files say."""
    sql = """SELECT DISTINCT ON (code) code, name FROM (
            SELECT definition #>> '{identity,field,code}' AS code, definition #>> '{identity,field,name}' AS name, id
            FROM procedures_version
        ) AS field WHERE code = ANY(%(codes)s) ORDER BY code, id DESC LIMIT 500"""
    return dict(rows(sql, {"codes": list(codes)}))


def with_a_book(on: date) -> tuple[Procedure, ...]:
    """The procedures of our own in force whose result is given at once and carries a number of a register (sổ), in the
    order of their codes."""
    sql = f"""SELECT id FROM procedures_version WHERE {ON}
        AND definition #>> '{{service,immediate_result}}' = 'true' ORDER BY code"""
    found = (version(row[0]) for row in rows(sql, {"on": on}))
    return tuple(each for each in found if each.master.is_ours and each.result.main.book)
