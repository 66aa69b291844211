"""Loading provinces, districts and communes, and which went into which."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from motcua.foundation.vietnamese import fold, sort_key
from motcua.registers.offices.statements import row, rows
from motcua.registers.offices.territory import SuccessionRow, TerritoryRow, succession, territory


@transaction.atomic
def load_territory() -> int:
    """Load the tables of administrative units that came with the product; how many units stand. Does nothing when
    they stand already."""
    standing = row("SELECT count(*) FROM offices_administrative_unit")
    if standing and standing[0]:
        return int(standing[0])
    units = territory()
    _insert_units(units)
    _insert_successions(units, succession())
    return len(units)


def _insert_units(units: Sequence[TerritoryRow]) -> None:
    sql = """INSERT INTO offices_administrative_unit
            (code, level, kind, name, name_folded, sort_key, parent_code, valid_from, valid_to)
        SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
            %s::date[], %s::date[]) RETURNING id"""
    lines = (
        (u.code, u.level, u.kind, u.name, fold(u.name), sort_key(u.name), u.parent_code, u.valid_from, u.valid_to)
        for u in units
    )
    rows(sql, [list(column) for column in zip(*lines, strict=True)])


def _insert_successions(units: Sequence[TerritoryRow], successions: Sequence[SuccessionRow]) -> None:
    formers = {unit.key: unit for unit in units if unit.valid_to is not None}
    todays = {unit.key: unit for unit in units if unit.valid_to is None}
    known = [each for each in successions if each.former in formers and each.today in todays]
    sql = """INSERT INTO offices_succession (former_id, today_id, is_main)
        SELECT f.id, t.id, given.is_main
        FROM unnest(%s::text[], %s::text[], %s::text[], %s::boolean[]) given (former, level, today, is_main)
        JOIN offices_administrative_unit f ON f.code = given.former AND f.level = given.level AND f.valid_to IS NOT NULL
        JOIN offices_administrative_unit t ON t.code = given.today AND t.level = 'commune' AND t.valid_to IS NULL
        RETURNING offices_succession.id"""
    columns = [
        [formers[each.former].code for each in known],
        [formers[each.former].level for each in known],
        [todays[each.today].code for each in known],
        [each.is_main for each in known],
    ]
    rows(sql, columns)
