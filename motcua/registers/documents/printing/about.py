"""What printed papers share: who issues them, of which dossier they speak, who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motcua.registers.documents.printing.typesetting import qr
from motcua.registers.documents.printing.words import place_and_day

TRIAL: Final = "BẢN THỬ – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
DRAFT: Final = "DỰ THẢO – CHƯA KÝ"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a paper (NĐ 30/2020/NĐ-CP, Annex I): above whom, who issues, where and when.

    `issuer` is printed bold. Without `number` the paper leaves room for one before `symbol` ("TB-UBND").
    """

    issuer: str
    place: str
    issued_at: datetime
    superior: str = ""
    office: str = ""
    """Between the superior and the issuer, when the issuer is a unit."""
    number: str = ""
    symbol: str = ""
    mark: str = ""
    """Printed across every page: `TRIAL`, `DRAFT`."""


@dataclass(frozen=True, slots=True)
class AboutDossier:
    """The dossier that a paper speaks of, as plain values; empty texts are left out."""

    code: str
    procedure_code: str
    procedure_name: str
    owner_name: str
    applicant_name: str
    case_name: str = ""
    applicant_capacity: str = ""
    is_organisation: bool = False
    """The applicant is no natural person: letters address it otherwise."""
    id_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    received_at: datetime | None = None
    promised_at: datetime | None = None
    whole_code: str = ""
    """Of the interlinked submission that it is a part of."""
    tracking_url: str = ""
    """What the QR opens."""
    lookup_url: str = ""
    """The short address a person types."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the lines of authority and office above the name ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), and the name."""

    lines: tuple[str, ...] = ()
    name: str = ""


UNSIGNED: Final = Signer()
"""Room for a signature, no name."""


def head_words(head: Head) -> dict[str, Any]:
    """The head in words, under the names that `page.typ` reads."""
    number = head.number or (f"…………/{head.symbol}" if head.symbol else "")
    return {
        "superior": head.superior,
        "office": head.office,
        "unit": head.issuer,
        "number": number,
        "place_date": place_and_day(head.place, head.issued_at),
        "mark": head.mark,
    }


def dossier_words(about: AboutDossier) -> dict[str, Any]:
    """The dossier in words: its code and procedure, the lines on its people, its QR."""
    return {
        "code": about.code,
        "procedure": about.procedure_name,
        "procedure_code": about.procedure_code,
        "case": about.case_name,
        "owner": about.owner_name,
        "applicant": about.applicant_name,
        "you": "Quý cơ quan, tổ chức" if about.is_organisation else "Ông/Bà",
        "addressee": about.applicant_name if about.is_organisation else f"Ông/Bà {about.applicant_name}",
        "people": people_lines(about),
        "lookup": about.lookup_url,
        **tracking_words(about.code, about.tracking_url),
    }


def tracking_words(code: str, address: str) -> dict[str, str]:
    """The QR that opens the dossier's page, and what it says to who cannot see it."""
    alt = f"Mã QR mở trang tra cứu hồ sơ {code}: {address}"
    return {"qr": qr(address) if address else "", "qr_alt": alt if address else ""}


def signer_words(signer: Signer) -> dict[str, Any]:
    return {"lines": list(signer.lines), "name": signer.name}


def people_lines(about: AboutDossier) -> list[list[dict[str, Any]]]:
    """Lines of what is told of owner and applicant; short things share a line, what is empty leaves no label."""
    capacity = about.applicant_capacity or ("chủ hồ sơ" if about.applicant_name == about.owner_name else "")
    lines = (
        [_person("Thuộc hồ sơ liên thông", about.whole_code)],
        [_person("Chủ hồ sơ", about.owner_name, name=True)],
        [_person("Người nộp hồ sơ", about.applicant_name, name=True, aside=capacity)],
        [_person("Số định danh", about.id_number), _person("Điện thoại", about.phone)],
        [_person("Thư điện tử", about.email)],
        [_person("Địa chỉ", about.address)],
    )
    told = ([one for one in line if one["text"]] for line in lines)
    return [line for line in told if line]


def _person(label: str, text: str, *, name: bool = False, aside: str = "") -> dict[str, Any]:
    return {"label": label, "text": text, "name": name, "aside": aside}
