"""One act on many: what will happen is shown first, each is done alone, and what happened is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import work
from motcua.rules.access import SYSTEM
from tests.commune import Commune, add_official, open_birth, person
from tests.web.conftest import SignedIn
from tests.web.typing_in import act, take_in, words

EXAMINER = "justice-examiner"


def lines(browser: Client, place: str) -> list[str]:
    """What the boxes of a list's lines send."""
    return [line.value for line in browser.get(place).context["page"].lines]


def sent(page: Any, **typed: Any) -> dict[str, Any]:
    """The form of a page that shows many, as the browser sends it."""
    many = page.context["many"]
    values = [item.value for group in many.groups for item in group.items]
    return {"key": page.context["key"], "viec": many.act, "chon": values} | typed


def test_many_are_shown_with_what_will_happen_then_moved_on_each_alone(signed_in: SignedIn, made: Commune) -> None:
    clerk, examiner = signed_in("one-stop-clerk"), signed_in(EXAMINER)
    ids = [take_in(clerk) for _ in range(3)]
    page = examiner.get("/viec/nhieu/", {"viec": "chuyen", "chon": lines(examiner, "/viec/")})
    assert "Chuyển bước 3 hồ sơ" in words(page)
    assert "Chọn một kết luận cho cả nhóm" in words(page)
    (group,) = page.context["many"].groups
    silent = examiner.post("/viec/nhieu/lam/", sent(page))
    assert silent.status_code == 422
    assert "Chưa làm hồ sơ nào" in words(silent)
    act(examiner, made, ids[1], "chuyen-buoc", EXAMINER, outcome="eligible")
    typed = sent(page, **{f"nhom:{group.key}": "eligible"})
    done = examiner.post("/viec/nhieu/lam/", typed)
    assert "Đã làm 2 hồ sơ, 1 chưa làm" in words(done)
    assert "Hồ sơ vừa được xử lý" in words(done)
    again = examiner.post("/viec/nhieu/lam/", typed)
    assert "Đã làm 2 hồ sơ, 1 chưa làm" in words(again), "the same page sent again tells the same"
    at = [dossiers.dossier(dossier_id=one, viewer=SYSTEM).duties[0].step for one in ids]
    assert at == ["register"] * 3


def test_what_cannot_be_done_together_is_named_with_why(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    dossier_id = take_in(clerk)
    page = signed_in("leader").get("/viec/nhieu/", {"viec": "chuyen", "chon": [f"{dossier_id}.2", "9.9", "x"]})
    assert "Việc này không còn chờ bạn" in words(page)
    assert "1 việc đã chọn không còn chờ" in words(page)
    nothing = signed_in("leader").get("/viec/nhieu/", {"viec": "chuyen"})
    assert nothing["Location"] == "/cho-ky/"


def test_a_head_gives_many_to_one_at_once(signed_in: SignedIn, made: Commune) -> None:
    clerk = signed_in("one-stop-clerk")
    add_official(made, EXAMINER, "Công chức hộ tịch", key="second")
    ids = [take_in(clerk) for _ in range(2)]
    leader = signed_in("leader")
    page = leader.get("/viec/nhieu/", {"viec": "giao", "chon": lines(leader, "/viec/phan-cong/")})
    (group,) = page.context["many"].groups
    assert "Nguyễn Văn second, Công chức hộ tịch second" in words(page)
    done = leader.post("/viec/nhieu/lam/", sent(page, **{f"nhom:{group.key}": str(made.positions["second"])}))
    assert "Đã làm 2 hồ sơ" in words(done)
    assert lines(leader, "/viec/phan-cong/") == []
    assert [row.dossier_id for row in dossiers.my_duties(viewer=made.who("second"), now=made.moment).rows] == ids
    assert lines(signed_in(EXAMINER), "/viec/") == []


def test_each_kind_of_work_has_its_list_and_what_was_asked_for_stays(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    leader = signed_in("leader")
    for place, title in (("/viec/", "Việc của tôi"), ("/viec/phan-cong/", "Chờ phân công"), ("/cho-ky/", "Chờ ký")):
        assert title in words(leader.get(place)), place
    assert examiner.get("/viec/phan-cong/").status_code == 403
    assert "Bạn đã làm hết việc" in words(signed_in("clerical").get("/viec/vao-so/"))
    assert examiner.get("/viec/?tim=uoc&loc=hom-nay").status_code == 200
    answer = act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER, outcome="eligible")
    assert answer["Location"] == "/viec/?loc=hom-nay&tim=uoc"


def test_many_of_what_one_may_not_see_are_not_told_of(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    add_official(made, "land-examiner", "Viên chức", key="stranger")
    stranger = signed_in("stranger")
    page = stranger.get("/viec/nhieu/", {"viec": "chuyen", "chon": [f"{dossier_id}.2"]})
    assert "H26.1.1" not in words(page)
    typed = {"key": str(uuid4()), "viec": "chuyen", "chon": [f"{dossier_id}.2.2"]}
    assert "Không tìm thấy hồ sơ này" in words(stranger.post("/viec/nhieu/lam/", typed))


def test_results_that_wait_are_paged_and_found_however_far_down(
    signed_in: SignedIn, made: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "MOST_SEARCHED", 10)
    dossier_id = open_birth(made).dossier_id
    last = open_birth(made, person_id=person("Huỳnh Văn Cuối", "082190000777")).dossier_id
    with connection.cursor() as cursor:
        for one, hours, count in ((dossier_id, 0, 30), (last, 100, 1)):
            cursor.execute(
                "INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, opened_at, due_at)"
                " SELECT %s, 100 + n, 'hand-over', %s, 'one-stop-clerk', %s, %s + n * interval '1 hour'"
                " FROM generate_series(1, %s) n",
                [one, made.office_id, made.moment, made.moment + timedelta(hours=hours), count],
            )
    clerk = signed_in("one-stop-clerk")
    first = clerk.get("/quay/tra-ket-qua/")
    assert len(first.context["page"].rows) == 20
    after = clerk.get("/quay/tra-ket-qua/", {"sau": first.context["next"]})
    assert len(after.context["page"].rows) == 11
    found = clerk.get("/quay/tra-ket-qua/", {"tim": "huynh van cuoi"})
    assert [row.dossier_id for row in found.context["page"].rows] == [last]
