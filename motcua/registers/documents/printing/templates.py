"""Which template prints which form, on which day, for which procedure: one table.

A form changes with the paper that sets it and with the body that sets it; a procedure may have one of its own. Old
rows stay: a slip of last year is printed again as it was. Confidence of each layout: docs/reference/printed-forms.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings

from motcua.registers.documents.errors import NoTemplateForTheDay

SLIP: Final = "slip"
SUPPLEMENT_REQUEST: Final = "supplement-request"
REFUSAL: Final = "refusal"
APOLOGY: Final = "apology"
STOP_NOTICE: Final = "stop-notice"
CONTROL_SHEET: Final = "control-sheet"
DAYBOOK: Final = "daybook"
RECEIPT: Final = "receipt"
HANDING_OVER: Final = "handing-over"
NOT_ELIGIBLE: Final = "not-eligible"
BOOK: Final = "book"
REFUND: Final = "refund"
TAKINGS: Final = "takings"

FORMS: Final = Path(__file__).parent / "forms"
OF_PROCEDURE: Final = "print"
"""The folder of a procedure's own templates, in the procedure's folder."""

_OFFICE_OF_GOVERNMENT = "Văn phòng Chính phủ"
_OLD, _NEW = "Thông tư 01/2018/TT-VPCP", "Thông tư 03/2025/TT-VPCP"
_HOUSE = "Một Cửa"


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a printed form. `valid_from` is its first day; it holds until the next version's."""

    form: str
    version: str
    valid_from: date
    authority: str
    source: str
    """As printed at the foot: number of the form and of the paper that sets it."""
    file: str
    procedure: str | None = None
    """The code of the one procedure it is for, in whose folder the file lies; None: every procedure without its own."""
    text: str | None = None
    """The template itself, where it does not lie in a file."""

    @property
    def path(self) -> Path:
        """Where the template's text lies."""
        if self.procedure is None:
            return FORMS / self.file
        return settings.PROCEDURES_FOLDER / self.procedure / OF_PROCEDURE / self.file

    @property
    def content(self) -> bytes:
        """The template's text in UTF-8."""
        return self.path.read_bytes() if self.text is None else self.text.encode()

    @property
    def shows_qr(self) -> bool:
        """Whether the template's text asks for the QR of the dossier's page."""
        return _QR.search(self.content) is not None


_QR = re.compile(rb"\btracking\b|\btracking-note\b|\bqr\b")


def _official(form: str, number: int, version: str, begins: date, law: str, file: str) -> Template:
    return Template(form, version, begins, _OFFICE_OF_GOVERNMENT, f"Mẫu số {number:02}, {law}", file)


def _of_house(form: str, file: str, source: str = "") -> Template:
    """A paper for which no binding form is known; the house's own layout by NĐ 30/2020/NĐ-CP."""
    return Template(form, "house-1", date(2019, 1, 1), _HOUSE, source, file)


_2019, _2025 = date(2019, 1, 1), date(2025, 9, 15)

TEMPLATES: Final = (
    # Forms 01 to 03 kept their numbers and fields from TT 01/2018 to TT 03/2025 (Annex I); 04 became a letter of the
    # office, 05 is new, the old 05 and 06 became 06 and 07. The exact layouts of 2025 were not seen: the fields are
    # those of TT 01/2018 as provinces print them. The Ministry of Justice sets the forms since 5/8/2026 (NĐ 309/2026
    # art. 12 cl. 1), the Ministry of Public Security those of criminal records (NĐ 216/2026 art. 23 cl. 3); none of
    # theirs is known yet: each is one more row when it is.
    _official(SLIP, 1, "tt01-2018", _2019, _OLD, "slip-tt03-2025.typ"),
    _official(SLIP, 1, "tt03-2025", _2025, _NEW, "slip-tt03-2025.typ"),
    _official(SUPPLEMENT_REQUEST, 2, "tt01-2018", _2019, _OLD, "supplement-request-tt03-2025.typ"),
    _official(SUPPLEMENT_REQUEST, 2, "tt03-2025", _2025, _NEW, "supplement-request-tt03-2025.typ"),
    _official(REFUSAL, 3, "tt01-2018", _2019, _OLD, "refusal-tt03-2025.typ"),
    _official(REFUSAL, 3, "tt03-2025", _2025, _NEW, "refusal-tt03-2025.typ"),
    _official(APOLOGY, 4, "tt01-2018", _2019, _OLD, "apology-tt03-2025.typ"),
    _official(APOLOGY, 4, "tt03-2025", _2025, _NEW, "apology-tt03-2025.typ"),
    _official(STOP_NOTICE, 5, "tt03-2025", _2025, _NEW, "stop-notice-tt03-2025.typ"),
    _official(CONTROL_SHEET, 5, "tt01-2018", _2019, _OLD, "control-sheet-tt03-2025.typ"),
    _official(CONTROL_SHEET, 6, "tt03-2025", _2025, _NEW, "control-sheet-tt03-2025.typ"),
    _official(DAYBOOK, 6, "tt01-2018", _2019, _OLD, "daybook-tt03-2025.typ"),
    _official(DAYBOOK, 7, "tt03-2025", _2025, _NEW, "daybook-tt03-2025.typ"),
    _of_house(RECEIPT, "receipt.typ"),
    _of_house(HANDING_OVER, "handing-over.typ"),
    _of_house(NOT_ELIGIBLE, "not-eligible.typ"),
    _of_house(BOOK, "book.typ"),
    _of_house(REFUND, "refund.typ"),
    _of_house(TAKINGS, "takings.typ"),
)


def template_for(
    *, form: str, on: date, procedure: str | None = None, templates: Iterable[Template] = TEMPLATES
) -> Template:
    """The template in force on a day; the procedure's own before the common one.

    Raises `NoTemplateForTheDay` when there is none.
    """
    fitting = [
        template
        for template in templates
        if template.form == form and template.valid_from <= on and template.procedure in (None, procedure)
    ]
    if not fitting:
        raise NoTemplateForTheDay(form=form, on=f"{on:%d/%m/%Y}")
    return max(fitting, key=lambda template: (template.procedure is not None, template.valid_from))


def own_template(
    *, procedure: str, form: str, file: str, valid_from: date, source: str = "", text: str | None = None
) -> Template | None:
    """The template of this name of a procedure, or None. Its version is that of the procedure.

    `text` is what was published of it; without one it is what lies beside the procedure.
    """
    found = Template(form, f"{valid_from:%Y-%m-%d}", valid_from, _HOUSE, source, file, procedure, text)
    return found if text is not None or found.path.is_file() else None
