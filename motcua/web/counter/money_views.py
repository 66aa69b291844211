"""The day's money: one's till, receipts, the tills of the unit; how the office collects."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.errors import Refusal
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as money_told
from motcua.registers.people import queries as people
from motcua.rules.access import Role
from motcua.rules.vietqr import BankAccount
from motcua.stages.returning import queries as returning
from motcua.web.counter.money_forms import CollectingForm, OpenTillForm
from motcua.web.counter.places import MONEY_ROLES, money_office_of
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.faults import faults_of
from motcua.web.shared.forms import DayField
from motcua.web.shared.gates import for_officials
from motcua.web.shared.prints import pdf

SHOWN: Final = 30
SUPERVISORS: Final = (Role.UNIT_HEAD, Role.LEADER, Role.CASHIER)


@require_safe
@for_officials(*MONEY_ROLES)
def money(request: Asked) -> HttpResponse:
    """My till, today's receipts with their sums, and the tills of the office for who answers for them."""
    moment = now()
    office_id, day = money_office_of(request), asked_day(request)
    today = moment.astimezone(VIETNAM).date()
    tills = money_told.tills_on(office_id=office_id, on=day, viewer=request.viewer)
    lines = money_told.receipts_on(office_id=office_id, on=day, viewer=request.viewer, newest=True, limit=SHOWN + 1)
    payers = people.persons({one.payer_id for one in lines}, viewer=request.viewer, purpose="list")
    names = returning.keepers(tills=tills)
    supervises = any(request.viewer.holds(role, office_id) for role in SUPERVISORS)
    context = {
        "day": day,
        "is_today": day == today,
        "till": money_told.my_till(office_id=office_id, viewer=request.viewer),
        "collects": any(request.viewer.holds(role, office_id) for role in payments.COLLECTORS),
        "form": OpenTillForm(),
        "totals": money_told.totals_on(office_id=office_id, on=day, viewer=request.viewer),
        "lines": [(one, payers[one.payer_id].name if one.payer_id in payers else "") for one in lines[:SHOWN]],
        "more": len(lines) > SHOWN,
        "tills": [(one, names.get(one.id, "")) for one in tills] if supervises or len(tills) > 1 else [],
        "supervises": supervises,
        "to_look_at": len(money_told.lines_to_look_at(office_id=office_id, viewer=request.viewer, limit=100)),
        "now": moment,
    }
    return render(request, "counter/money.html", context)


@require_safe
@for_officials(*MONEY_ROLES)
def takings(request: Asked) -> HttpResponse:
    """The day's list of receipts as PDF."""
    day = asked_day(request)
    content = returning.takings_of(office_id=money_office_of(request), on=day, viewer=request.viewer)
    return pdf(f"bang-ke-bien-lai-{day:%Y-%m-%d}", content)


@require_http_methods(["GET", "POST"])
@for_officials(*SUPERVISORS)
def collecting(request: Asked) -> HttpResponse:
    """Where transfers go, and what receipts carry."""
    moment, office_id = now(), money_office_of(request)
    held = money_told.collecting_of(office_id=office_id, viewer=request.viewer)
    first = {
        "bank_bin": held.account.bin,
        "account_number": held.account.number,
        "account_holder": held.account.holder,
        "series": held.series,
        "form_symbol": held.form_symbol,
        "tax_number": held.tax_number,
    }
    form = CollectingForm(request.POST or None, initial=first)
    refusal: Refusal | None = None
    if request.method == "POST" and keyed(request) and form.is_valid():
        said = {name: value.strip() for name, value in form.cleaned_data.items()}
        try:
            payments.set_collecting(
                office_id=office_id,
                account=BankAccount(said["bank_bin"], said["account_number"].upper(), said["account_holder"]),
                series=said["series"].upper(),
                form_symbol=said["form_symbol"].upper(),
                tax_number=said["tax_number"],
                by=request.viewer,
                now=moment,
            )
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, gettext("Đã lưu tài khoản và ký hiệu biên lai."))
            return HttpResponseRedirect(reverse("counter:money"))
    context = {
        "form": form,
        "errors": faults_of(form) if form.is_bound else (),
        "refusal": str(refusal) if refusal else "",
        "key": key_of(request),
        "now": moment,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "counter/collecting.html", context, status=status)


def asked_day(request: Asked) -> date:
    """The day that the address asks for; today without one, and for one that is not yet or not a day."""
    today = now().astimezone(VIETNAM).date()
    try:
        return min(DayField(required=False).clean(request.GET.get("ngay", "")) or today, today)
    except ValidationError:
        return today
