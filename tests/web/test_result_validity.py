"""Until when a result is good is shown where it is opened and where it is given out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.web.desk import views as desk_views
from tests.commune import PROCEDURES, Commune, at, publish
from tests.stages.played import BEGAN, Played, examples_of


def test_the_last_day_of_a_certificate_is_shown(signed_in: Callable[..., Client], made: Commune) -> None:
    procedure = publish("1.004873", BEGAN)
    example = examples_of(procedure, PROCEDURES)["Xin giấy để kết hôn, tại quầy"]
    one = Played(made, procedure, example)
    one.take_in()
    page = signed_in("leader").get(reverse("desk:dossier", args=[one.dossier_id]))
    assert "Có giá trị đến hết ngày" not in page.content.decode()
    one.play()
    for role, page_name in (("leader", "desk:dossier"), ("one-stop-clerk", "counter:hand_over")):
        words = " ".join(signed_in(role).get(reverse(page_name, args=[one.dossier_id])).content.decode().split())
        assert "Có giá trị đến hết ngày" in words
        assert "23/05/2027" in words


def test_a_dossier_finished_in_time_is_not_called_late_afterwards(
    signed_in: Callable[..., Client], made: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    procedure = publish("1.004873", BEGAN)
    one = Played(made, procedure, examples_of(procedure, PROCEDURES)["Xin giấy để kết hôn, tại quầy"])
    one.take_in()
    one.play()
    monkeypatch.setattr(desk_views, "now", lambda: at("2026-12-20 09:00"))
    page = signed_in("leader").get(reverse("desk:dossier", args=[one.dossier_id])).content.decode()
    assert "Hẹn trả:" in page
    assert "quá hạn" not in page
