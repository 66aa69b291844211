"""The outbox of the demonstration's partner: to be looked at, and to make the partner behave badly; nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from motcua.integrations.demo_phone import DemoPhone, Outbox
from motcua.registers.notices.ports import Message
from tests.web.conftest import SignedIn
from tests.web.typing_in import words

PAGE = "/_tin-nhan/"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DEMONSTRATION", True)
    monkeypatch.setattr(settings, "VAR_FOLDER", tmp_path)
    monkeypatch.setattr(settings, "MESSAGE_PORTS", {"phone": "motcua.integrations.demo_phone.DemoPhone"})


@pytest.mark.usefixtures("served")
def test_it_shows_what_came_and_takes_orders(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    assert "Chưa có tin nào" in words(clerk.get(PAGE))
    for _ in range(2):
        DemoPhone().send(message=Message("0901234567", "", "Hồ sơ H26.1 đã có kết quả.", "1.notices.1"), within=1)
    read = words(clerk.get(PAGE))
    assert "[BẢN THỬ] Hồ sơ H26.1 đã có kết quả." in read and "được hỏi 2 lần, đến một lần" in read
    assert "sẽ làm việc như vậy" in words(clerk.post(PAGE, {"behaviour": "down"}, follow=True))
    assert Outbox().behaviour() == "down"
    assert "Chọn đối tác thử" in words(clerk.post(PAGE, {"behaviour": "dancing"}, follow=True))


def test_there_is_none_where_people_are_served(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = signed_in("one-stop-clerk")
    assert clerk.get(PAGE).status_code == 404
    monkeypatch.setattr(settings, "DEMONSTRATION", True)
    assert clerk.get(PAGE).status_code == 404, "another partner carries the messages"
