"""A change in two steps: first what it would do to promises already given, then the same form sent again.

What was shown is bound to what was typed: another day typed in between is shown anew. A file sent with the first step
is kept and comes along, so that nobody chooses it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.offices import queries as offices
from motcua.web.office.pages import FormPage, carried_out, form_page
from motcua.web.shared.asked import Asked
from motcua.web.shared.scans import keep_upload

CONFIRMED, KEPT = "confirmed", "kept"
SALT = "office.notice-file"

Given = dict[str, Any]


def confirmed_then_carried_out(
    request: Asked,
    office: offices.Office,
    form: forms.Form,
    about: FormPage,
    *,
    effects: Callable[[Given], Sequence[str]],
    act: Callable[[Given], str],
    **context: Any,
) -> HttpResponse:
    """As `carried_out`, with a step between that shows `effects`. `act` finds the file's number in `document`."""
    if request.method != "POST" or not form.is_valid():
        return form_page(request, office, form, about, **context)
    try:
        document = _document(request, office, form.cleaned_data.get("file"))
        seal = _seal(form)
        if request.POST.get(CONFIRMED) != seal:
            shown = replace(about, warnings=(*about.warnings, *effects(form.cleaned_data)), act=gettext("Xác nhận"))
            kept = signing.dumps(document, salt=SALT) if document else ""
            return form_page(request, office, form, shown, confirmed=seal, kept=kept, **context)
    except Refusal as refusal:
        return form_page(request, office, form, about, refusal=refusal, **context)
    return carried_out(request, office, form, about, lambda given: act({**given, "document": document}), **context)


def _document(request: Asked, office: offices.Office, upload: object) -> int | None:
    if isinstance(upload, UploadedFile):
        return keep_upload(upload, viewer=request.viewer, office_id=office.id, now=now())
    try:
        kept = signing.loads(request.POST.get(KEPT, ""), salt=SALT, max_age=24 * 60 * 60)
    except signing.BadSignature:
        return None
    return int(kept)


def _seal(form: forms.Form) -> str:
    """What stands for everything typed, the file aside."""
    typed = [f"{name}={value!r}" for name, value in sorted(form.cleaned_data.items()) if name != "file"]
    return salted_hmac("office.confirmed", "\n".join(typed), algorithm="sha256").hexdigest()
