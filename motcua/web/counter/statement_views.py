"""The bank's statement: brought in, and what does not fit looked at by a person."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as money
from motcua.registers.payments.actions import Brought
from motcua.registers.payments.errors import StatementUnreadable
from motcua.rules.bank_statement import MOST_BYTES, Column
from motcua.rules.reconciliation import Fit
from motcua.web.counter.money_forms import DecideForm, StatementForm
from motcua.web.counter.places import money_office_of
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of
from motcua.web.shared.gates import for_officials

RECONCILERS: Final = ("one-stop-clerk", "cashier", "unit-head")
FITS: Final = {
    "unknown": gettext_noop("Không rõ của hồ sơ nào"),
    "under": gettext_noop("Chuyển thiếu"),
    "over": gettext_noop("Chuyển thừa"),
    "again": gettext_noop("Đã thu hoặc đã bỏ"),
}
SHOWN_FAULTS: Final = 10


@require_http_methods(["GET", "POST"])
@for_officials(*RECONCILERS)
def statements(request: Asked) -> HttpResponse:
    """Bring a statement in; below it everything that waits for a person."""
    office_id = money_office_of(request)
    form = StatementForm(request.POST or None, request.FILES or None, headings=_headings(request))
    refusal: Refusal | None = None
    brought: Brought | None = None
    if request.method == "POST" and keyed(request) and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = payments.bring_statement(
                office_id=office_id,
                content=file.read(MOST_BYTES + 1),
                name=file.name,
                columns=_columns(form) or None,
                by=request.viewer,
                now=now(),
            )
        except Refusal as raised:
            refusal = raised
            if isinstance(raised, StatementUnreadable) and raised.headings:
                form = StatementForm(headings=raised.headings)
                request.session["statement_headings"] = [each[:60] for each in raised.headings[:40]]
        else:
            request.session.pop("statement_headings", None)
            form = StatementForm()
    context = {
        "form": form,
        "errors": faults_of(form) if form.is_bound and not refusal else (),
        "refusal": str(refusal) if refusal else "",
        "brought": brought,
        "matched": brought.fits[Fit.MATCHED] if brought else 0,
        "faults": [(one.line, one.sentence.words(gettext)) for one in brought.faults[:SHOWN_FAULTS]] if brought else [],
        **_waiting(request, office_id),
        "key": key_of(request) if refusal else None,
        "now": now(),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "counter/statements.html", context, status=status)


@require_POST
@for_officials(*RECONCILERS)
def decide(request: Asked, line_id: int) -> HttpResponse:
    """A person says what a movement is."""
    form = DecideForm(request.POST)
    reason, reference = (str(form.data.get(name, "")).strip() for name in ("reason", "reference"))
    moment = now()
    if request.POST.get("act") == "aside":
        payments.set_aside(line_id=line_id, reason=reason, by=request.viewer, now=moment)
        messages.success(request, gettext("Đã để riêng dòng sao kê, kèm lý do."))
    else:
        found = payments.settle_line(line_id=line_id, reference=reference, reason=reason, by=request.viewer, now=moment)
        part = gettext("Đã ghép, còn chuyển thiếu.") if found is Fit.UNDER else gettext("Đã ghép, hồ sơ đã thu đủ.")
        messages.success(request, part)
    return HttpResponseRedirect(reverse("counter:statements"))


def _waiting(request: Asked, office_id: int) -> dict[str, object]:
    viewer = request.viewer
    lines = money.lines_to_look_at(office_id=office_id, viewer=viewer, limit=50)
    return {
        "lines": [(one, gettext(FITS.get(one.fit, one.fit))) for one in lines],
        "awaited": money.awaited_transfers(office_id=office_id, viewer=viewer, limit=50),
        "vouched": money.vouched_not_seen(office_id=office_id, viewer=viewer, limit=50),
        "statements": money.statements_of(office_id=office_id, viewer=viewer),
    }


def _headings(request: Asked) -> tuple[str, ...]:
    """Of the file that was refused before, while its columns are being named."""
    if request.method != "POST" or not any(name.startswith("column_") for name in request.POST):
        return ()
    return tuple(request.session.get("statement_headings", ()))


def _columns(form: StatementForm) -> dict[Column, int]:
    named = {column: form.cleaned_data.get(f"column_{column.value}") for column in Column}
    return {column: int(value) for column, value in named.items() if value}
