"""Putting a mistake of intake right, on the page of intake itself, filled with what was taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.payments import queries as payments
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer
from motcua.rules.forms import Field, FieldType
from motcua.rules.shortcomings import MISTAKES
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import Corrected, TakenInRight
from motcua.stages.intake.errors import ReceiptImpossible
from motcua.web.counter import accepting, reading
from motcua.web.counter import intake as page_of_intake
from motcua.web.counter.earlier import as_typed
from motcua.web.counter.forms import PersonForm, typed_of
from motcua.web.counter.intake import Intake
from motcua.web.counter.intake_page import intake_page
from motcua.web.counter.places import CLERK
from motcua.web.shared.acting import going_to, key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials
from motcua.web.shared.procedure_form import PREFIX
from motcua.web.shared.templatetags.house import dong

FORMATS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%H:%M %d/%m/%Y", "%d-%m-%Y %H:%M")
LONGEST = 500


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def correct(request: Asked, dossier_id: int) -> HttpResponse:
    """Show what was taken in, to be put right; only `act=accept` writes. Raises `DossierUnknown`."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    typed: QueryDict = request.POST if request.method == "POST" else as_taken_in(view, request.viewer)
    writes = request.POST.get("act") == "accept"
    received_at = _received_at(typed.get("received", ""), view)
    handed_in = min(received_at or moment, view.submitted_at)
    page = reading.read(
        typed,
        viewer=request.viewer,
        office_id=view.received_office_id,
        now=handed_in,
        scans={row.paper: row.scans for row in view.papers if row.scans},
        checking=writes,
        channel=view.channel,
        fed=dossiers.papers_fed(dossier_id=view.id, viewer=request.viewer) if view.chain_id else frozenset(),
    )
    key = UUID(key_of(request))
    shown = _besides(request, view, typed)
    if not writes:
        return intake_page(request, page, key, corrects=shown)
    page_of_intake.find_faults(page, now=handed_in)
    if not page_of_intake.is_ready(page):
        return intake_page(request, page, key, corrects=shown, status=422)
    try:
        done = _write(request, page, view, received_at, moment)
    except Refusal as refusal:
        return intake_page(request, page, key, corrects=shown, refusal=refusal, status=refusal.status)
    messages.success(request, _told(view, done))
    return going_to(request, reverse("counter:accepted", args=[dossier_id]))


def as_taken_in(view: DossierView, viewer: Viewer) -> QueryDict:
    """The page as if the dossier had just been typed."""
    sent = reading.again_for(view.id, viewer)
    form = procedures.version(view.procedure_version_id).form
    sent["procedure"], sent["case"], sent["channel"] = view.procedure_code, view.case_key, view.channel
    sent["received"] = _written(view.received_at)
    for each in form.fields:
        if each.type is FieldType.TABLE:
            _type_rows(sent, each, view.answers.get(each.key, ()))
        elif each.key in view.answers:
            sent[PREFIX + each.key] = as_typed(each, view.answers[each.key])
    sent.setlist("group", sorted(payments.account_of(dossier_id=view.id, viewer=viewer).reliefs))
    for row in view.papers:
        if row.originals or row.copies:
            sent[f"p-{row.paper}"] = "1"
            sent[f"o-{row.paper}"], sent[f"c-{row.paper}"] = str(row.originals), str(row.copies)
    return sent


def _type_rows(sent: QueryDict, table: Field, rows: Sequence[Mapping[str, Any]]) -> None:
    """Each cell under the name that the page gives it."""
    for number, row in enumerate(rows):
        for column in table.columns:
            if column.key in row:
                sent[f"{PREFIX}{table.key}-{number}-{column.key}"] = as_typed(column, row[column.key])


def _write(
    request: Asked, page: Intake, view: DossierView, received_at: datetime | None, moment: datetime
) -> Corrected:
    sent = keyed(request)
    if received_at is None:
        raise ReceiptImpossible(earliest=_written(view.submitted_at))
    assert page.procedure is not None
    applicant = _person(page.applicant, view.applicant_id, page, request.viewer, moment)
    owner = applicant if page.owner is None else _person(page.owner, view.owner_id, page, request.viewer, moment)
    return intake.correct(
        dossier_id=view.id,
        right=TakenInRight(
            procedure_code=page.procedure.code,
            case_key=page.case_key,
            applicant_id=applicant,
            owner_id=owner,
            received_at=received_at,
            answers=page_of_intake.answers_of(page),
            papers=page_of_intake.papers_of(page),
            groups=page.groups,
            not_found=page.not_found,
        ),
        mistake=request.POST.get("mistake", ""),
        text=request.POST.get("text", "")[:LONGEST],
        by=request.viewer,
        now=moment,
        key=sent.key,
        revision=view.revision,
    )


def _person(form: PersonForm, person_id: int, page: Intake, viewer: Viewer, moment: datetime) -> int:
    """The same person while nothing of the form was changed; else whoever the form tells of."""
    held = people.persons((person_id,), viewer=viewer).get(person_id)
    if held is not None and {name: form.cleaned_data.get(name, "") for name in form.fields} == typed_of(held):
        return person_id
    return accepting.registered(form, page.correct, by=viewer, now=moment)


def _besides(request: Asked, view: DossierView, typed: QueryDict) -> dict[str, Any]:
    account = payments.account_of(dossier_id=view.id, viewer=request.viewer)
    return {
        "view": view,
        "mistakes": [(key, gettext(words)) for key, words in MISTAKES.items()],
        "mistake": typed.get("mistake", ""),
        "text": typed.get("text", ""),
        "received": typed.get("received", ""),
        "charged": sum(line.amount for line in account.lines),
        "fees_with": _fees_with(view, request.viewer),
    }


def _fees_with(view: DossierView, viewer: Viewer) -> str:
    """Of a later part of an interlinked submission: the part with which the fees of all stand; else empty."""
    parts = dossiers.answered_parts(dossier_id=view.id, viewer=viewer) if view.chain_id else ()
    return parts[0].name if parts and parts[0].dossier_id != view.id else ""


def _received_at(text: str, view: DossierView) -> datetime | None:
    """The moment typed; the very one that is kept while its text was not changed; None when it is none."""
    said = " ".join(text.split())
    if view.received_at is not None and said == _written(view.received_at):
        return view.received_at
    for form in FORMATS:
        try:
            return datetime.strptime(said, form).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    return None


def _written(moment: datetime | None) -> str:
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if moment else ""


def _told(view: DossierView, done: Corrected) -> str:
    said = [gettext("{code}: đã sửa. In lại giấy hẹn đưa người nộp.").format(code=view.code)]
    if done.due:
        said.append(gettext("Còn phải thu {amount}.").format(amount=dong(done.due)))
    if own := done.too_much - done.of_first:
        said.append(gettext("Phải hoàn lại {amount}.").format(amount=dong(own)))
    if done.of_first:
        text = gettext("Phải hoàn lại {amount}, ở biên lai của hồ sơ {first}: phí cả hồ sơ liên thông thu ở đó.")
        said.append(text.format(amount=dong(done.of_first), first=done.first))
    return " ".join(said)
