"""Papers of a dossier that can be printed now: one table from address to the stage's call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers.queries import DossierView, HistoryLine
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move
from motcua.stages.intake import queries as intake
from motcua.stages.processing import queries as processing
from motcua.stages.returning import queries as returning
from motcua.stages.signing import queries as signing


@dataclass(frozen=True, slots=True)
class Print:
    """A paper: its words on a page, the call that makes it, and the events that it tells of."""

    words: str
    call: Callable[..., tuple[str, bytes]]
    after: frozenset[str]
    tracked: bool = True


@dataclass(frozen=True, slots=True)
class PrintLink:
    """A paper on a dossier's page."""

    words: str
    url: str


def _after(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


RESULT: Final = "ket-qua"
PRINTS: Final[Mapping[str, Print]] = MappingProxyType(
    {
        "giay-hen": Print(
            gettext_noop("In giấy tiếp nhận và hẹn trả"), intake.slip_of, _after(Move.ACCEPT, Move.HAND_ON)
        ),
        "yeu-cau-bo-sung": Print(
            gettext_noop("In phiếu yêu cầu bổ sung"), intake.supplement_request_of, _after(Move.ASK_SUPPLEMENT)
        ),
        "tu-choi": Print(gettext_noop("In phiếu từ chối tiếp nhận"), intake.refusal_of, _after(Move.REFUSE)),
        "xin-loi": Print(gettext_noop("In văn bản xin lỗi và hẹn lại"), processing.apology_of, _after(Move.RESCHEDULE)),
        "dung-giai-quyet": Print(
            gettext_noop("In thông báo dừng giải quyết"),
            processing.stop_notice_of,
            _after(Move.WITHDRAW, Move.LAPSE, Move.STOP),
        ),
        "kiem-soat": Print(
            gettext_noop("In phiếu kiểm soát quá trình"), processing.control_sheet_of, _after(Move.ACCEPT)
        ),
        RESULT: Print(gettext_noop("In kết quả"), signing.result_of, _after()),
        "bien-lai": Print(gettext_noop("In biên lai"), returning.receipt_of, _after("paid"), tracked=False),
    }
)


def prints_of(*, view: DossierView, procedure: Procedure, lines: Iterable[HistoryLine]) -> tuple[PrintLink, ...]:
    """The papers that this dossier's events allow, in the order of its path."""
    happened = {line.kind for line in lines}
    return tuple(
        PrintLink(_words(slug, each, view), reverse("shared:print", args=[view.id, slug]))
        for slug, each in PRINTS.items()
        if each.after & happened or (slug == RESULT and signing.can_print(view=view, procedure=procedure))
    )


def printed(*, dossier_id: int, slug: str, viewer: Viewer) -> tuple[str, bytes]:
    """The dossier's code and the paper's PDF. Raises `KeyError` for no such paper, and as the stage's call."""
    each = PRINTS[slug]
    if each.tracked:
        return each.call(dossier_id=dossier_id, viewer=viewer, tracking=tracking())
    return each.call(dossier_id=dossier_id, viewer=viewer)


def pdf(name: str, content: bytes) -> HttpResponse:
    """A PDF to be shown, and kept under this name; never by anything between the browser and here."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def tracking() -> Tracking:
    """Where people follow a dossier, as papers give it."""
    page = reverse("portal:progress", args=["CODE"])
    return Tracking(
        page=settings.PUBLIC_ADDRESS + page.replace("CODE", "{code}"),
        search=settings.PUBLIC_ADDRESS + reverse("portal:search"),
    )


def _words(slug: str, each: Print, view: DossierView) -> str:
    draft = slug == RESULT and view.signed_at is None
    return gettext("In dự thảo kết quả") if draft else gettext(each.words)
