"""What is said after an act waits for the page that shows it; who looks at no page gathers no pile."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.config.messages import MOST

COOKIE = "messages"


def acting(cookie: str, *said: str) -> str:
    """One act after which `said` waits; what the browser keeps then."""
    request = RequestFactory().post("/")
    request.COOKIES[COOKIE] = cookie
    request.session = SessionBase()
    storage = default_storage(request)
    for sentence in said:
        storage.add(messages.SUCCESS, sentence)
    answer = HttpResponse()
    assert not storage.update(answer)
    assert not request.session.keys()
    return answer.cookies[COOKIE].value


def waiting(cookie: str) -> list[str]:
    """What the next page shows."""
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    request.session = SessionBase()
    return [str(one) for one in default_storage(request)]


def test_only_the_newest_sentences_wait_for_who_looks_at_no_page() -> None:
    kept = ""
    for number in range(3 * MOST):
        kept = acting(kept, f"H26.1.1-261130-{number:04}: Đã chuyển bước.")
    assert waiting(kept) == [f"H26.1.1-261130-{number:04}: Đã chuyển bước." for number in range(2 * MOST, 3 * MOST)]


def test_what_one_act_says_waits_whole() -> None:
    said = [f"Câu {number}" for number in range(2 * MOST)]
    assert waiting(acting(acting("", "Việc trước"), *said)) == said
