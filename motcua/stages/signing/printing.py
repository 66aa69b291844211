"""What signing prints: the result, granted or not, with its number and book, from the template beside its procedure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.certifications import queries as certifications
from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import NothingToPrint
from motcua.registers.documents.queries import Blank, Head, NotEligibleFacts, ResultFacts, Signer, Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import NOBODY, Actor, DossierView, HistoryLine
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure, ResultItem
from motcua.rules.access import Viewer
from motcua.rules.form_words import AnswersInWords, answers_in_words
from motcua.rules.forms import FieldType
from motcua.rules.lifecycle import Move
from motcua.stages.signing.blocks import signer_of
from motcua.stages.signing.errors import ResultOfTheirMaster

REFUSED: Final = "not-eligible"
NUMBER, BOOK = "result_number", "result_book"
"""What the ministry's own register gives beside the words of the template: filled in with them, used when numbering."""
_NUMBERED: Final = re.compile(r"Số (?P<number>.+?)(?:, quyển (?P<book>.+))?")
"""As `actions.number` writes it beside the event."""


def result_of(
    *,
    dossier_id: int,
    viewer: Viewer,
    tracking: Tracking,
    given: Mapping[str, str] | None = None,
    coming: HistoryLine | None = None,
    outcome: str = "",
    blank: Blank | None = None,
) -> tuple[str, bytes]:
    """The dossier's code and its result; marked as a draft until it is signed.

    `given` is what another register gave for it, by key (`child_id_number`), else what was filled in
    (`dossiers.fill_result`); `coming` an act that is about to be done, after which the result is printed; `outcome`
    what would be proposed; `blank` the sheet it is printed on. Raises `DossierUnknown`, `NothingToPrint` while nothing
    is proposed, `NoTemplateForTheResult` for a result made elsewhere, `ResultOfTheirMaster` for a dossier that another
    system decided.
    """
    code, facts = _facts(dossier_id, viewer, tracking, given, coming, outcome, blank)
    return code, documents.result(facts) if isinstance(facts, ResultFacts) else documents.not_eligible(facts)


def result_pictures_of(*, dossier_id: int, viewer: Viewer, tracking: Tracking, outcome: str = "") -> tuple[bytes, ...]:
    """The same as it will be printed, a picture in PNG for each page. Raises as `result_of`."""
    _, facts = _facts(dossier_id, viewer, tracking, None, None, outcome, None)
    if isinstance(facts, ResultFacts):
        return documents.result_pictures(facts)
    return documents.not_eligible_pictures(facts)


def _facts(
    dossier_id: int,
    viewer: Viewer,
    tracking: Tracking,
    given: Mapping[str, str] | None,
    coming: HistoryLine | None,
    outcome: str,
    blank: Blank | None,
) -> tuple[str, ResultFacts | NotEligibleFacts]:
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    procedure = procedures.version(view.procedure_version_id)
    item = _item(view.outcome or outcome, procedure)
    if item is None:
        raise NothingToPrint(paper=gettext("kết quả giải quyết"))
    if view.mirrored_at is not None:
        raise ResultOfTheirMaster(master=procedure.master.name)
    story = _story(view, coming, viewer)
    about = dossiers.about(view=view, viewer=viewer, tracking=tracking)
    if item.is_refusal and not _has_template(procedure, item):
        head = story.head(kind="TB")
        return view.code, NotEligibleFacts(
            head=head, about=about, title=item.name, reason=story.reason, signer=story.signer
        )
    filled = dossiers.filled_result(dossier_id=dossier_id, viewer=viewer).words if given is None else given
    entry = certifications.entry_of(dossier_id=dossier_id, viewer=viewer) if item.book else None
    words = _words(view, procedure)
    return view.code, ResultFacts(
        head=story.head(),
        about=about,
        item=item.key,
        name=item.name,
        template=template_of(item),
        valid_from=procedure.valid_from,
        number=story.number or filled.get(NUMBER, "") or (f"{entry.number}" if entry else ""),
        book=story.book or filled.get(BOOK, "") or (entry.volume if entry else ""),
        registered_at=story.signed.at if story.signed else None,
        said=words.said,
        days=words.days,
        chosen=words.chosen,
        template_text=procedures.template_text(procedure.version_id, template_of(item)),
        valid_until=item.valid_until(story.signed.at.astimezone(VIETNAM).date()) if story.signed else None,
        given=filled,
        signer=story.signer,
        office_name=documents.full_name(offices.office(view.competent_office_id)),
        examiner_name=story.examiner,
        blank=blank,
    )


