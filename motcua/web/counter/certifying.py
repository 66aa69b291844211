"""While they wait: a certification taken in, given or called off, in one transaction over the stages it crosses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as money
from motcua.registers.payments.actions import Ground
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.rules.completeness import PaperKind
from motcua.rules.process import Step
from motcua.stages.certifying import actions as certifying
from motcua.stages.certifying import queries as certified
from motcua.stages.certifying.queries import EntryLine, Waiting
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.returning.actions import Authority, Receiver
from motcua.stages.signing import actions as signing
from motcua.web.counter import accepting
from motcua.web.counter.filling import APPLICANT, copies_of
from motcua.web.counter.forms import PersonForm
from motcua.web.counter.intake import Intake
from motcua.web.shared.procedure_form import PREFIX, Question, facts, parts

USUAL: Final = "u-"
"""Of the names of lists of usual answers."""
OTHER: Final = "-"
"""The usual answer that says: something else, typed beside."""
MOST_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the quick screen; `usual` are answers to choose from, `chosen` the one that stands."""

    question: Question
    usual: tuple[str, ...] = ()
    chosen: str = ""

    @property
    def list_name(self) -> str:
        return USUAL + self.question.name.removeprefix(PREFIX)


@dataclass(frozen=True, slots=True)
class Row:
    """A certification that is not given yet, as the list shows it."""

    waiting: Waiting
    person: str
    what: str
    book: str

    @property
    def state(self) -> str:
        """What must be done next: compare, sign or give; `supply` and `pay` when the person is waited for."""
        if self.waiting.step == "await-supplement":
            return "supply"
        if self.waiting.signed_at is None:
            return "sign" if self.waiting.role == "leader" else "compare"
        return "pay" if self.waiting.money == "due" else "give"

    @property
    def value(self) -> str:
        """As the signer's page sends it: which dossier, at which revision."""
        return f"{self.waiting.dossier_id}:{self.waiting.revision}"


def sent_of(sent: QueryDict, procedure: Procedure) -> QueryDict:
    """What was typed on the quick screen, as the page of intake takes it: the person is the owner, the papers that
    must be shown were compared, a usual answer stands for a typed one."""
    typed = sent.copy()
    typed["procedure"] = procedure.code
    typed["same"] = "1"
    typed["ap-kind"] = typed.get("ap-kind") or "citizen"
    typed.pop("pick", None)
    if typed.get("pay") == "transfer":
        typed["by_transfer"] = "1"
    else:
        typed["fee_taken"] = "1"
    for paper in procedure.papers:
        if paper.kind is PaperKind.SHOW:
            typed[f"p-{paper.key}"] = "1"
    for field in procedure.form.fields:
        chosen = typed.get(USUAL + field.key, "")
        if field.usual and chosen not in ("", OTHER):
            typed[PREFIX + field.key] = chosen
    return typed


def person_of(page: Intake) -> PersonForm:
    """The person, looked for by the quick screen itself."""
    form = page.applicant
    form.fields["id_number"].widget.attrs |= {
        "hx-post": reverse("counter:certify"),
        "autofocus": not form.is_bound and not form["name"].value(),
    }
    return form


def asked_of(page: Intake) -> tuple[Asked, ...]:
    """What is asked besides the person."""
    assert page.procedure is not None and page.reading is not None
    form = page.procedure.form
    own = copies_of(form)
    questions = [each for part in parts(form, page.answers, page.reading, page.faults) for each in part.questions]
    return tuple(
        _asked(each, form.by_key[key].usual)
        for each in questions
        if (key := each.name.removeprefix(PREFIX)) not in own and each.is_asked
    )


def sources(page: Intake) -> dict[str, str]:
    """Key of a question that is not shown → the input of the person that answers it."""
    assert page.procedure is not None
    return {key: copy.source.removeprefix(f"{APPLICANT}-") for key, copy in copies_of(page.procedure.form).items()}


def _asked(question: Question, usual: tuple[str, ...]) -> Asked:
    if not usual or question.value in usual:
        return Asked(question, usual, question.value)
    return Asked(question, usual, OTHER if question.value else "")


@transaction.atomic
def take_in(page: Intake, *, by: Viewer, now: datetime, key: UUID) -> int:
    """Register, submit, accept with the fee, compare, enter in the book: all or nothing, once for a key."""
    dossier_id = accepting.accept(page, by=by, now=now, key=key)
    if certified.entry_of(dossier_id=dossier_id, viewer=by) is None:
        compare(dossier_id, by=by, now=now, key=key)
    return dossier_id


