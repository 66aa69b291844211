"""Dossiers of other channels come in by a call as they do by files: once each, whole or not at all."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from motcua.rules.access import SYSTEM
from motcua.stages.submission import actions as submission
from tests.commune import Commune, publish
from tests.stages.test_other_channels import FILES, MESSAGE
from tests.web.conftest import SignedIn
from tests.web.typing_in import words

PORTAL, MINISTRY = "p" * 32, "m" * 32
CANONICAL = {"child_birth_date": "2026-11-02", "requester_birth_date": "1990-05-09"}
EXACT = MESSAGE | {"answers": MESSAGE["answers"] | CANONICAL}
NAME = "giay-chung-sinh.pdf"


@pytest.fixture(autouse=True)
def senders(settings: Settings, made: Commune) -> None:
    settings.SENDERS = {
        "dvcqg": {"name": "Cổng Dịch vụ công quốc gia", "channels": ("online",), "token": PORTAL},
        "bo-tu-phap": {"name": "Bộ Tư pháp", "channels": ("online", "postal"), "token": MINISTRY},
        "buudien": {"name": "Bưu điện tỉnh", "channels": ("postal",)},
    }


def inline(content: bytes = FILES[NAME], name: str = NAME) -> list[dict[str, str]]:
    return [{"name": name, "content": base64.b64encode(content).decode()}]


def send(told: Any, *, token: str = PORTAL) -> tuple[int, dict[str, Any]]:
    body = told if isinstance(told, str) else json.dumps(told)
    answer = Client().post(
        "/api/dossiers", body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    return answer.status_code, answer.json()


def send_parts(told: dict[str, Any], *files: SimpleUploadedFile) -> tuple[int, dict[str, Any]]:
    answer = Client().post(
        "/api/dossiers", {"dossier": json.dumps(told), "file": files}, headers={"Authorization": f"Bearer {PORTAL}"}
    )
    return answer.status_code, answer.json()


def waiting(made: Commune) -> int:
    return len(dossiers.my_duties(viewer=made.who("one-stop-clerk"), now=made.moment).rows)


def test_one_call_is_one_dossier_with_its_files_and_a_way_to_follow_it(made: Commune) -> None:
    status, answer = send(EXACT | {"files": inline()})
    assert status == 201, answer
    assert set(answer) == {"reference", "state", "tracking_url"}
    assert answer["state"] == "submitted"
    place = answer["tracking_url"].partition("//")[2].partition("/")[2]
    assert Client().get(f"/{place}").status_code == 200
    (row,) = dossiers.my_duties(viewer=made.who("one-stop-clerk"), now=made.moment).rows
    view = dossiers.dossier(dossier_id=row.dossier_id, viewer=SYSTEM)
    assert (view.reference, view.origin, view.origin_number) == (answer["reference"], "dvcqg", MESSAGE["number"])
    assert next(len(paper.scans) for paper in view.papers if paper.paper == "birth-certificate") == 1
    assert ledger.events_of(f"dossier/{view.id}")[0].body["origin"] == "dvcqg"
    assert dossiers.rebuilt(dossier_id=view.id) == dossiers.kept(dossier_id=view.id)


def test_the_same_number_again_answers_the_same_whichever_way_it_comes(made: Commune) -> None:
    _, first = send(EXACT | {"files": inline()})
    assert send(EXACT | {"files": inline()}) == (200, first)
    part = SimpleUploadedFile(NAME, FILES[NAME], "application/pdf")
    assert send_parts(EXACT, part) == (200, first)
    dropped = submission.deliver(
        message=submission.read_message(MESSAGE), file=FILES.__getitem__, by=SYSTEM, now=made.moment
    )
    assert (dropped.already, dropped.reference) == (True, first["reference"])
    assert waiting(made) == 1
    assert send(EXACT | {"number": "2", "files": inline()})[0] == 201
    assert waiting(made) == 2


def test_files_may_come_as_parts(made: Commune) -> None:
    status, answer = send_parts(EXACT, SimpleUploadedFile(NAME, FILES[NAME], "application/pdf"))
    assert status == 201, answer
    assert waiting(made) == 1


FAULTS: list[tuple[dict[str, Any], int, str, str]] = [
    ({"format": "2"}, 422, "format", "motcua-dossier-1"),
    ({"procedure": "9.999999"}, 404, "procedure", "9.999999"),
    ({"office": "H99"}, 404, "office", "cơ quan"),
    ({"case": "khac"}, 422, "case", "trường hợp"),
    ({"source": "bo-tu-phap"}, 403, "source", "chỉ: dvcqg"),
    ({"channel": "postal"}, 403, "channel", "chỉ: online"),
    ({"answers": MESSAGE["answers"]}, 422, "answers.child_birth_date", "2026-11-02"),
    ({"answers": EXACT["answers"] | {"không-có": "x"}}, 422, "answers.không-có", ""),
    ({"applicant": {"name": "A\x00B"}}, 422, "", "không lưu được"),
    ({"files": [], "papers": [{"paper": "giấy-lạ"}]}, 422, "papers", "giấy-lạ"),
    ({"files": []}, 422, "files", "Không thấy tệp"),
    ({"files": inline(b"MZ\x90\x00" + b"\x00" * 99)}, 422, "files", "chương trình"),
    ({"files": [{"name": NAME, "content": "không phải base64"}]}, 422, "files", "base64"),
    ({"files": inline() * 2}, 422, "files", "mỗi tên một tệp"),
    ({"files": inline() + inline(name="la.pdf")}, 422, "files", "không giấy tờ nào"),
    ({"files": [{"name": str(n), "content": ""} for n in range(41)]}, 413, "", "nhiều nhất 40"),
    ({"files": {"a": 1}}, 400, "", "danh sách"),
]


def test_a_fault_is_told_at_its_place_and_nothing_is_begun(made: Commune) -> None:
    for changes, status, place, said in FAULTS:
        got, answer = send(EXACT | {"files": inline()} | changes)
        assert got == status, (changes, answer)
        assert place in [fault["place"] for fault in answer["faults"]], answer
        assert said in str(answer)
    assert waiting(made) == 0
    assert send(EXACT | {"files": inline()})[0] == 201, "mended, it is taken"


def test_a_call_that_cannot_be_read_is_refused() -> None:
    bodies = {"{": 400, "[]": 422, "[" * 100 + "]" * 100: 400, '{"a": "' + "x" * 32_000_000: 413}
    for body, status in bodies.items():
        got, answer = send(body)
        assert (got, bool(answer["error"])) == (status, True)


def test_without_a_token_nothing_is_read(made: Commune, settings: Settings) -> None:
    assert [send("{", token=token)[0] for token in ("", "p" * 31, "sai")] == [401] * 3
    settings.SENDERS = {}
    assert send(EXACT | {"files": inline()})[0] == 401
    assert Client().get("/api/dossiers").status_code == 405
    assert waiting(made) == 0


def test_what_a_master_system_decides_does_not_begin_here_by_a_call(made: Commune) -> None:
    publish("1.004194", made.moment)
    status, answer = send(EXACT | {"procedure": "1.004194", "papers": [], "answers": {}, "channel": "online"})
    assert (status, answer["faults"][0]["place"]) == (409, "procedure")
    assert waiting(made) == 0


def test_the_clerk_reads_where_it_came_from(signed_in: SignedIn, made: Commune) -> None:
    send(EXACT | {"source": "bo-tu-phap", "files": inline()}, token=MINISTRY)
    clerk = signed_in("one-stop-clerk")
    assert "Trực tuyến · Bộ Tư pháp" in words(clerk.get("/quay/cho-tra-loi/"))
    (row,) = dossiers.my_duties(viewer=made.who("one-stop-clerk"), now=made.moment).rows
    assert f"Bộ Tư pháp, số {MESSAGE['number']}" in words(clerk.get(f"/quay/tra-loi/{row.dossier_id}/"))
    assert f"Bộ Tư pháp, số {MESSAGE['number']}" in words(clerk.get(f"/ho-so/{row.dossier_id}/"))
