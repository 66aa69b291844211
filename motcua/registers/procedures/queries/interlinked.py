"""Interlinked groups: in force on a day with the procedures of that day, and found by name or code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from motcua.foundation.postgres.prepared import rows
from motcua.registers.procedures.chains.building import Known, chain_of
from motcua.registers.procedures.chains.checking import misfits
from motcua.registers.procedures.chains.definition import Chain
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.errors import ChainOutOfStep, NoChainInForce, NoProcedureInForce, NoSuchVersion
from motcua.registers.procedures.finding import patterns
from motcua.registers.procedures.queries.days import ON
from motcua.registers.procedures.queries.versions import in_force


@dataclass(frozen=True, slots=True)
class ListedChain:
    """One line of a list of interlinked groups."""

    code: str
    name: str
    procedures: tuple[str, ...]
    """The codes of its parts, in their order."""


def known_on(on: date) -> Known:
    """For a chain: the procedure of a code as it is in force that day, or None."""

    def known(code: str) -> Procedure | None:
        try:
            return in_force(code, on)
        except NoProcedureInForce:
            return None

    return known


def chain_in_force(code: str, on: date) -> Chain:
    """The interlinked group of that code in force on that day, with its procedures of that day.

    Raises `NoChainInForce`, and `ChainOutOfStep` when one of them was replaced by one that does not fit.
    """
    sql = f"SELECT id, definition FROM procedures_chain_version WHERE code = %(code)s AND {ON}"
    found = rows(sql, {"code": code, "on": on})
    if not found:
        raise NoChainInForce(code=code, on=f"{on:%d/%m/%Y}")
    try:
        chain = chain_of(json.loads(found[0][1]), version_id=found[0][0], known=known_on(on))
    except LookupError as error:
        raise ChainOutOfStep(code=code, why=gettext("thủ tục {code} không còn hiệu lực.").format(code=error)) from error
    for _part, text, params in misfits(chain):
        raise ChainOutOfStep(code=code, why=gettext(text).format(**params))
    return chain


def chain_name(version_id: int) -> str:
    """The name of a group as published. Raises `NoSuchVersion`."""
    found = rows("SELECT name FROM procedures_chain_version WHERE id = %(id)s", {"id": version_id})
    if not found:
        raise NoSuchVersion(version_id=version_id)
    return str(found[0][0])


def find_chains(text: str, on: date, limit: int = 3) -> tuple[ListedChain, ...]:
    """Interlinked groups whose code or name fits, as `find` finds procedures."""
    fitting = patterns(text)
    if not fitting:
        return ()
    codes = "ARRAY(SELECT part ->> 'procedure' FROM jsonb_array_elements(definition -> 'parts') part)"
    sql = f"""SELECT code, name, {codes} FROM procedures_chain_version
        WHERE {ON} AND search LIKE ALL (%(patterns)s) ORDER BY length(name), code LIMIT %(limit)s"""
    found = rows(sql, {"patterns": list(fitting), "on": on, "limit": limit})
    return tuple(ListedChain(code, name, tuple(parts)) for code, name, parts in found)
