"""How a page changes something: the hidden key and revision, the refusal told on the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_noop

from motcua.foundation.errors import Refusal
from motcua.web.shared.forms import Act


class PageIncomplete(Refusal):
    """The hidden fields of an act are missing or spoilt: the page was not sent whole."""

    sentence = gettext_noop("Trang gửi lên không trọn vẹn nên chưa ghi được. Tải lại trang rồi làm lại.")
    status = 400


NOT_TYPED = frozenset({"csrfmiddlewaretoken", "key", "revision", "password", "act", "duty"})


@dataclass(frozen=True, slots=True)
class Keyed:
    """What an act's page carried."""

    key: UUID
    revision: int


def keyed(request: HttpRequest) -> Keyed:
    """The key and revision of the page that was sent. Raises `PageIncomplete`."""
    form = Act(request.POST)
    if not form.is_valid():
        raise PageIncomplete()
    return Keyed(form.cleaned_data["key"], form.cleaned_data["revision"] or 0)


def key_of(request: HttpRequest) -> str:
    """The key that a page shown again keeps, or a new one: so a second click is still known."""
    form = Act(request.POST)
    return str(form.cleaned_data["key"]) if request.method == "POST" and form.is_valid() else str(uuid4())


def going_to(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect, also for a page that asked for a part only."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed into the form that was sent: shown again where the form itself cannot be."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
        if isinstance(value, str) and value.strip()
    ]
