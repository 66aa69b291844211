"""The door of partner systems: a dossier of the police's system lives here by its messages alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from motcua.integrations.demo_police.playing import dossier_record, progress_record
from motcua.registers.dossiers import actions as moving
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Fact, Note, PaperGiven
from motcua.registers.dossiers.errors import MirroredHere
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewOffice, NewPosition
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import By, Move, State
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import TakenInRight
from motcua.web.api import views
from tests.commune import SINCE, Commune, at, commune, publish
from tests.stages.test_correcting_intake import EXTRACT

pytestmark = pytest.mark.django_db

TOKEN = "t" * 32
OFFICE = "G01.82.28249"
CODE = "G01.82.28249-261123-0007"
SYNC, PROGRESS = "DongBoHoSoMC", "CapNhatTienDoHoSoMC"
MORNING = at("2026-11-23 08:15")


@pytest.fixture(autouse=True)
def police(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The commune with its police, the procedure in force, and the door open, on the last of November."""
    monkeypatch.setattr(views, "now", lambda: at("2026-11-30 12:00"))
    made = commune(now=at("2026-11-01 08:00"))
    new = NewOffice(code=OFFICE, name="Công an xã", kind="police", unit_code="28249", valid_from=SINCE)
    offices.open_office(office=new, now=at("2026-01-01 08:00"), by=SYSTEM)
    publish("1.004194", at("2026-11-01 08:00"))
    with override_settings(MASTER_TOKENS={"police": TOKEN}):
        yield made


def send(service: str, *records: Any, token: str = TOKEN, partner: str = "police") -> tuple[int, dict[str, Any]]:
    body = {"session": "x", "madonvi": OFFICE, "service": service, "isUpdating": "False", "data": list(records)}
    return post(json.dumps(body), token=token, partner=partner)


