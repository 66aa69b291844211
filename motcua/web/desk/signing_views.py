"""Signing several results at once: shown first, signed after the password is given again, told one by one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.clock import now
from motcua.rules.access import Role
from motcua.stages.signing import actions as signing
from motcua.web.desk.batch import batch_of, chosen_of, told_of
from motcua.web.shared.acting import key_of, keyed
from motcua.web.shared.asked import Asked
from motcua.web.shared.forms import UnlockForm
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import numbers_in
from motcua.web.shared.prints import tracking


@require_safe
@for_officials(Role.LEADER)
def shown(request: Asked) -> HttpResponse:
    """Each chosen result whole, and one button below them all."""
    chosen = numbers_in(request.GET.getlist("chon"), 2 * signing.MOST_IN_A_BATCH)
    if chosen:
        return _page(request, chosen)
    messages.info(request, gettext("Chưa chọn dòng nào. Đánh dấu ô “Chọn” của kết quả muốn ký."))
    return HttpResponseRedirect(reverse("desk:to_sign"))


@require_POST
@sensitive_post_parameters("password")
@for_officials(Role.LEADER)
def signed(request: Asked) -> HttpResponse:
    """Sign what was shown, each at the revision that was shown. Sent again, it goes on where it was cut."""
    sent, chosen = keyed(request), chosen_of(request.POST.getlist("chon"))
    form = _password(request)
    if form.is_valid() and not authenticate(
        request, username=request.user.get_username(), password=form.cleaned_data["password"]
    ):
        form.add_error("password", gettext("Mật khẩu chưa đúng nên chưa ký kết quả nào. Thử lại."))
    if form.errors or not chosen:
        return _page(request, [one.dossier_id for one in chosen], form=form, status=422)
    outcomes = signing.sign_batch(chosen=chosen, by=request.viewer, now=now(), key=sent.key, tracking=tracking())
    told = told_of(outcomes, viewer=request.viewer)
    context = {
        "signed": [one for one in told if not one.why_not],
        "refused": [one for one in told if one.why_not],
        "now": now(),
    }
    return render(request, "desk/batch_done.html", context)


def _page(request: Asked, chosen: list[int], *, form: UnlockForm | None = None, status: int = 200) -> HttpResponse:
    moment = now()
    batch = batch_of(dossier_ids=chosen, viewer=request.viewer, now=moment)
    context = {
        "batch": batch,
        "form": form or _password(),
        "key": key_of(request),
        "most": signing.MOST_IN_A_BATCH,
        "too_many": len(set(chosen)) > signing.MOST_IN_A_BATCH,
        "now": moment,
    }
    return render(request, "desk/batch.html", context, status=status)


def _password(request: Asked | None = None) -> UnlockForm:
    form = UnlockForm(request.POST if request else None)
    form.fields["password"].widget.attrs.pop("autofocus", None)
    return form
