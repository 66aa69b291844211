"""What money prints: the list of a day's receipts, a till with what was counted in it, the paper of a refund."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import NothingToPrint
from motcua.registers.documents.queries import CountedNotes, RefundFacts, TakingRow, TakingsFacts
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import queries as offices
from motcua.registers.payments import queries as payments
from motcua.registers.payments.queries import DayLine, TillView
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer

METHODS: Final[Mapping[str, str]] = {"cash": gettext_noop("tiền mặt"), "transfer": gettext_noop("chuyển khoản")}
GROUNDS: Final[Mapping[str, str]] = {
    "too-much": gettext_noop("Thu thừa, sai mức"),
    "exempt": gettext_noop("Thuộc diện miễn, giảm"),
    "twice": gettext_noop("Nộp hai lần"),
    "withdrawn": gettext_noop("Người nộp rút hồ sơ"),
    "not-served": gettext_noop("Cơ quan không giải quyết"),
}
DIGITS: Final = 7


def takings_of(*, office_id: int, on: date, viewer: Viewer) -> bytes:
    """Every receipt and refund of an office on a day that the viewer may see."""
    lines = payments.receipts_on(office_id=office_id, on=on, viewer=viewer)
    return documents.takings(_facts(office_id, on, lines, viewer))


def till_sheet_of(*, till_id: int, viewer: Viewer) -> bytes:
    """A till: what it took and gave, what was counted. Raises `TillUnknown`."""
    till = payments.till(till_id=till_id, viewer=viewer)
    on = till.opened_at.astimezone(VIETNAM).date()
    last = (till.closed_at or till.opened_at).astimezone(VIETNAM).date()
    lines = payments.till_lines(till_id=till_id, viewer=viewer)
    return documents.takings(_facts(till.office_id, last, lines, viewer, _counted(till, on)))


def refund_of(*, dossier_id: int, refund_id: int, viewer: Viewer) -> tuple[str, bytes]:
    """The dossier's code and the paper of one refund. Raises `DossierUnknown`, `NothingToPrint`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    found = [one for one in payments.refunds_of(dossier_id=dossier_id, viewer=viewer) if one.id == refund_id]
    if not found:
        raise NothingToPrint(paper=gettext("phiếu hoàn trả"))
    row = found[0]
    facts = RefundFacts(
        head=documents.letterhead(office_id=view.received_office_id, at=row.given_at, by_unit=True),
        number=f"{row.number:0{DIGITS}}",
        year=row.year,
        receipt_number=f"{row.receipt_number:0{DIGITS}}",
        receipt_year=row.receipt_year,
        receiver=row.receiver,
        amount=row.amount,
        ground=gettext(GROUNDS.get(row.ground, row.ground)),
        reason=row.reason,
        method=gettext(METHODS.get(row.method, row.method)),
        given_at=row.given_at,
        giver=_names(view.received_office_id, row.given_at.astimezone(VIETNAM).date()).get(row.given_by, ""),
        dossier_code=view.code,
        procedure_name=procedures.version(view.procedure_version_id).name,
    )
    return view.code, documents.refund(facts)


def keepers(*, tills: Iterable[TillView]) -> dict[int, str]:
    """Till → the name of who keeps it (or kept it on its day). Who acts for an office is public."""
    found: dict[int, str] = {}
    days: dict[tuple[int, date], Mapping[str, str]] = {}
    for till in tills:
        place = (till.office_id, till.opened_at.astimezone(VIETNAM).date())
        if place not in days:
            days[place] = _names(*place)
        found[till.id] = days[place].get(f"holding/{till.holding_id}", "")
    return found


def _facts(
    office_id: int, on: date, lines: Iterable[DayLine], viewer: Viewer, till: CountedNotes | None = None
) -> TakingsFacts:
    rows = tuple(lines)
    names = people.persons({one.payer_id for one in rows}, viewer=viewer, purpose="print")
    return TakingsFacts(
        head=documents.letterhead(office_id=office_id, at=datetime.combine(on, time(17), VIETNAM), by_unit=True),
        day=gettext("ngày {day}").format(day=f"{on:%d/%m/%Y}"),
        rows=tuple(_row(one, names[one.payer_id].name if one.payer_id in names else "") for one in rows),
        till=till,
    )


def _row(one: DayLine, payer: str) -> TakingRow:
    number = f"{one.number:0{DIGITS}}"
    is_refund = one.kind == "refund"
    return TakingRow(
        number=gettext("HT {number}").format(number=number) if is_refund else f"{one.series} {number}".strip(),
        at=one.at,
        payer=payer,
        dossier_code=one.dossier_code,
        about=gettext("Hoàn trả: {why}").format(why=one.about) if is_refund else one.about,
        method=gettext(METHODS.get(one.method, one.method)),
        amount=-one.amount if is_refund else one.amount,
        note=gettext("Đã hủy") if one.is_void else "",
        counts=not one.is_void,
    )


def _counted(till: TillView, on: date) -> CountedNotes:
    return CountedNotes(
        keeper=_names(till.office_id, on).get(f"holding/{till.holding_id}", ""),
        opened_at=till.opened_at,
        closed_at=till.closed_at,
        opening=till.opening,
        expected=till.expected,
        counted=till.counted,
        notes=tuple(sorted(((int(note), count) for note, count in till.notes.items()), reverse=True)),
        reason=till.reason,
    )


def _names(office_id: int, on: date) -> Mapping[str, str]:
    return {f"holding/{each.holding_id}": each.name for each in offices.holders_of(office_id, on)}
