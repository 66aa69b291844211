"""Which template prints which form, on which day, for which procedure: one table.

A form changes with the paper that sets it and with the body that sets it; a procedure may have one of its own. Old
rows stay: a slip of last year is printed again as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.registers.documents.errors import NoTemplateForTheDay

SLIP: Final = "slip"


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
    """The code of the one procedure it is for; None: every procedure without its own."""


TEMPLATES: Final = (
    # Form 01 kept its number and its fields from TT 01/2018 to TT 03/2025 (Annex I). Its exact layout was not seen: the
    # fields are those of TT 01/2018 as provinces print them. The Ministry of Justice sets the forms since 5/8/2026
    # (NĐ 309/2026 art. 12 cl. 1), the Ministry of Public Security those of criminal records (NĐ 216/2026 art. 23
    # cl. 3); none of theirs is known yet: each is one more row when it is.
    Template(
        form=SLIP,
        version="tt01-2018",
        valid_from=date(2019, 1, 1),
        authority="Văn phòng Chính phủ",
        source="Mẫu số 01, Thông tư 01/2018/TT-VPCP",
        file="slip-tt03-2025.typ",
    ),
    Template(
        form=SLIP,
        version="tt03-2025",
        valid_from=date(2025, 9, 15),
        authority="Văn phòng Chính phủ",
        source="Mẫu số 01, Thông tư 03/2025/TT-VPCP",
        file="slip-tt03-2025.typ",
    ),
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