def _story(view: DossierView, coming: HistoryLine | None, viewer: Viewer) -> _Story:
    """What was done, with the act that is about to be done."""
    lines = dossiers.history(dossier_id=view.id, viewer=viewer)
    lines = (*lines, coming) if coming else lines
    return _Story(view, lines, dossiers.actors(view=view, lines=lines, viewer=viewer))


def _words(view: DossierView, procedure: Procedure) -> AnswersInWords:
    """The answers as a paper says them."""
    fields = procedure.form.fields
    codes = (view.answers.get(each.key, "") for each in fields if each.type is FieldType.COMMUNE)
    places = offices.communes_in_words(codes)
    return answers_in_words(fields, view.answers, yes=gettext("có"), no=gettext("không"), places=places)


def can_print(*, view: DossierView, procedure: Procedure) -> bool:
    """Whether there is a result of ours and a template for it here: what another system decided is not made here."""
    item = item_of(view, procedure)
    if item is None or view.mirrored_at is not None:
        return False
    return item.is_refusal or _has_template(procedure, item)


def item_of(view: DossierView, procedure: Procedure) -> ResultItem | None:
    """Which of the procedure's results the dossier has come to, if to any."""
    return _item(view.outcome or "", procedure)


def _item(outcome: str, procedure: Procedure) -> ResultItem | None:
    if not outcome:
        return None
    return procedure.result.refusal if outcome == REFUSED else procedure.result.main


def good_until(view: DossierView, procedure: Procedure) -> date | None:
    """The last day on which the signed result is good; None while it is not signed, or when the procedure says none."""
    item = item_of(view, procedure)
    if item is None or view.signed_at is None:
        return None
    return item.valid_until(view.signed_at.astimezone(VIETNAM).date())


def proposed_item(view: DossierView, procedure: Procedure) -> ResultItem | None:
    """The result it has come to; while nothing is proposed the one that is being drafted: a refusal where its step is
    open, else the one of a granted request."""
    drafted = {step.effect for mark in view.marking if (step := procedure.process.by_key.get(mark))}
    coming = "not-eligible" if "refuse" in drafted else "granted"
    return _item(coming if "refuse" in drafted else view.outcome or coming, procedure)


def coming_signature(*, holding_id: int, now: datetime, text: str = "") -> HistoryLine:
    """As if this position's holder signed now: for a sheet that is printed to be signed by hand."""
    return HistoryLine(
        at=now, kind=Move.SIGN, to=None, by=f"holding/{holding_id}", text=text or None, body={"effects": ["sign"]}
    )


def _has_template(procedure: Procedure, item: ResultItem) -> bool:
    """As it was published with the version, or, for versions older than that, as it lies beside the procedure."""
    if procedures.template_text(procedure.version_id, template_of(item)) is not None:
        return True
    return documents.has_template(procedure=procedure.code, template=template_of(item))


def has_own_print(procedure: Procedure, item: ResultItem) -> bool:
    """Whether the result can be printed here."""
    return item.is_refusal or _has_template(procedure, item)


def blank_of(procedure: Procedure, item: ResultItem) -> str:
    """Whose blank the result can be printed on; nothing when on none."""
    text = procedures.template_text(procedure.version_id, template_of(item))
    return documents.blank_of(procedure=procedure.code, template=template_of(item), text=text)


def template_of(item: ResultItem) -> str:
    """The file that the procedure names, or the one called by the result's key."""
    return item.template_file


class _Story:
    """Who examined, signed and numbered, as the events tell; what was sent back since does not count."""

    def __init__(self, view: DossierView, lines: Iterable[HistoryLine], actors: Mapping[str, Actor]) -> None:
        self.view = view
        self.actors = actors
        self.lines = tuple(lines)
        self.proposed: HistoryLine | None = None
        self.signed: HistoryLine | None = None
        self.numbered: HistoryLine | None = None
        self.last: HistoryLine | None = None
        for line in self.lines:
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
        return dossiers.reason_of_refusal(self.lines)

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
