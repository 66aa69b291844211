"""Reading the tables of provinces and communes that the package `vietnamadminunits` (MIT) carries.

Only its data files are read, where the package lies: importing it would ask for geometry this house does not need.
`territory_amendments.csv` brings names that changed after the package was made (Đồng Nai, a city since 2026). The codes
agree with another public table in all communes but one (tests/registers/offices).
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

AMENDMENTS = Path(__file__).with_name("territory_amendments.csv")
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
FIRST_DAY_OF_TODAY = date(2025, 7, 1)

KINDS = ("Tỉnh", "Thành phố", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu")

TODAY = "SELECT wardCode, ward, provinceCode, province, provinceKey, wardKey FROM admin_units ORDER BY wardCode"
FORMER = """SELECT wardCode, ward, districtCode, district, provinceCode, province, provinceKey, districtKey, wardKey
    FROM admin_units_legacy ORDER BY districtCode, wardCode"""


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """One unit, with the key by which the package's own files name it."""

    level: str
    code: str
    name: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None
    key: str

    @property
    def kind(self) -> str:
        """Tỉnh, Thành phố, Xã, Phường, … as the name begins."""
        return next(kind for kind in KINDS if self.name.startswith(kind + " "))


def in_official_case(name: str) -> str:
    """“Thành Phố Đồng Hới”, as a few rows have it, in the case of the law."""
    kind = next((kind for kind in KINDS if name.lower().startswith(kind.lower() + " ")), "")
    return kind + name[len(kind) :]


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """The former commune `former` (key) went into the commune of today `today` (key), mainly or in part."""

    former: str
    today: str
    is_main: bool


def data_folder() -> Path:
    """Where the package's data lie. Raises `FileNotFoundError` when the package is not installed."""
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package vietnamadminunits is not installed")
    return Path(spec.submodule_search_locations[0]) / "data"


def territory() -> tuple[TerritoryRow, ...]:
    """Provinces and communes of today, and provinces, districts and communes of before July 2025."""
    with closing(sqlite3.connect(f"file:{data_folder() / 'dataset.db'}?mode=ro", uri=True)) as connection:
        today = list(_units_of_today(connection.execute(TODAY)))
        former = list(_former_units(connection.execute(FORMER)))
    names = amendments()
    return tuple({(row.level, row.code, row.valid_to): amended(row, names) for row in (*today, *former)}.values())


def amended(row: TerritoryRow, names: Mapping[tuple[str, str], str]) -> TerritoryRow:
    """The unit of today under the name it has now."""
    name = names.get((row.level, row.code)) if row.valid_to is None else None
    return replace(row, name=name) if name else row


def amendments() -> dict[tuple[str, str], str]:
    """Names by level and code that the package does not know yet."""
    with AMENDMENTS.open(encoding="utf-8", newline="") as lines:
        return {(line["level"], line["code"]): line["name"] for line in csv.DictReader(lines)}


def succession() -> tuple[SuccessionRow, ...]:
    """Which commune of today each former one went into."""
    kept = json.loads((data_folder() / "converter_2025.json").read_text(encoding="utf-8"))
    whole = (
        SuccessionRow(former, f"{province}_{today}", True)
        for province, communes in kept["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for today, formers in communes.items()
        for former in formers
    )
    divided = (
        SuccessionRow(former, f"{province}_{part['newWardKey']}", bool(part["isDefaultNewWard"]))
        for province, communes in kept["DICT_PROVINCE_WARD_DIVIDED"].items()
        for former, parts in communes.items()
        for part in parts
    )
    return tuple({(row.former, row.today): row for row in (*whole, *divided)}.values())


def _units_of_today(read: Any) -> Iterator[TerritoryRow]:
    begin = FIRST_DAY_OF_TODAY
    for code, name, province_code, province, province_key, key in read:
        yield TerritoryRow("province", province_code, province, "", begin, None, province_key)
        yield TerritoryRow("commune", code, name, province_code, begin, None, f"{province_key}_{key}")


def _former_units(read: Any) -> Iterator[TerritoryRow]:
    end = LAST_DAY_OF_DISTRICTS
    for code, name, district_code, district, province_code, province, province_key, district_key, key in read:
        yield TerritoryRow("province", province_code, province, "", None, end, province_key)
        key_of_district = f"{province_key}_{district_key}_"
        yield TerritoryRow(
            "district", district_code, in_official_case(district), province_code, None, end, key_of_district
        )
        if code:
            yield TerritoryRow("commune", code, in_official_case(name), district_code, None, end, key_of_district + key)
