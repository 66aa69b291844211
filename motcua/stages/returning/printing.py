"""What handing over prints: the register of a day (07) and receipts of fees."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import NothingToPrint
from motcua.registers.documents.queries import DaybookFacts, DaybookRow, ReceiptFacts, ReceiptLine, Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import NOBODY, DaybookEntry, DossierView, HandedOver, HistoryLine
from motcua.registers.offices import queries as offices
from motcua.registers.payments import queries as payments
from motcua.registers.payments.queries import ReceiptRow
from motcua.registers.people.queries import Person
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import STATE_NAMES, State
from motcua.stages.returning.receivers import Authority

TOLD: Final = frozenset({State.SUPPLEMENT, State.FINANCE, State.REFUSED, State.WITHDRAWN, State.STOPPED})
"""States that the register notes; the others show in its columns."""
METHODS: Final = {"cash": gettext_noop("tiền mặt"), "transfer": gettext_noop("chuyển khoản")}
DIGITS: Final = 7


def daybook_of(*, office_id: int, on: date, viewer: Viewer) -> bytes:
    """Form 07: every dossier that the office took in on that day and the viewer may see, in order."""
    entries = dossiers.taken_in_on(office_id=office_id, on=on, viewer=viewer)
    competent = offices.offices_by_id({entry.competent_office_id for entry in entries})
    names = {number: office.name for number, office in competent.items()}
    handed = dossiers.handed_over(entries=entries, viewer=viewer)
    ends = datetime.combine(on, time(17), VIETNAM)
    facts = DaybookFacts(
        head=documents.letterhead(office_id=office_id, at=ends, by_unit=True),
        on=on,
        rows=tuple(_row(one, names.get(one.competent_office_id, ""), handed.get(one.id)) for one in entries),
    )
    return documents.daybook(facts)


def receipts_of(*, dossier_id: int, viewer: Viewer) -> tuple[ReceiptRow, ...]:
    """The dossier's receipts, to choose from."""
    return payments.receipts_of(dossier_id=dossier_id, viewer=viewer)


def receipt_of(
    *, dossier_id: int, viewer: Viewer, number: int | None = None, receipt_id: int | None = None
) -> tuple[str, bytes]:
    """The dossier's code and its receipt of that number or id, the last without either. Raises `DossierUnknown`,
    `NothingToPrint`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    found = [
        row
        for row in payments.receipts_of(dossier_id=dossier_id, viewer=viewer)
        if number in (None, row.number) and receipt_id in (None, row.id)
    ]
    if not found:
        raise NothingToPrint(paper=gettext("biên lai"))
    row = found[-1]
    about = dossiers.about(view=view, viewer=viewer, tracking=Tracking())
    collecting = payments.collecting_of(office_id=view.received_office_id, viewer=viewer)
    facts = ReceiptFacts(
        head=documents.letterhead(office_id=view.received_office_id, at=row.taken_at, by_unit=True),
        number=f"{row.number:0{DIGITS}}",
        year=row.year,
        series=row.series,
        form_symbol=collecting.form_symbol if row.series else "",
        tax_number=collecting.tax_number,
        void=row.void_reason if row.is_void else "",
        payer_name=about.applicant_name,
        payer_address=about.address,
        payer_number=about.id_number,
        dossier_code=view.code,
        procedure_code=about.procedure_code,
        procedure_name=about.procedure_name,
        lines=tuple(ReceiptLine(line.name, line.amount) for line in row.lines),
        taken_at=row.taken_at,
        collector=_collector(view, row, viewer),
        method=gettext(METHODS.get(row.method, row.method)),
    )
    return view.code, documents.receipt(facts)


def _collector(view: DossierView, row: ReceiptRow, viewer: Viewer) -> str:
    taken = HistoryLine(at=row.taken_at, kind="paid", to=None, by=row.taken_by, text=None, body={})
    return dossiers.actors(view=view, lines=(taken,), viewer=viewer).get(row.taken_by, NOBODY).name


def _row(entry: DaybookEntry, competent: str, handed: HandedOver | None) -> DaybookRow:
    name = handed.to.partition(";")[0] if handed else ""
    by_post = handed is not None and handed.authority == Authority.CARRIER
    return DaybookRow(
        code=entry.code,
        procedure_name=entry.procedure_name,
        person=entry.owner.name if entry.owner else "",
        sets=entry.sets,
        contact=_contact(entry.owner),
        competent=competent,
        received_at=entry.received_at,
        promised_at=entry.due_at,
        returned_at=entry.returned_at,
        way=(gettext("Bưu chính") if by_post else gettext("Trực tiếp")) if entry.returned_at else "",
        signed_by=name.strip(),
        note="; ".join(part for part in (_part_of(entry), _ended(entry)) if part),
        counts=not entry.later_part_of,
    )


def _ended(entry: DaybookEntry) -> str:
    return gettext(STATE_NAMES[entry.state]) if entry.state in TOLD else ""


def _part_of(entry: DaybookEntry) -> str:
    code = entry.later_part_of
    return gettext("phần sau của hồ sơ liên thông {code}").format(code=code) if code else ""


def _contact(person: Person | None) -> str:
    return "; ".join(part for part in (person.address, person.phone) if part) if person else ""
