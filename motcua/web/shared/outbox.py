"""What the demonstration's partner for messages took, and how it is to behave: a page of the demonstration only."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.integrations.demo_phone import BEHAVIOURS, Outbox
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials

PORT = "motcua.integrations.demo_phone.DemoPhone"


@require_http_methods(["GET", "POST"])
@for_officials()
def outbox(request: Asked) -> HttpResponse:
    """The newest messages; a button for each way to behave."""
    _only_in_the_demonstration()
    box = Outbox()
    if request.method == "POST":
        try:
            box.behave(request.POST.get("behaviour", ""))
        except ValueError:
            messages.warning(request, gettext("Chọn đối tác thử làm việc thế nào."))
        else:
            messages.success(request, gettext("Đối tác thử sẽ làm việc như vậy từ tin sau."))
        return HttpResponseRedirect(reverse("shared:outbox"))
    context = {
        "messages_taken": [(one, datetime.fromisoformat(one.at)) for one in box.newest()],
        "behaviours": [(code, gettext(words)) for code, words in BEHAVIOURS.items()],
        "behaviour": box.behaviour(),
    }
    return render(request, "shared/outbox.html", context)


def _only_in_the_demonstration() -> None:
    if not (settings.DEMONSTRATION and settings.MESSAGE_PORTS.get("phone") == PORT):
        raise Http404
