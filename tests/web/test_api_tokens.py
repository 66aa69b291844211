"""Whoever guesses tokens of the partners' door is slowed down, and nothing that was sent with a guess is kept."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as house
from django.db.models import F
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

RIGHT = {"dossiers": "p" * 32, "police": "t" * 32}
SECRET = "Lê Thị Tạm Trú"
HERE, ELSEWHERE = "10.0.0.7", "10.0.0.8"
MOST: int = house.AXES_FAILURE_LIMIT  # type: ignore[misc]
DOORS = pytest.mark.parametrize("door", list(RIGHT))


@pytest.fixture(autouse=True)
def opened(settings: Settings) -> None:
    settings.SENDERS = {"dvcqg": {"name": "Cổng", "channels": ("online",), "token": RIGHT["dossiers"]}}
    settings.MASTER_TOKENS = {"police": RIGHT["police"]}


def call(door: str, token: str, address: str = HERE) -> tuple[int, str, str]:
    """Status, what is told, and when to come again."""
    body = json.dumps({"service": "không có", "data": [], "owner": SECRET})
    answer = Client(REMOTE_ADDR=address).post(
        f"/api/{door}", body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    return answer.status_code, answer.content.decode(), answer.headers.get("Retry-After", "")


def guess(door: str, times: int) -> list[int]:
    return [call(door, f"đoán lần {nth}")[0] for nth in range(times)]


@DOORS
def test_wrong_tokens_shut_the_door_for_their_address_alone(door: str) -> None:
    assert guess(door, MOST + 1) == [401] * MOST + [429]
    status, told, again = call(door, RIGHT[door])
    assert (status, again) == (429, "900"), "a right one waits too, or guessing would go on"
    assert "Chờ 15 phút" in json.loads(told).get("error", json.loads(told).get("message"))
    assert call(door, RIGHT[door], ELSEWHERE)[0] not in (401, 429)
    (other,) = set(RIGHT) - {door}
    assert call(other, RIGHT[other])[0] not in (401, 429), "one partner's mistake does not shut another's door"
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=16))
    assert call(door, RIGHT[door])[0] not in (401, 429)


@DOORS
def test_right_tokens_are_never_too_many(door: str) -> None:
    assert not {call(door, RIGHT[door])[0] for _ in range(2 * MOST)} & {401, 429}
    assert not AccessAttempt.objects.exists()


def test_doors_that_nobody_has_are_counted_as_one() -> None:
    answers = [call(f"la-{nth}", "x")[0] for nth in range(MOST + 1)]
    assert answers[-1] == 429
    assert AccessAttempt.objects.count() == 1


def test_nothing_sent_with_a_guess_is_kept_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("axes").setLevel(house.LOGGING["loggers"]["axes"]["level"])
        guess("police", MOST + 1)
        Client(REMOTE_ADDR=HERE).post("/api/dossiers", {"dossier": SECRET}, headers={"Authorization": "Bearer đoán"})
    kept = "".join(str(vars(one)) for one in AccessAttempt.objects.all())
    logged = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for secret in ("đoán", SECRET):
        assert secret not in kept
        assert secret not in logged
    assert HERE not in logged


def test_a_call_is_not_read_before_its_token_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", read)
    assert call("dossiers", "x")[0] == 401
