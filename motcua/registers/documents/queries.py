"""What the room tells: the bytes of a document, who holds which original, and printed forms.

It does not know whose papers these are: the rooms above ask their viewer's rights before they ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.registers.documents import store
from motcua.registers.documents.errors import DocumentDamaged, DocumentUnknown
from motcua.registers.documents.models import Custody, Document, HolderKind
from motcua.registers.documents.printing.about import DRAFT as DRAFT
from motcua.registers.documents.printing.about import TRIAL as TRIAL
from motcua.registers.documents.printing.about import AboutDossier as AboutDossier
from motcua.registers.documents.printing.about import Head as Head
from motcua.registers.documents.printing.about import Signer as Signer
from motcua.registers.documents.printing.books import BookFacts as BookFacts
from motcua.registers.documents.printing.books import BookRow as BookRow
from motcua.registers.documents.printing.books import book as book
from motcua.registers.documents.printing.letterhead import Tracking as Tracking
from motcua.registers.documents.printing.letterhead import full_name as full_name
from motcua.registers.documents.printing.letterhead import letterhead as letterhead
from motcua.registers.documents.printing.letterhead import mark as mark
from motcua.registers.documents.printing.letterhead import place_of as place_of
from motcua.registers.documents.printing.letters import ApologyFacts as ApologyFacts
from motcua.registers.documents.printing.letters import NotEligibleFacts as NotEligibleFacts
from motcua.registers.documents.printing.letters import StopNoticeFacts as StopNoticeFacts
from motcua.registers.documents.printing.letters import Stopping as Stopping
from motcua.registers.documents.printing.letters import apology as apology
from motcua.registers.documents.printing.letters import not_eligible as not_eligible
from motcua.registers.documents.printing.letters import not_eligible_pictures as not_eligible_pictures
from motcua.registers.documents.printing.letters import stop_notice as stop_notice
from motcua.registers.documents.printing.receipts import ReceiptFacts as ReceiptFacts
from motcua.registers.documents.printing.receipts import ReceiptLine as ReceiptLine
from motcua.registers.documents.printing.receipts import receipt as receipt
from motcua.registers.documents.printing.refunds import RefundFacts as RefundFacts
from motcua.registers.documents.printing.refunds import refund as refund
from motcua.registers.documents.printing.requests import RefusalFacts as RefusalFacts
from motcua.registers.documents.printing.requests import RequestedItem as RequestedItem
from motcua.registers.documents.printing.requests import SupplementRequestFacts as SupplementRequestFacts
from motcua.registers.documents.printing.requests import refusal as refusal
from motcua.registers.documents.printing.requests import supplement_request as supplement_request
from motcua.registers.documents.printing.results import Blank as Blank
from motcua.registers.documents.printing.results import ResultFacts as ResultFacts
from motcua.registers.documents.printing.results import blank_of as blank_of
from motcua.registers.documents.printing.results import has_template as has_template
from motcua.registers.documents.printing.results import result as result
from motcua.registers.documents.printing.results import result_pictures as result_pictures
from motcua.registers.documents.printing.results import tried_result as tried_result
from motcua.registers.documents.printing.sheets import ControlSheetFacts as ControlSheetFacts
from motcua.registers.documents.printing.sheets import DaybookFacts as DaybookFacts
from motcua.registers.documents.printing.sheets import DaybookRow as DaybookRow
from motcua.registers.documents.printing.sheets import HandedDossier as HandedDossier
from motcua.registers.documents.printing.sheets import HandingOverFacts as HandingOverFacts
from motcua.registers.documents.printing.sheets import HandOver as HandOver
from motcua.registers.documents.printing.sheets import control_sheet as control_sheet
from motcua.registers.documents.printing.sheets import daybook as daybook
from motcua.registers.documents.printing.sheets import handing_over as handing_over
from motcua.registers.documents.printing.slip import SlipCharge as SlipCharge
from motcua.registers.documents.printing.slip import SlipFacts as SlipFacts
from motcua.registers.documents.printing.slip import SlipPaper as SlipPaper
from motcua.registers.documents.printing.slip import SlipPart as SlipPart
from motcua.registers.documents.printing.slip import slip as slip
from motcua.registers.documents.printing.takings import CountedNotes as CountedNotes
from motcua.registers.documents.printing.takings import TakingRow as TakingRow
from motcua.registers.documents.printing.takings import TakingsFacts as TakingsFacts
from motcua.registers.documents.printing.takings import takings as takings
from motcua.registers.documents.sheets import SheetFacts as SheetFacts
from motcua.registers.documents.sheets import on_open_sheets as on_open_sheets
from motcua.registers.documents.sheets import sheet as sheet
from motcua.registers.documents.sheets import sheets_of as sheets_of


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document without its bytes. `size` in bytes; `by` is a holding; `came_as` the SHA-256 of the
    file that was sent, where it was converted to be kept."""

    id: int
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    kept_at: datetime
    by: int | None
    came_as: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """An original in somebody's hands. `office_id` of an office only; `until` None: still there."""

    paper: str
    original: int
    holder_kind: HolderKind
    office_id: int | None
    since: datetime
    until: datetime | None


def document(document_id: int) -> DocumentFacts:
    """What is known of a document. Raises `DocumentUnknown`."""
    found = documents((document_id,))
    if document_id not in found:
        raise DocumentUnknown
    return found[document_id]


def documents(document_ids: Iterable[int]) -> dict[int, DocumentFacts]:
    """What is known of these documents, by number: one statement for a whole list."""
    return {
        row.pk: DocumentFacts(
            id=row.pk,
            kind=row.kind,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            kept_at=row.kept_at,
            by=row.by_holding_id,
            came_as=row.came_as,
        )
        for row in Document.objects.filter(pk__in=list(document_ids))
    }


def content(document_id: int) -> bytes:
    """The bytes that were kept, proved by their hash. Raises `DocumentUnknown`, `DocumentDamaged`."""
    facts = document(document_id)
    found = store.take(root=Path(settings.FILES_FOLDER), digest=facts.sha256)
    if found is None:
        raise DocumentDamaged(name=facts.name)
    return found


def originals_of(subject: str) -> tuple[Hold, ...]:
    """Who holds each original of a subject now."""
    return tuple(hold for hold in custody_of(subject) if hold.until is None)


def custody_of(subject: str) -> tuple[Hold, ...]:
    """Through whose hands the originals of a subject have gone, paper by paper, each from its first turn."""
    rows = Custody.objects.filter(subject=subject).order_by("paper", "original", "turn")
    return tuple(
        Hold(
            paper=row.paper,
            original=row.original,
            holder_kind=HolderKind(row.holder_kind),
            office_id=row.holder_office_id,
            since=row.since,
            until=row.until,
        )
        for row in rows
    )
