"""Scans: files as they are sent to a page, kept as documents, and shown again to whoever may see the dossier.

No scan has an address that works by itself: each time the viewer's right to the dossier is asked anew.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.foundation.errors import Refusal
from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as document_queries
from motcua.registers.documents.actions import LARGEST_DOCUMENT
from motcua.registers.documents.errors import DocumentUnknown, FileTooLarge
from motcua.registers.documents.queries import DocumentFacts
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.people import queries as people
from motcua.rules.access import Viewer
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials

KIND: Final = "paper"
MEGABYTE: Final = 1024 * 1024
SHOWN_BY_BROWSERS: Final = frozenset({"application/pdf", "image/jpeg", "image/png"})
IMAGES: Final = frozenset({"image/jpeg", "image/png"})
PDF: Final = "application/pdf"
LOCKED_IN: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
VIEWER_OF_PDF: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'; sandbox allow-scripts"
)
"""The browser's viewer of PDF opens in a sandbox only if it may run its own script; the file itself brings none that
`default-src` lets in. It opens within our own pages only: beside the decision."""


@dataclass(frozen=True, slots=True)
class ScanLink:
    """A scan on a page."""

    document_id: int
    name: str
    url: str
    is_image: bool
    is_pdf: bool
    kilobytes: int


@require_safe
@for_officials()
def scan(request: Asked, dossier_id: int, document_id: int) -> HttpResponse:
    """A scan of a dossier that the viewer may see. Raises `DossierUnknown`, `DocumentUnknown`, `DocumentDamaged`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    if document_id not in {number for paper in view.papers for number in paper.scans}:
        raise DocumentUnknown
    people.persons((view.owner_id, view.applicant_id), viewer=request.viewer, purpose="scan", dossier_id=view.id)
    return served(document_id)


def served(document_id: int) -> HttpResponse:
    """The bytes of a document whose reader was found to have the right. Raises `DocumentUnknown`, `DocumentDamaged`."""
    facts = document_queries.document(document_id)
    shown = facts.media_type in SHOWN_BY_BROWSERS
    way, is_pdf = "inline" if shown else "attachment", facts.media_type == PDF
    return HttpResponse(
        document_queries.content(document_id),
        content_type=facts.media_type if shown else "application/octet-stream",
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(facts.name)}",
            "Content-Security-Policy": VIEWER_OF_PDF if is_pdf else LOCKED_IN,
            "X-Frame-Options": "SAMEORIGIN" if is_pdf else "DENY",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


def keep_upload(upload: UploadedFile[Any], *, viewer: Viewer, office_id: int, now: datetime) -> int:
    """Keep one file that was sent; the number of its document. Raises what `documents.actions.keep` raises."""
    name = upload.name or ""
    limit = int(getattr(settings, "MAX_DOCUMENT_BYTES", LARGEST_DOCUMENT))
    size = upload.size or 0
    if size > limit:
        raise FileTooLarge(name=name, size=_megabytes(size), limit=_megabytes(limit))
    seats = [seat for seat in viewer.seats if seat.office_id == office_id] or list(viewer.seats)
    return documents.keep(
        content=upload.read(),
        name=name,
        media_type=_media_type(upload),
        kind=KIND,
        by=seats[0].holding_id if seats else None,
        now=now,
    )


def keep_uploads(
    uploads: Iterable[UploadedFile[Any]], *, viewer: Viewer, office_id: int, now: datetime
) -> tuple[list[int], list[str]]:
    """Keep those that are papers; the numbers of the documents, and why each of the others was refused."""
    kept: list[int] = []
    refused: list[str] = []
    for upload in uploads:
        try:
            kept.append(keep_upload(upload, viewer=viewer, office_id=office_id, now=now))
        except Refusal as refusal:
            refused.append(str(refusal))
    return kept, refused


def scans_of(view: DossierView) -> dict[str, tuple[ScanLink, ...]]:
    """Paper → its scans, for a page of a dossier that its reader already has."""
    wanted = [number for paper in view.papers for number in paper.scans]
    facts = document_queries.documents(wanted) if wanted else {}
    return {
        paper.paper: tuple(
            link(facts[number], reverse("shared:scan", args=[view.id, number]))
            for number in paper.scans
            if number in facts
        )
        for paper in view.papers
        if paper.scans
    }


def link(facts: DocumentFacts, url: str) -> ScanLink:
    """A scan as a page shows it."""
    return ScanLink(
        facts.id, facts.name, url, facts.media_type in IMAGES, facts.media_type == PDF, max(1, facts.size // 1024)
    )


def _media_type(upload: UploadedFile[Any]) -> str:
    """As the name says: what browsers announce differs from one machine to the next; the bytes are looked at later."""
    if (upload.name or "").lower().endswith((".heic", ".heif")):  # not every system's table of types knows these
        return "image/heic"
    return mimetypes.guess_type(upload.name or "")[0] or upload.content_type or ""


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".replace(".", ",")
