"""What signing prints: the result, granted or not, with its number and book, from the template beside its procedure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import NothingToPrint
from motcua.registers.documents.queries import Head, NotEligibleFacts, ResultFacts, Signer, Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import NOBODY, Actor, DossierView, HistoryLine
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure, ResultItem
from motcua.rules.access import Viewer
from motcua.rules.form_words import answers_in_words
from motcua.rules.lifecycle import Move
from motcua.stages.signing.blocks import signer_of

REFUSED: Final = "not-eligible"
_NUMBERED: Final = re.compile(r"Số (?P<number>.+?)(?:, quyển (?P<book>.+))?")
"""As `actions.number` writes it beside the event."""


def result_of(
    *,
    dossier_id: int,
    viewer: Viewer,
    tracking: Tracking,
    given: Mapping[str, str] | None = None,
    coming: HistoryLine | None = None,
) -> tuple[str, bytes]:
    """The dossier's code and its result; marked as a draft until it is signed.

    `given` is what another register gave for it, by key (`child_id_number`); `coming` an act that is about to be done,
    after which the result is printed. Raises `DossierUnknown`, `NothingToPrint` while nothing is proposed,
    `NoTemplateForTheResult` for a result made elsewhere.
    """
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    procedure = procedures.version(view.procedure_version_id)
    item = item_of(view, procedure)
    if item is None:
        raise NothingToPrint(paper=gettext("kết quả giải quyết"))
    lines = dossiers.history(dossier_id=dossier_id, viewer=viewer)
    lines = (*lines, coming) if coming else lines
    story = _Story(view, lines, dossiers.actors(view=view, lines=lines, viewer=viewer))
    about = dossiers.about(view=view, viewer=viewer, tracking=tracking)
    if item.is_refusal and not _has_template(procedure, item):
        return view.code, documents.not_eligible(
            NotEligibleFacts(
                head=story.head(kind="TB"),
                about=about,
                title=item.name,
                reason=story.reason,
                signer=story.signer,
            )
        )
    words = answers_in_words(procedure.form.fields, view.answers, yes=gettext("có"), no=gettext("không"))
    facts = ResultFacts(
        head=story.head(),
        about=about,
        item=item.key,
        name=item.name,
        template=template_of(item),
        valid_from=procedure.valid_from,
        number=story.number,
        book=story.book,
        registered_at=story.signed.at if story.signed else None,
        said=words.said,
        days=words.days,
        chosen=words.chosen,
        template_text=procedures.template_text(procedure.version_id, template_of(item)),
        valid_until=item.valid_until(story.signed.at.astimezone(VIETNAM).date()) if story.signed else None,
        given=given or {},
        signer=story.signer,
        office_name=documents.full_name(offices.office(view.competent_office_id)),
        examiner_name=story.examiner,
    )
    return view.code, documents.result(facts)


def can_print(*, view: DossierView, procedure: Procedure) -> bool:
    """Whether there is a result and a template for it here."""
    item = item_of(view, procedure)
    if item is None:
        return False
    return item.is_refusal or _has_template(procedure, item)


def item_of(view: DossierView, procedure: Procedure) -> ResultItem | None:
    """Which of the procedure's results the dossier has come to, if to any."""
    if not view.outcome:
        return None
    return procedure.result.refusal if view.outcome == REFUSED else procedure.result.main


def _has_template(procedure: Procedure, item: ResultItem) -> bool:
    """As it was published with the version, or, for versions older than that, as it lies beside the procedure."""
    if procedures.template_text(procedure.version_id, template_of(item)) is not None:
        return True
    return documents.has_template(procedure=procedure.code, template=template_of(item))


def template_of(item: ResultItem) -> str:
    """The file that the procedure names, or the one called by the result's key."""
    return item.template_file


class _Story:
    """Who examined, signed and numbered, as the events tell; what was sent back since does not count."""

    def __init__(self, view: DossierView, lines: Iterable[HistoryLine], actors: Mapping[str, Actor]) -> None:
        self.view = view
        self.actors = actors
        self.proposed: HistoryLine | None = None
        self.signed: HistoryLine | None = None
        self.numbered: HistoryLine | None = None
        self.last: HistoryLine | None = None
        for line in lines:
            self._hear(line)

    def _hear(self, line: HistoryLine) -> None:
        effects = line.body.get("effects", ())
        if "propose" in effects or "refuse" in effects:
            self.proposed, self.signed, self.numbered = line, None, None
        if "sign" in effects:
            self.signed, self.numbered = line, None
        if "number" in effects:
            self.numbered = line
        if line.kind == Move.SEND_BACK:
            self.signed = self.numbered = None
        if effects:
            self.last = line

    @property
    def reason(self) -> str:
        return (self.proposed.text or "") if self.proposed else ""

    @property
    def examiner(self) -> str:
        return self.actors.get(self.proposed.by, NOBODY).name if self.proposed else ""

    @property
    def number(self) -> str:
        return self._numbered("number")

    @property
    def book(self) -> str:
        return self._numbered("book")

    @property
    def signer(self) -> Signer:
        """Nobody until it is signed: a draft leaves the place empty."""
        by = self.actors.get(self.signed.by, NOBODY) if self.signed else NOBODY
        if self.signed is None or by.office_id is None:
            return Signer()
        holding = int(self.signed.by.partition("/")[2])
        return signer_of(office_id=by.office_id, holding_id=holding, on=self.signed.at.astimezone(VIETNAM).date())

    def head(self, *, kind: str = "") -> Head:
        """Issued when it was last acted on, so that it is the same whenever it is printed."""
        at: datetime = self.last.at if self.last else self.view.submitted_at
        return documents.letterhead(
            office_id=self.view.competent_office_id,
            at=at,
            kind=kind,
            number=self.number if kind else "",
            draft=self.signed is None,
        )

    def _numbered(self, part: str) -> str:
        found = _NUMBERED.fullmatch(self.numbered.text or "") if self.numbered else None
        return (found[part] or "") if found else ""
