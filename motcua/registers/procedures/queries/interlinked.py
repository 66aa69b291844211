"""Interlinked groups: in force on a day with the procedures of that day."""

from __future__ import annotations

import json
from datetime import date

from django.utils.translation import gettext

from motcua.foundation.postgres.prepared import rows
from motcua.registers.procedures.chains.building import Known, chain_of
from motcua.registers.procedures.chains.checking import misfits
from motcua.registers.procedures.chains.definition import Chain
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.errors import ChainOutOfStep, NoChainInForce, NoProcedureInForce, NoSuchVersion
from motcua.registers.procedures.queries.days import ON
from motcua.registers.procedures.queries.versions import in_force


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
