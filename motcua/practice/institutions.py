"""The offices of Đồng Tháp of 1 July 2025, which took in the former Tiền Giang: names real, numbers of offices ours.

The electronic identifiers begin with H20 (QĐ 20/2020/QĐ-TTg, level 1); what follows is the commune's official code, or
a number of this demonstration for other offices, until the province's own list is entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.registers.offices.actions import NewOffice
from motcua.registers.offices.queries import AdministrativeUnit

PROVINCE = "82"
COMMITTEE = "H20"
CENTRE = "H20.01.1"
DEPARTMENT_OF_LAND = "H20.05"
LAND_OFFICE = "H20.05.1"
POLICE = "G01.82"
TAX = "G12.82"
BEGIN = date(2025, 7, 1)
SHOWN_COMMUNE = "28261"
"""Phường Mỹ Tho, of the former Tiền Giang: one sign-in for each role stands there."""

DEPARTMENTS = {
    "H20.01": "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp",
    "H20.02": "Sở Nội vụ",
    "H20.03": "Sở Tư pháp",
    "H20.04": "Sở Tài chính",
    "H20.05": "Sở Nông nghiệp và Môi trường",
    "H20.06": "Sở Xây dựng",
    "H20.07": "Sở Công Thương",
    "H20.08": "Sở Khoa học và Công nghệ",
    "H20.09": "Sở Văn hóa, Thể thao và Du lịch",
    "H20.10": "Sở Giáo dục và Đào tạo",
    "H20.11": "Sở Y tế",
    "H20.12": "Thanh tra tỉnh",
}


FIELDS = {"H20.09": ["Văn hóa", "Thể dục, thể thao", "Du lịch"]}
"""Lĩnh vực of a department: by them it is found as the one that decides."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the land registration office and the communes it serves, as spans of official codes."""

    code: str
    name: str
    spans: tuple[tuple[str, str], ...]

    def serves(self, commune_code: str) -> bool:
        """Whether a commune is served here."""
        return any(first <= commune_code <= last for first, last in self.spans)


BRANCHES = (
    Branch("H20.05.1.1", "khu vực Mỹ Tho", (("28249", "28285"), ("28321", "28345"), ("28519", "28650"))),
    Branch("H20.05.1.2", "khu vực Cai Lậy", (("28360", "28516"),)),
    Branch("H20.05.1.3", "khu vực Gò Công", (("28297", "28315"), ("28651", "28799"))),
    Branch("H20.05.1.4", "khu vực Cao Lãnh", (("29869", "29888"), ("30037", "30129"))),
    Branch("H20.05.1.5", "khu vực Sa Đéc", (("29905", "29905"), ("30169", "30299"))),
    Branch("H20.05.1.6", "khu vực Hồng Ngự", (("29926", "30034"), ("30130", "30163"))),
)
FORMER = (
    NewOffice(
        code="H58",
        name="Ủy ban nhân dân tỉnh Tiền Giang (đến 30/6/2025)",
        kind="province-committee",
        unit_code="82",
        valid_from=date(1976, 2, 24),
    ),
)
"""Dossiers of before the merger keep the office that received them."""


def offices(communes: Sequence[AdministrativeUnit]) -> list[NewOffice]:
    """Every office, parents before children."""
    return [
        _office(COMMITTEE, "Ủy ban nhân dân tỉnh Đồng Tháp", "province-committee", parent=""),
        *(_department(code, name) for code, name in DEPARTMENTS.items()),
        _office(CENTRE, "Trung tâm Phục vụ hành chính công tỉnh Đồng Tháp", "province-centre", parent="H20.01"),
        _office(LAND_OFFICE, "Văn phòng Đăng ký đất đai tỉnh Đồng Tháp", "land-office", parent=DEPARTMENT_OF_LAND),
        *(_branch(branch, communes) for branch in BRANCHES),
        _office(TAX, "Thuế tỉnh Đồng Tháp", "tax-office", parent=""),
        *(_tax_office(branch, communes) for branch in BRANCHES),
        _office(POLICE, "Công an tỉnh Đồng Tháp", "police", parent=""),
        *_communes(communes),
        *FORMER,
    ]


def in_sentence(commune: AdministrativeUnit) -> str:
    """The commune's name inside a sentence: “phường Mỹ Tho”."""
    return commune.name[0].lower() + commune.name[1:]


def committee_code(commune: AdministrativeUnit) -> str:
    """The identifier of the commune's people's committee."""
    return f"{COMMITTEE}.{commune.code}"


def police_code(commune: AdministrativeUnit) -> str:
    """The identifier of the commune's police."""
    return f"{POLICE}.{commune.code}"


def _communes(communes: Iterable[AdministrativeUnit]) -> Iterable[NewOffice]:
    for commune in communes:
        place = in_sentence(commune)
        kind = "commune-committee"
        yield _office(committee_code(commune), f"Ủy ban nhân dân {place}", kind, parent=COMMITTEE, unit=commune.code)
        yield _office(police_code(commune), f"Công an {place}", "police", parent=POLICE, unit=commune.code)


def _department(code: str, name: str) -> NewOffice:
    return NewOffice(
        code=code,
        name=name,
        kind="department",
        unit_code=PROVINCE,
        parent=COMMITTEE,
        attributes={"fields": FIELDS[code]} if code in FIELDS else {},
        valid_from=BEGIN,
    )


def _branch(branch: Branch, communes: Iterable[AdministrativeUnit]) -> NewOffice:
    return NewOffice(
        code=branch.code,
        name=f"Chi nhánh Văn phòng Đăng ký đất đai {branch.name}",
        kind="land-office",
        unit_code=PROVINCE,
        parent=LAND_OFFICE,
        attributes={"serves": [commune.code for commune in communes if branch.serves(commune.code)]},
        valid_from=BEGIN,
    )


def tax_code(branch: Branch) -> str:
    """The identifier of the local tax office of the same communes as a branch of the land office."""
    return f"{TAX}.{branch.code.rpartition('.')[2]}"


def _tax_office(branch: Branch, communes: Iterable[AdministrativeUnit]) -> NewOffice:
    return NewOffice(
        code=tax_code(branch),
        name=f"Thuế cơ sở {branch.name}",
        kind="tax-office",
        unit_code=PROVINCE,
        parent=TAX,
        attributes={"serves": [commune.code for commune in communes if branch.serves(commune.code)]},
        valid_from=BEGIN,
    )


def _office(code: str, name: str, kind: str, *, parent: str, unit: str = PROVINCE) -> NewOffice:
    return NewOffice(code=code, name=name, kind=kind, unit_code=unit, parent=parent, valid_from=BEGIN)
