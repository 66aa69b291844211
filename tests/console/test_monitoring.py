"""What a monitor asks: /alive, /ready, /metrics."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from motcua.registers.ledger import actions as ledger
from tests.births import desk
from tests.commune import at
from tests.databases import TestDatabase

LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+')


@pytest.mark.django_db
def test_a_house_at_work_is_ready_and_tells_its_figures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "CHECKPOINTS_FOLDER", tmp_path)
    case = desk(now=at("2026-11-05 08:00")).open()
    case.act("submit")
    case.act("accept")
    ledger.begin_following(follower="notices")
    ledger.checkpoint(folder=tmp_path, full=True)
    client = Client()
    assert client.get("/ready").status_code == 204
    told = client.get("/metrics")
    assert told["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = told.content.decode().splitlines()
    assert [line for line in lines if not (line.startswith("# ") or LINE.fullmatch(line))] == []
    assert 'motcua_duties_overdue{kind="commune"} 1' in lines
    assert 'motcua_jobs{status="failed"} 0' in lines
    assert "motcua_database_up 1" in lines
    assert {"motcua_messages_waiting 0", 'motcua_people_to_call{state="failed"} 0'} <= set(lines)
    names = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {"motcua_follower_unread", "motcua_checkpoint_age_seconds", "motcua_disk_free_bytes"} <= names


def test_without_its_database_it_says_so(own_database: TestDatabase) -> None:
    connections.close_all()
    before = dict(connections["default"].settings_dict)
    connections["default"].settings_dict.update({"HOST": "127.0.0.1", "PORT": "1"})
    try:
        answer = Client().get("/ready")
        assert (answer.status_code, answer.content.decode()) == (503, "Cơ sở dữ liệu không trả lời.\n")
        assert "motcua_database_up 0" in Client().get("/metrics").content.decode().splitlines()
        assert Client().get("/alive").status_code == 204
    finally:
        connections.close_all()
        connections["default"].settings_dict.update(before)


def test_an_unmigrated_database_is_not_ready(own_database: TestDatabase) -> None:
    with own_database.connect_as_owner() as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'notices'")
    answer = Client().get("/ready")
    assert answer.status_code == 503
    assert "motcua migrate" in answer.content.decode()


@pytest.mark.django_db
def test_figures_are_for_this_machine_or_whoever_has_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    token = "một-mã-dài-hơn-hai-mươi"
    assert Client().get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert Client(REMOTE_ADDR="10.0.0.7").get("/metrics").status_code == 404
    assert Client(REMOTE_ADDR="10.0.0.7").get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, monitor_token=token))
    assert (
        Client(REMOTE_ADDR="10.0.0.7").get("/metrics", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    )
    assert Client(REMOTE_ADDR="10.0.0.7").get("/metrics", headers={"Authorization": "Bearer sai"}).status_code == 404
