"""Lists of procedures: found by name or code, all of a day, those whose result is given at once from a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.foundation.postgres.prepared import rows
from motcua.registers.procedures.catalogue_finding import search
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.finding import patterns, words_of
from motcua.registers.procedures.queries.days import ON
from motcua.registers.procedures.queries.versions import version
from motcua.registers.procedures.search.places import province_of


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


GROUPS_LOOKED_AT = 20
"""Services of the whole country that may answer, of which this house has published some."""

_LISTED = """
SELECT id, code, name, coalesce(definition #>> '{identity,field,name}', ''), definition #>> '{identity,level}',
    definition #>> '{master,system}' = 'ours'
FROM procedures_version
"""


def find(text: str, limit: int = 20, on: date | None = None) -> tuple[Listed, ...]:
    """Procedures whose code or name fits, best first; marks and capitals do not matter, initials will do (“ks”).

    What stands earlier in the name is better. When no name holds the words as typed, it is what `search` answers with,
    as far as it is published here. Without `on`, versions that have not been superseded. An empty question finds
    nothing.
    """
    words = words_of(text)
    return (_named(words, patterns(text), limit, on) or _answering(text, limit, on)) if words else ()


def knows_province(text: str) -> bool:
    """Whether this is the code or the name of a province."""
    return province_of(text) is not None


def _answering(text: str, limit: int, on: date | None) -> tuple[Listed, ...]:
    codes = [variant.code for group in search(text, limit=GROUPS_LOOKED_AT) for variant in group.variants]
    if not codes:
        return ()
    sql = f"""
        {_LISTED} WHERE {ON if on else "valid_to IS NULL"} AND code = ANY(%(codes)s)
        ORDER BY array_position(%(codes)s, code) LIMIT %(limit)s
    """
    return tuple(Listed(*row) for row in rows(sql, {"codes": codes, "limit": limit, "on": on}))


def _named(words: Sequence[str], fitting: Sequence[str], limit: int, on: date | None) -> tuple[Listed, ...]:
    if not fitting:
        return ()
    sql = f"""
        {_LISTED} WHERE {ON if on else "valid_to IS NULL"} AND search LIKE ALL (%(patterns)s)
        ORDER BY code = %(whole)s DESC, nullif(strpos(search, %(phrase)s), 0), length(name), sort_key, code
        LIMIT %(limit)s
    """
    whole = " ".join(words)
    values = {"patterns": list(fitting), "whole": whole, "phrase": f" {whole}", "limit": limit, "on": on}
    return tuple(Listed(*row) for row in rows(sql, values))


def all_in_force(on: date) -> tuple[Listed, ...]:
    """Every procedure in force on that day, in Vietnamese order."""
    return tuple(Listed(*row) for row in rows(f"{_LISTED} WHERE {ON} ORDER BY sort_key, code", {"on": on}))


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