@transaction.atomic
def compare(dossier_id: int, *, by: Viewer, now: datetime, key: UUID) -> None:
    """Every step of the clerk up to the signature: what was shown is right. Enters the book where that is not done."""
    certifying.enter(dossier_id=dossier_id, by=by, now=now)
    for nth in range(MOST_STEPS):
        view = dossiers.dossier(dossier_id=dossier_id, viewer=by)
        step = _own_step(view, by)
        if step is None or step.effect in ("sign", "number"):
            return
        processing.forward(
            dossier_id=dossier_id,
            step=step.key,
            outcome=next((each.outcome for each in step.branches if each.outcome), None),
            by=by,
            now=now,
            key=uuid5(key, f"step {nth}"),
            revision=view.revision,
        )


@transaction.atomic
def give(dossier_id: int, *, by: Viewer, now: datetime, key: UUID, revision: int) -> EntryLine | None:
    """Number, seal and hand over what is signed, to whoever asked for it. The same `key` gives once."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=by)
    if view.last_key != key:
        step = _own_step(view, by)
        if step is not None and step.effect == "number":
            certifying.enter(dossier_id=dossier_id, by=by, now=now)
            line = certified.entry_of(dossier_id=dossier_id, viewer=by)
            assert line is not None
            revision = signing.number(
                dossier_id=dossier_id,
                step=step.key,
                number=f"{line.number}",
                book=line.volume,
                by=by,
                now=now,
                key=uuid5(key, "number"),
                revision=revision,
            ).revision
        owner = people.persons((view.owner_id,), viewer=by, purpose="page").get(view.owner_id)
        returning.hand_over(
            dossier_id=dossier_id,
            receiver=Receiver(
                name=owner.name if owner else "",
                id_number=owner.id_number if owner else "",
                authority=Authority.OWNER,
            ),
            by=by,
            now=now,
            key=key,
            revision=revision,
        )
    return certified.entry_of(dossier_id=dossier_id, viewer=by)


@transaction.atomic
def call_off(dossier_id: int, *, reason: str, by: Viewer, now: datetime, key: UUID, revision: int) -> int:
    """The person goes away without it: the line is struck, the money given back in cash, the dossier withdrawn.

    Answers the sum given back, in đồng.
    """
    certifying.strike(dossier_id=dossier_id, reason=reason, by=by, now=now)
    if (awaited := money.transfer_of(dossier_id=dossier_id, viewer=by)) is not None:
        payments.call_off_transfer(transfer_id=awaited.id, by=by, now=now)
    view = dossiers.dossier(dossier_id=dossier_id, viewer=by)
    owner = people.persons((view.owner_id,), viewer=by, purpose="page").get(view.owner_id)
    back = 0
    for receipt in money.receipts_of(dossier_id=dossier_id, viewer=by):
        if receipt.left:
            back += payments.refund(
                receipt_id=receipt.id,
                amount=receipt.left,
                ground=Ground.WITHDRAWN,
                reason=reason,
                receiver=owner.name if owner else gettext("người nộp"),
                by=by,
                now=now,
                key=uuid5(key, f"refund {receipt.id}"),
            ).amount
    intake.withdraw(dossier_id=dossier_id, text=reason, by=by, now=now, key=key, revision=revision)
    return back


def rows(waiting: tuple[Waiting, ...], *, viewer: Viewer) -> tuple[Row, ...]:
    """What waits, with the people's names: one statement for all of them."""
    names = people.persons({one.owner_id for one in waiting}, viewer=viewer, purpose="list")
    return tuple(
        Row(one, names[one.owner_id].name if one.owner_id in names else "", _what(one), _book(one)) for one in waiting
    )


def _what(one: Waiting) -> str:
    procedure = procedures.version(one.version_id)
    book = procedure.result.main.book
    told: Mapping[str, str] = {
        fact.label: fact.words
        for _title, lines in facts(procedure.form, {key: one.answers[key] for key in (book.columns if book else ())
                                                    if key in one.answers})
        for fact in lines
    }  # fmt: skip
    first, *rest = told.items() or [("", "")]
    return "; ".join((first[1], *(f"{label.lower()}: {words}" for label, words in rest)))


def _book(one: Waiting) -> str:
    book = procedures.version(one.version_id).result.main.book
    return book.symbol if book else ""


def _own_step(view: DossierView, by: Viewer) -> Step | None:
    """The open step that is the viewer's to do."""
    process = procedures.version(view.procedure_version_id).process
    for duty in view.duties:
        if duty.step in process.by_key and by.may_do(duty.office_id, duty.role, duty.position_id):
            return process.step(duty.step)
    return None