def post(body: str, *, token: str = TOKEN, partner: str = "police") -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {token}"}
    answer = Client().post(f"/api/{partner}", body, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def whole(state: State = State.RECEIVED, code: str = CODE, **moments: Any) -> dict[str, Any]:
    known = {"NgayTiepNhan": at("2026-11-23 09:00"), "NgayHenTra": at("2026-11-27 17:00")} | moments
    return dossier_record(
        code=code,
        office=OFFICE,
        owner="Lê Thị Tạm Trú",
        number="082190000077",
        state=state,
        submitted=MORNING,
        **known,
    )


def mirrored() -> dossiers.DossierView:
    found = dossiers.find(text=CODE, viewer=SYSTEM, limit=2)
    return dossiers.dossier(dossier_id=found[0].id, viewer=SYSTEM)


def test_a_dossier_is_opened_moved_and_finished_by_messages_alone() -> None:
    assert send(SYNC, whole())[1] == {
        "error_code": "0",
        "result": [{"MaHoSo": CODE, "error_code": "0", "applied": True, "already": False}],
    }
    view = mirrored()
    assert (view.state, view.code, view.due_at) == (State.RECEIVED, CODE, at("2026-11-27 17:00"))
    assert view.duties == (), "nobody here has anything to do on it"
    did = progress_record(
        code=CODE, state=State.PROCESSING, at=at("2026-11-24 10:00"), who="Đại úy Ước", what="Kiểm tra"
    )
    send(PROGRESS, did)
    assert mirrored().state is State.PROCESSING
    done = at("2026-11-26 15:00")
    send(SYNC, whole(State.DONE, NgayKetThucXuLy=done))
    assert (mirrored().state, mirrored().finished_at) == (State.DONE, done)
    send(SYNC, whole(State.RETURNED, NgayKetThucXuLy=done, NgayTra=at("2026-11-27 08:00")))
    assert (mirrored().state, mirrored().returned_at) == (State.RETURNED, at("2026-11-27 08:00"))
    assert dossiers.rebuilt(dossier_id=view.id) == dossiers.kept(dossier_id=view.id)
    lines = dossiers.mirror_lines(dossier_id=view.id, viewer=SYSTEM)
    assert [line.said.get("NguoiXuLy", "") for line in lines] == ["", "", "Đại úy Ước", ""]
    told = " ".join(str(event.body) for event in ledger.events_of(f"dossier/{view.id}"))
    assert "Ước" not in told and "Tạm Trú" not in told


def test_a_message_twice_is_once() -> None:
    send(SYNC, whole())
    before = len(ledger.events_of(f"dossier/{mirrored().id}"))
    _, answer = send(SYNC, whole())
    assert answer["result"] == [{"MaHoSo": CODE, "error_code": "0", "applied": False, "already": True}]
    assert len(ledger.events_of(f"dossier/{mirrored().id}")) == before
    assert len(dossiers.find(text=CODE, viewer=SYSTEM, limit=5)) == 1


def test_an_older_message_that_comes_later_undoes_nothing_and_is_not_lost() -> None:
    late = whole(State.RECEIVED)
    done = whole(State.DONE, NgayKetThucXuLy=at("2026-11-26 15:00"))
    del done["NgayTiepNhan"]
    send(SYNC, done)
    _, answer = send(SYNC, late)
    assert answer["result"][0] == {"MaHoSo": CODE, "error_code": "0", "applied": False, "already": False}
    view = mirrored()
    assert view.state is State.DONE
    assert view.received_at == at("2026-11-23 09:00"), "what nobody had told is taken from the older one"
    assert [line.applied for line in dossiers.mirror_lines(dossier_id=view.id, viewer=SYSTEM)] == [True, False]
    assert dossiers.rebuilt(dossier_id=view.id) == dossiers.kept(dossier_id=view.id)


def test_nobody_here_moves_it_not_even_the_house_itself() -> None:
    send(SYNC, whole())
    for move in (Move.TAKE_UP, Move.WITHDRAW, Move.STOP):
        with pytest.raises(MirroredHere, match="Bộ Công an"):
            moving.move(dossier_id=mirrored().id, move=move, by=SYSTEM, now=MORNING, key=uuid4())


def test_no_correction_request_or_paper_of_ours_changes_it_by_hand_either(police: Commune) -> None:
    """Not even a correction that would make it a procedure of our own, whoever sends it past the pages."""
    send(SYNC, whole() | {"NoiNopHoSo": "H26.1.1"})
    publish("2.000635", at("2026-11-01 08:00"))
    view = mirrored()
    act: dict[str, Any] = {"dossier_id": view.id, "by": police.who("one-stop-clerk"), "now": MORNING}
    act |= {"revision": view.revision}
    declaration = (PaperGiven("declaration", originals=1),)
    right = TakenInRight(
        procedure_code="2.000635",
        case_key="standard",
        applicant_id=view.applicant_id,
        owner_id=view.owner_id,
        received_at=view.received_at or MORNING,
        answers=EXTRACT["answers"],
        papers=declaration,
    )
    wanted = Note(
        fact=Fact.SECOND_REQUEST_WANTED, may=frozenset({By.ONE_STOP}), during=frozenset({State.RECEIVED}), text="Thiếu"
    )
    acts: list[Callable[[UUID], object]] = [
        lambda key: intake.correct(right=right, mistake="wrong-procedure", text="Nhầm", key=key, **act),
        lambda key: intake.add_papers(papers=declaration, key=key, **act),
        lambda key: moving.note(note=wanted, key=key, **act),
        lambda key: intake.withdraw(text="Rút", key=key, **act),
    ]
    for each in acts:
        with pytest.raises(MirroredHere, match="Bộ Công an"):
            each(uuid4())
    assert mirrored() == view


def test_officials_see_it_with_its_master_named_and_nothing_to_do(police: Commune, client: Client) -> None:
    """The clerk of the commune where it was handed in, and the police's own officials, find it in their list, once."""
    send(
        SYNC,
        whole(State.DONE, NgayKetThucXuLy=at("2026-11-26 15:00")) | {"NoiNopHoSo": "H26.1.1", "GhiChu": "Qua VNeID"},
    )
    client.force_login(get_user_model().objects.get(pk=police.officials["one-stop-clerk"]))
    page = client.get(f"/ho-so/{mirrored().id}/").content.decode()
    assert "Hệ thống thông tin giải quyết thủ tục hành chính của Bộ Công an" in page
    assert "Ở hệ thống chủ" in page and "Qua VNeID" in page
    assert "Chủ hồ sơ theo hệ thống chủ" not in page, "the same as here"
    send(SYNC, whole(State.DONE, NgayKetThucXuLy=at("2026-11-26 15:10")) | {"ChuHoSo": "Lê Thị Tạm Chú"})
    page = client.get(f"/ho-so/{mirrored().id}/").content.decode()
    assert "Chủ hồ sơ theo hệ thống chủ: Lê Thị Tạm Chú" in page, "put right there, which changes no person here"
    assert not any(words in page for words in ("In giấy hẹn", "Trả kết quả <kbd>", "Thêm giấy tờ", "Rút hồ sơ"))
    assert CODE in client.get("/theo-doi/").content.decode()
    client.force_login(get_user_model().objects.get(pk=police.officials["justice-examiner"]))
    assert "Chưa có hồ sơ nào để bạn theo dõi" in client.get("/theo-doi/").content.decode()
    client.force_login(get_user_model().objects.get(pk=police.officials["one-stop-clerk"]))
    leader = offices.open_position(
        position=NewPosition(office_id=mirrored().competent_office_id, role="leader", title="Trưởng", valid_from=SINCE),
        now=MORNING,
        by=SYSTEM,
    )
    offices.seat(
        position_id=leader, official_id=police.officials["one-stop-clerk"], from_date=SINCE, now=MORNING, by=SYSTEM
    )
    listed = client.get("/theo-doi/").content.decode()
    assert listed.count(f">{CODE}<") == 1 and "Đã xử lý xong" in listed
    with pytest.raises(MirroredHere):
        moving.add_papers(
            dossier_id=mirrored().id, papers=(), by=SYSTEM, now=MORNING, key=uuid4(), revision=mirrored().revision
        )


def test_anyone_follows_it_by_its_code(client: Client) -> None:
    send(SYNC, whole())
    page = client.get("/tra-cuu", {"ma": CODE}, follow=True)
    assert "Đăng ký tạm trú" in page.content.decode()


@pytest.mark.parametrize(
    ("record", "code", "words"),
    [
        (whole() | {"MaTTHC": "9.999999"}, "404", "Không có thủ tục 9.999999"),
        (whole() | {"DonViXuLy": "G01.99"}, "404", "mã định danh “G01.99”"),
        (whole() | {"TrangThaiHoSo": "77"}, "422", "TrangThaiHoSo"),
        (whole() | {"ChuHoSo": "  "}, "422", "Thiếu trường ChuHoSo"),
        (whole() | {"SoGiayToChuHoSo": "12"}, "422", "Chủ hồ sơ không ghi được"),
        ("không phải nhóm", "422", "nhóm trường"),
    ],
)
def test_a_record_that_does_not_fit_is_refused_in_words_and_the_others_are_taken(
    record: Any, code: str, words: str
) -> None:
    status, answer = send(SYNC, record, whole())
    assert (status, answer["error_code"]) == (200, "0")
    refused, taken = answer["result"]
    assert refused["error_code"] == code
    assert words in refused["message"]
    assert taken["error_code"] == "0"


def test_what_has_not_happened_yet_is_refused_and_does_not_stand_as_the_newest_for_ever() -> None:
    send(SYNC, whole())
    _, answer = send(SYNC, whole(State.DONE, NgayKetThucXuLy=at("2099-11-30 15:00")))
    (refused,) = answer["result"]
    assert refused["error_code"] == "422"
    assert "nói về lúc 15:00, 30/11/2099, còn chưa tới" in refused["message"]
    send(SYNC, whole(State.DONE, NgayKetThucXuLy=at("2026-11-24 15:00")))
    assert mirrored().state is State.DONE
    promised = whole(State.DONE, NgayKetThucXuLy=at("2026-11-24 15:00"), NgayHenTra=at("2099-11-30 17:00"))
    assert send(SYNC, promised)[1]["result"][0]["error_code"] == "0", "a promise may lie ahead"


def test_a_known_code_is_not_told_of_another_procedure() -> None:
    send(SYNC, whole())
    before = mirrored()
    _, answer = send(SYNC, whole(State.DONE, NgayKetThucXuLy=at("2026-11-24 15:00")) | {"MaTTHC": "1.001193"})
    (refused,) = answer["result"]
    assert refused["error_code"] == "409"
    assert f"Mã hồ sơ {CODE} ở đây là hồ sơ thủ tục 1.004194; bản ghi lại ghi thủ tục 1.001193" in refused["message"]
    assert mirrored() == before


def test_only_its_own_procedures_and_only_known_dossiers() -> None:
    publish("1.001193", at("2026-11-01 08:00"))
    _, answer = send(SYNC, whole() | {"MaTTHC": "1.001193"})
    assert answer["result"][0]["error_code"] == "403"
    unknown = progress_record(code="NOT-KNOWN-1", state=State.DONE, at=MORNING, who="A", what="B")
    _, answer = send(PROGRESS, unknown)
    assert answer["result"][0]["error_code"] == "404"
    assert "DongBoHoSoMC" in answer["result"][0]["message"]
    assert dossiers.find(text="NOT-KNOWN-1", viewer=SYSTEM, limit=2) == ()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("{", 400, "không phải JSON"),
        ("[]", 400, "thiếu service"),
        ('{"service": "DongBoHoSoMC", "data": {}}', 400, "danh sách"),
        ('{"service": "XoaHet", "data": []}', 404, "Không có dịch vụ “XoaHet”"),
        ('{"service": "DongBoHoSoMC", "data": [' + "[" * 100 + "]" * 100 + "]}", 400, "lồng nhau quá sâu"),
        ('{"service": "DongBoHoSoMC", "data": [' + ",".join(["{}"] * 101) + "]}", 413, "nhiều nhất 100"),
        ("x" * 1_000_001, 413, "1000000 byte"),
    ],
    ids=["not-json", "not-a-map", "no-list", "service", "deep", "many", "large"],
)
def test_a_call_that_cannot_be_read_is_refused_in_the_shape_of_the_exchange(body: str, status: int, words: str) -> None:
    got, answer = post(body)
    assert (got, answer["error_code"], answer["result"]) == (status, str(status), [])
    assert words in answer["message"]


@pytest.mark.parametrize(("token", "partner"), [("", "police"), ("t" * 31, "police"), (TOKEN, "somebody")])
def test_without_the_token_of_a_known_partner_nothing_is_said(token: str, partner: str) -> None:
    status, answer = send(SYNC, whole(), token=token, partner=partner)
    assert (status, answer["error_code"]) == (401, "401")
    assert dossiers.find(text=CODE, viewer=SYSTEM, limit=2) == ()


def test_a_closed_door_is_closed_whatever_is_brought() -> None:
    with override_settings(MASTER_TOKENS={"police": ""}):
        assert send(SYNC, whole(), token="")[0] == 401
    assert Client().get("/api/police").status_code == 405
