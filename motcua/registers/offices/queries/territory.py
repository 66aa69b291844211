"""Provinces and communes, of today and of before July 2025."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from motcua.foundation.vietnamese import fold
from motcua.registers.offices.facts import AdministrativeUnit
from motcua.registers.offices.statements import rows

UNIT = "SELECT u.code, u.level, u.kind, u.name, u.parent_code, u.valid_to FROM offices_administrative_unit u"
MOST_FOUND = 50


def provinces() -> tuple[AdministrativeUnit, ...]:
    """The 34 of today, in Vietnamese order."""
    return _units("WHERE u.level = 'province' AND u.valid_to IS NULL ORDER BY u.sort_key")


def communes_of(province_code: str) -> tuple[AdministrativeUnit, ...]:
    """The communes of a province of today, in Vietnamese order."""
    where = "WHERE u.level = 'commune' AND u.valid_to IS NULL AND u.parent_code = %s ORDER BY u.sort_key, u.code"
    return _units(where, [province_code])


def commune(code: str) -> AdministrativeUnit | None:
    """The commune of today with this official code."""
    found = _units("WHERE u.level = 'commune' AND u.valid_to IS NULL AND u.code = %s", [code])
    return found[0] if found else None


def territory_name(code: str) -> str:
    """“Mỹ Tho”, “Đồng Tháp”: the commune or province of today without what it is; empty for an unknown code."""
    found = _units("WHERE u.valid_to IS NULL AND u.code = %s ORDER BY u.level LIMIT 1", [code])
    return found[0].name.removeprefix(f"{found[0].kind} ") if found else ""


def commune_words(code: str) -> str:
    """“Phường Mỹ Tho, Tỉnh Đồng Tháp”, as addresses end; empty for an unknown code."""
    sql = """SELECT c.name || ', ' || p.name FROM offices_administrative_unit c
        JOIN offices_administrative_unit p ON p.code = c.parent_code AND p.level = 'province' AND p.valid_to IS NULL
        WHERE c.level = 'commune' AND c.valid_to IS NULL AND c.code = %s"""
    found = rows(sql, [code])
    return str(found[0][0]) if found else ""


def communes_in_words(codes: Iterable[str]) -> dict[str, str]:
    """`commune_words` of several at once; no statement for none. Unknown codes are left out."""
    wanted = sorted({code for code in codes if code})
    if not wanted:
        return {}
    sql = """SELECT c.code, c.name || ', ' || p.name FROM offices_administrative_unit c
        JOIN offices_administrative_unit p ON p.code = c.parent_code AND p.level = 'province' AND p.valid_to IS NULL
        WHERE c.level = 'commune' AND c.valid_to IS NULL AND c.code = ANY(%s)"""
    return {str(code): str(words) for code, words in rows(sql, [wanted])}


def find_communes(text: str, *, limit: int = 20) -> tuple[AdministrativeUnit, ...]:
    """Communes of today whose name holds these words, marks not needed; at most 50."""
    pattern = "%" + fold(text).replace("\\", "").replace("%", "").replace("_", "") + "%"
    where = """WHERE u.level = 'commune' AND u.valid_to IS NULL AND u.name_folded LIKE %s
        ORDER BY u.sort_key, u.code LIMIT %s"""
    return _units(where, [pattern, min(limit, MOST_FOUND)])


def successors_of(former_code: str) -> tuple[AdministrativeUnit, ...]:
    """The communes of today that took in the commune which had this code before July 2025; the main one first."""
    where = """JOIN offices_succession s ON s.today_id = u.id
        JOIN offices_administrative_unit f ON f.id = s.former_id
        WHERE f.level = 'commune' AND f.code = %s ORDER BY s.is_main DESC, u.sort_key"""
    return _units(where, [former_code])


def _units(where: str, values: Any = ()) -> tuple[AdministrativeUnit, ...]:
    return tuple(
        AdministrativeUnit(code=one[0], level=one[1], kind=one[2], name=one[3], parent_code=one[4], valid_to=one[5])
        for one in rows(f"{UNIT} {where}", values)
    )
