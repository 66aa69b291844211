"""The screen of those who wait: take in, sign, give; the day's page of the book."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.payments import queries as payments
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Role
from motcua.rules.fees import Due
from motcua.rules.lifecycle import State
from motcua.stages.certifying import queries as certified
from motcua.stages.signing import actions as signing
from motcua.stages.signing.actions import Chosen
from motcua.web.counter import accepting, certifying, reading
from motcua.web.counter import intake as page_of_intake
from motcua.web.counter.filling import APPLICANT
from motcua.web.counter.intake import Intake
from motcua.web.counter.places import CLERK, office_of
from motcua.web.shared.acting import going_to, key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import Fault, faults_of
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in, numbers_in
from motcua.web.shared.prints import pdf
from motcua.web.shared.procedure_form import PREFIX, faults_in_words
from motcua.web.shared.templatetags.house import dong

KIND = "loai"
SAME_PERSON = "nguoi"


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def certify(request: Asked) -> HttpResponse:
    """Take in one after another. Only `act=accept` writes; all else shows the page again with what was typed."""
    moment = now()
    offers = certified.offered(_day(moment))
    procedure = _chosen(request, offers)
    if procedure is None:
        return render(request, "counter/certify.html", {"offers": (), "now": moment})
    sent: QueryDict = request.POST
    before = number_in(request.GET.get(SAME_PERSON, ""))
    if request.method == "GET" and before is not None:
        sent = reading.again_for(before, request.viewer)
    writes = request.POST.get("act") == "accept"
    page = reading.read(
        certifying.sent_of(sent, procedure),
        viewer=request.viewer,
        office_id=office_of(request),
        now=moment,
        checking=writes,
    )
    if not writes:
        return _page(request, page, offers, moment)
    act = keyed(request)
    page_of_intake.find_faults(page, now=moment)
    if not page_of_intake.is_ready(page):
        return _page(request, page, offers, moment, errors=_errors(page), status=422)
    try:
        dossier_id = certifying.take_in(page, by=request.viewer, now=moment, key=act.key)
    except Refusal as refusal:
        return _page(request, page, offers, moment, refusal=refusal, status=refusal.status)
    _tell(request, dossier_id)
    if page.by_transfer:
        return going_to(request, reverse("counter:transfer", args=[dossier_id]))
    return going_to(request, f"{reverse('counter:certify')}?{KIND}={procedure.code}")


@require_POST
@for_officials(CLERK)
def give(request: Asked, dossier_id: int) -> HttpResponse:
    """Number, seal and hand over."""
    act = keyed(request)
    line = certifying.give(dossier_id, by=request.viewer, now=now(), key=act.key, revision=act.revision)
    if line is not None:
        said = gettext("Đã vào sổ số {number}, {book} và trả.").format(number=line.number, book=line.book)
        messages.success(request, said)
    return HttpResponseRedirect(reverse("counter:certify"))


@require_POST
@for_officials(CLERK)
def compare(request: Asked, dossier_id: int) -> HttpResponse:
    """What was shown is right: entered in the book, to be signed."""
    certifying.compare(dossier_id, by=request.viewer, now=now(), key=keyed(request).key)
    _tell(request, dossier_id)
    return HttpResponseRedirect(reverse("counter:certify"))


@require_http_methods(["GET", "POST"])
@for_officials(CLERK)
def one(request: Asked, dossier_id: int) -> HttpResponse:
    """One certification: its papers to print, and calling it off with its reason."""
    moment = now()
    view = dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer)
    refusal: Refusal | None = None
    if request.method == "POST":
        act = keyed(request)
        try:
            back = certifying.call_off(
                dossier_id,
                reason=request.POST.get("reason", ""),
                by=request.viewer,
                now=moment,
                key=act.key,
                revision=act.revision,
            )
        except Refusal as raised:
            refusal = raised
        else:
            said = gettext("Đã gạch dòng trong sổ và cho rút. Trả lại {amount}.") if back else gettext("Đã gạch dòng.")
            messages.success(request, said.format(amount=dong(back)))
            return HttpResponseRedirect(reverse("counter:certify"))
    owner = people.persons((view.owner_id,), viewer=request.viewer, purpose="page").get(view.owner_id)
    context = {
        "view": view,
        "procedure": procedures.version(view.procedure_version_id),
        "owner": owner,
        "line": certified.entry_of(dossier_id=dossier_id, viewer=request.viewer),
        "receipts": payments.receipts_of(dossier_id=dossier_id, viewer=request.viewer),
        "may_call_off": view.signed_at is None and view.state in (State.RECEIVED, State.PROCESSING),
        "refusal": str(refusal) if refusal else "",
        "reason": request.POST.get("reason", "")[:500],
        "key": key_of(request),
        "now": moment,
    }
    return render(request, "counter/certified.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
@for_officials(Role.LEADER)
def sign(request: Asked) -> HttpResponse:
    """What the signer has signed on paper, marked at once: everything chosen unless unticked."""
    moment = now()
    offers = certified.offered(_day(moment))
    office_id = next(seat.office_id for seat in request.viewer.seats if seat.role == Role.LEADER)
    if request.seat and request.seat.role == Role.LEADER:
        office_id = request.seat.office_id
    refused: list[tuple[str, str]] = []
    if request.method == "POST":
        act = keyed(request)
        chosen = _chosen_rows(request.POST.getlist("chon"))
        outcomes = signing.sign_by_hand_batch(chosen=chosen, by=request.viewer, now=moment, key=act.key)
        done = sum(each.signed for each in outcomes)
        if done:
            said = ngettext("Đã ghi ký giấy {n} bản.", "Đã ghi ký giấy {n} bản.", done)
            messages.success(request, said.format(n=done))
        refused = [(_code(request, each.dossier_id), str(each.refusal)) for each in outcomes if each.refusal]
        if not chosen:
            messages.info(request, gettext("Chưa chọn dòng nào. Đánh dấu ô “Đã ký” của bản đã ký."))
        if not refused:
            return HttpResponseRedirect(reverse("counter:certify_sign"))
    waiting = certified.to_sign(office_id=office_id, offers=offers, viewer=request.viewer)
    context = {
        "rows": certifying.rows(waiting, viewer=request.viewer),
        "refused": refused,
        "key": key_of(request) if not refused else None,
        "now": moment,
    }
    return render(request, "counter/certify_sign.html", context, status=409 if refused else 200)


@require_safe
@for_officials(CLERK, Role.LEADER)
def book(request: Asked) -> HttpResponse:
    """The page of a day of a book as PDF: of today, or of the day asked for."""
    moment = now()
    today = _day(moment)
    procedure = _chosen(request, certified.offered(today))
    try:
        day = min(parse_date(request.GET.get("ngay", "")) or today, today)
    except ValueError:
        day = today
    if procedure is None:
        return HttpResponseRedirect(reverse("counter:certify"))
    office_id = request.seat.office_id if request.seat else request.viewer.seats[0].office_id
    content = certified.book_of(procedure=procedure, office_id=office_id, on=day, viewer=request.viewer)
    return pdf(f"so-chung-thuc-{procedure.code}-{day:%Y-%m-%d}", content)


def _page(
    request: Asked,
    page: Intake,
    offers: tuple[Procedure, ...],
    moment: datetime,
    *,
    errors: tuple[Fault, ...] = (),
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = certified.at_the_counter(office_id=page.office_id, offers=offers, viewer=request.viewer)
    collecting = payments.collecting_of(office_id=page.office_id, viewer=request.viewer)
    found = certifying.rows(waiting, viewer=request.viewer)
    context = {
        "page": page,
        "person": certifying.person_of(page),
        "asked": certifying.asked_of(page),
        "offers": offers,
        "rows": found,
        "next": next((row for row in found if row.state == "give"), None),
        "due": page.preview.owed.total_due(Due.SUBMISSION) if page.preview else 0,
        "reckoned": [" ".join(s.words(gettext) for s in line.sentences) for line in page.preview.owed.lines]
        if page.preview
        else [],
        "promise": page.preview.promise if page.preview else None,
        "takes_transfers": collecting.takes_transfers,
        "pay": request.POST.get("pay", "cash"),
        "errors": errors,
        "refusal": str(refusal) if refusal else "",
        "may_correct": isinstance(refusal, accepting.NumberIsOfAnother) or page.correct,
        "key": key_of(request),
        "now": moment,
    }
    return render(request, "counter/certify.html", context, status=status)


def _errors(page: Intake) -> tuple[Fault, ...]:
    """All that is wrong; what is filled from the person is put right there."""
    assert page.procedure is not None
    of_person = {f"id-{PREFIX}{key}": f"{APPLICANT}-{source}" for key, source in certifying.sources(page).items()}
    found = list(faults_of(page.applicant))
    for fault in faults_in_words(page.procedure.form, page.faults):
        target = of_person.get(fault.target, fault.target)
        if target not in {each.target for each in found}:
            found.append(Fault(target, fault.words))
    return tuple(found)


def _chosen(request: Asked, offers: tuple[Procedure, ...]) -> Procedure | None:
    code = request.POST.get(KIND) or request.GET.get(KIND) or ""
    return next((each for each in offers if each.code == code), offers[0] if offers else None)


def _chosen_rows(values: list[str]) -> tuple[Chosen, ...]:
    found = (numbers_in(value.split(":"), 2) for value in values[:500])
    return tuple(Chosen(*pair) for pair in found if len(pair) == 2)


def _tell(request: Asked, dossier_id: int) -> None:
    line = certified.entry_of(dossier_id=dossier_id, viewer=request.viewer)
    account = payments.account_of(dossier_id=dossier_id, viewer=request.viewer)
    total = sum(each.amount for each in account.lines)
    if line is None:
        return
    said = gettext("Số {number} – {book}. Phí {amount}. Chuyển lãnh đạo ký.")
    messages.success(request, said.format(number=line.number, book=line.book, amount=dong(total)))


def _code(request: Asked, dossier_id: int) -> str:
    try:
        return dossiers.dossier(dossier_id=dossier_id, viewer=request.viewer).code
    except Refusal:
        return ""


def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
