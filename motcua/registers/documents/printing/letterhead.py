"""The head of an office's papers, from what is kept of the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents.printing.about import DRAFT, TRIAL, Head
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import Office

_COMMITTEE: Final = ("Ủy ban nhân dân ", "UBND ")
_TERRITORIES: Final = ("xã ", "phường ", "đặc khu ", "tỉnh ", "thành phố ")


@dataclass(frozen=True, slots=True)
class Tracking:
    """Where people follow a dossier: `page` holds "{code}", `search` is the page where a code is typed."""

    page: str = ""
    search: str = ""

    def of(self, code: str) -> str:
        """The address of one dossier's page."""
        return self.page.replace("{code}", code)


def letterhead(
    *, office_id: int, at: datetime, kind: str = "", by_unit: bool = False, number: str = "", draft: bool = False
) -> Head:
    """The head of a paper of this office, or of its one-stop unit, issued `at`; it is the same whenever it is asked.

    `kind` is the abbreviation of the kind of paper ("TB"), to which that of the issuer is joined; a bare `number` gets
    both ("12/TB-UBND"). A demonstration marks all that it prints. Raises `OfficeUnknown`.
    """
    office = offices.office(office_id)
    superior = offices.office(office.parent_id).name if office.parent_id else ""
    unit = offices.one_stop_unit_of(office_id, at.astimezone(VIETNAM).date()) if by_unit else None
    issuer = unit.name if unit else office.name
    symbol = "-".join(part for part in (kind, abbreviation(issuer)) if part) if kind else ""
    return Head(
        issuer=issuer,
        office=office.name if unit else "",
        superior=superior,
        place=_place(office),
        issued_at=at,
        number=f"{number}/{symbol}" if number and symbol and "/" not in number else number,
        symbol=symbol,
        mark=mark(draft=draft),
    )


def mark(*, draft: bool = False) -> str:
    """What is printed across each page."""
    return TRIAL if settings.DEMONSTRATION else DRAFT if draft else ""


def full_name(office: Office) -> str:
    """An office as certificates name it, with its province: "Ủy ban nhân dân xã Mỹ Thiện, tỉnh Đồng Tháp"."""
    if office.kind != "commune" or office.parent_id is None:
        return office.name
    return f"{office.name}, {_bare(offices.office(office.parent_id).name)}"


def _place(office: Office) -> str:
    """The commune or province that the office is of (NĐ 30/2020/NĐ-CP, Annex I, II.4): of a committee by its name."""
    if office.name.startswith(_COMMITTEE):
        return place_of(office.name)
    return offices.territory_name(office.unit_code) or place_of(office.name)


def place_of(office_name: str) -> str:
    """The place written beside the date: the commune's name without what the office is."""
    bare = _bare(office_name)
    for kind in _TERRITORIES:
        if bare.lower().startswith(kind):
            return bare[len(kind) :]
    return bare


def abbreviation(name: str) -> str:
    """As numbers of papers carry it: "Ủy ban nhân dân xã X" is UBND, "Trung tâm Phục vụ hành chính công" TTPVHCC."""
    if name.startswith(_COMMITTEE):
        return "UBND"
    for known, short in _KNOWN.items():
        if name.startswith(known):
            return short
    words = [word for word in name.split() if word.isalpha()]
    return "".join(word if word.isupper() else word[0].upper() for word in words)[:12]


_KNOWN: Final = {
    "Trung tâm Phục vụ hành chính công": "TTPVHCC",
    "Bộ phận Tiếp nhận và Trả kết quả": "BPTNTKQ",
    "Bộ phận Một cửa": "BPMC",
    "Văn phòng Đăng ký đất đai": "VPĐKĐĐ",
    "Chi nhánh Văn phòng Đăng ký đất đai": "CNVPĐKĐĐ",
}


def _bare(office_name: str) -> str:
    for head in _COMMITTEE:
        office_name = office_name.removeprefix(head)
    return office_name
