"""The administrators' pages about people: let in, given positions, sent away; each only in what is theirs."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossiers_told
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions as offices
from motcua.registers.offices.errors import NotYoursToAdminister
from motcua.registers.offices.facts import NewOffice, NewPosition
from motcua.registers.offices.statements import must_administer
from motcua.rules.access import SYSTEM, may_administer
from motcua.stages.processing import actions as processing
from tests.commune import SINCE, Commune, add_official, open_birth
from tests.web.conftest import SignedIn
from tests.web.typing_in import words

PASSWORD = "chín con voi qua sông"
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def desk(made: Commune, signed_in: SignedIn) -> Client:
    """The browser of the commune's administrator."""
    add_official(made, "administrator", "Quản trị")
    return signed_in("administrator")


def enrolment(made: Commune, **more: str) -> dict[str, str]:
    typed = {
        "name": "Lê Thị Ước",
        "sign_in_name": "Uoc.LT",
        "phone": "02733 123 456",
        "position": str(made.positions["clerical"]),
        "from_date": "24/11/2026",
        "to_date": "",
    }
    return typed | more


def free_position(made: Commune, role: str = "justice-examiner") -> int:
    place = NewPosition(office_id=made.office_id, role=role, title="Công chức thứ hai", valid_from=SINCE)
    return offices.open_position(position=place, now=made.moment, by=SYSTEM)


def let_in(desk: Client, made: Commune) -> tuple[str, int]:
    """A new official through the page; the code shown, and the id."""
    position = free_position(made)
    answer = desk.post(f"/quan-tri/{made.office_id}/them-can-bo/", enrolment(made, position=str(position)))
    found = CODE.findall(answer.content.decode())
    assert answer.status_code == 200 and len(found) == 1
    return found[0], get_user_model().objects.get(sign_in_name="uoc.lt").pk


def test_an_official_is_let_in_and_sets_the_password_with_the_code(desk: Client, made: Commune) -> None:
    code, official = let_in(desk, made)
    made.later(days=1)
    browser = Client()
    typed = {"username": "UOC.LT", "code": code.lower(), "new_password": PASSWORD, "again": PASSWORD}
    assert browser.post("/lan-dau/", typed, follow=True).redirect_chain[0][0] == "/"
    assert "Việc của tôi" in words(browser.get("/viec/"))
    assert Client().post("/dang-nhap/", {"username": "uoc.lt", "password": PASSWORD})["Location"] == "/"
    kinds = [event.kind for event in ledger.events_of(f"official/{official}")]
    assert kinds == ["official-registered", "code-issued", "password-set-by-code"]
    assert "mã một lần không đúng" in words(Client().post("/lan-dau/", typed))
    assert code not in words(desk.get(f"/quan-tri/can-bo/{official}/"))


def test_a_code_dies_of_time_of_a_newer_one_and_of_guessing(desk: Client, made: Commune) -> None:
    first, official = let_in(desk, made)
    second = CODE.findall(desk.post(f"/quan-tri/can-bo/{official}/ma/").content.decode())[0]
    typed = {"username": "uoc.lt", "code": first, "new_password": PASSWORD, "again": PASSWORD}
    assert Client().post("/lan-dau/", typed).status_code == 422
    for nth in range(10):
        guess = {**typed, "code": "2222-2222-2222"}
        Client(REMOTE_ADDR=f"10.0.0.{nth}").post("/lan-dau/", guess)
    assert Client(REMOTE_ADDR="10.0.1.1").post("/lan-dau/", {**typed, "code": second}).status_code == 422
    third = CODE.findall(desk.post(f"/quan-tri/can-bo/{official}/ma/").content.decode())[0]
    made.later(days=7)
    assert Client(REMOTE_ADDR="10.0.1.2").post("/lan-dau/", {**typed, "code": third}).status_code == 422


def test_wrong_codes_are_throttled_and_nothing_secret_is_kept_of_them(desk: Client, made: Commune) -> None:
    from axes.models import AccessAttempt

    let_in(desk, made)
    typed = {"username": "uoc.lt", "code": "3333-3333-3333", "new_password": PASSWORD, "again": PASSWORD}
    browser = Client()
    answers = [browser.post("/lan-dau/", typed) for _ in range(6)]
    assert answers[-1].status_code == 429
    kept = "".join(str(vars(one)) for one in AccessAttempt.objects.all())
    assert "voi" not in kept and "3333" not in kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"new_password": "ngắn", "again": "ngắn"}, "12"),
        ({"again": "khác hẳn lần trước"}, "chưa giống nhau"),
        ({"code": ""}, "Chưa nhập."),
    ],
)
def test_a_bad_password_does_not_use_the_code_up(desk: Client, made: Commune, typed: dict[str, str], said: str) -> None:
    code, _ = let_in(desk, made)
    whole = {"username": "uoc.lt", "code": code, "new_password": PASSWORD, "again": PASSWORD}
    assert said in words(Client().post("/lan-dau/", {**whole, **typed}))
    assert Client().post("/lan-dau/", whole).status_code == 302


def test_a_sign_in_name_is_given_once_and_days_follow_one_another(desk: Client, made: Commune) -> None:
    let_in(desk, made)
    page = f"/quan-tri/{made.office_id}/them-can-bo/"
    again = desk.post(page, enrolment(made, position=str(free_position(made))))
    assert "đã có người dùng" in words(again) and 'value="Lê Thị Ước"' in again.content.decode()
    backwards = enrolment(made, sign_in_name="khac", to_date="01/11/2026")
    assert "Ngày cuối đứng trước ngày đầu." in words(desk.post(page, backwards))
    taken = desk.post(page, enrolment(made, sign_in_name="khac"))
    assert "vị trí này đã có người giữ" in words(taken)
    assert not get_user_model().objects.filter(sign_in_name="khac").exists()


def test_staff_are_found_without_marks_and_paged(desk: Client, made: Commune) -> None:
    let_in(desk, made)
    page = f"/quan-tri/{made.office_id}/can-bo/"
    assert "Lê Thị Ước" in words(desk.get(page, {"tim": "thi uoc"}))
    assert "Không tìm thấy cán bộ nào" in words(desk.get(page, {"tim": "%"}))
    assert "Không tìm thấy cán bộ nào" in words(desk.get(page, {"loc": "da-thoi"}))
    assert desk.get(page, {"sau": "x~y"}).status_code == 200


def test_an_administrator_of_another_office_gets_nothing(desk: Client, made: Commune, signed_in: SignedIn) -> None:
    other = NewOffice(code="H26.1.2", name="Xã Bên", kind="commune", unit_code="28255", valid_from=SINCE)
    office = offices.open_office(office=other, now=made.moment, by=SYSTEM)
    place = NewPosition(office_id=office, role="leader", title="Chủ tịch", valid_from=SINCE)
    position = offices.open_position(position=place, now=made.moment, by=SYSTEM)
    leader = made.officials["leader"]
    for path in ("can-bo", "vi-tri", "them-can-bo", "vi-tri/mo", f"vi-tri/{position}/giao", f"vi-tri/{position}/bo"):
        assert desk.get(f"/quan-tri/{office}/{path}/").status_code == 404
    assert desk.get(f"/quan-tri/{made.office_id}/vi-tri/{position}/giao/").status_code == 404
    assert signed_in("leader").get(f"/quan-tri/{made.office_id}/can-bo/").status_code == 403
    # who holds a position elsewhere too is shown, but the account is not this administrator's
    holding = offices.seat(
        position_id=position, official_id=leader, from_date=SINCE, substitute=True, now=made.moment, by=SYSTEM
    )
    assert "do quản trị của cơ quan ấy" in words(desk.get(f"/quan-tri/can-bo/{leader}/"))
    for path in ("ma", "khoa", "mo", "sua"):
        sent = {"name": "Kẻ Khác", "phone": ""}
        assert desk.post(f"/quan-tri/can-bo/{leader}/{path}/", sent).status_code == 403
    assert desk.get(f"/quan-tri/ket-thuc/{holding}/").status_code == 404


def test_ending_a_position_says_what_it_leaves_and_gives_it_to_a_named_successor(desk: Client, made: Commune) -> None:
    opened = [open_birth(made, procedure=None) for _ in range(2)]
    second = add_official(made, "one-stop-clerk", "Cán bộ", key="second")
    assert second
    position = made.positions["one-stop-clerk"]
    for one in opened:
        dossiers.assign(dossier_id=one.dossier_id, number=1, position_id=position, by=SYSTEM, now=made.moment)
    held = dict(desk.get(f"/quan-tri/can-bo/{made.officials['one-stop-clerk']}/").context)["member"].held[0]
    page = f"/quan-tri/ket-thuc/{held.holding_id}/"
    assert "2 việc đang mở ghi đích danh vị trí này" in words(desk.get(page))
    made.later(hours=1)
    answer = desk.post(page, {"last_day": "23/11/2026", "duties": str(made.positions["second"])}, follow=True)
    assert "Đã giao lại 2 việc." in words(answer)
    told = dossiers_told.duties_of_position(position_id=made.positions["second"], viewer=SYSTEM, now=made.moment)
    assert (told.named, told.of_role) == (2, 2)
    last = ledger.events_of(f"dossier/{opened[0].dossier_id}")[-1]
    assert (last.kind, last.body["position"], last.body["from"]) == ("assigned", made.positions["second"], position)
    made.moment += timedelta(days=1)
    assert made.who("one-stop-clerk").seats == ()


def test_duties_of_a_position_that_ends_later_go_on_the_day_after_its_last(desk: Client, made: Commune) -> None:
    one, position = open_birth(made), made.positions["one-stop-clerk"]
    add_official(made, "one-stop-clerk", "Cán bộ", key="second")
    dossiers.assign(dossier_id=one.dossier_id, number=1, position_id=position, by=SYSTEM, now=made.moment)
    page = f"/quan-tri/ket-thuc/{made.who('one-stop-clerk').seats[0].holding_id}/"
    sent = {"last_day": "25/11/2026", "duties": str(made.positions["second"])}
    assert "sẽ được giao lại từ ngày 26/11/2026" in words(desk.post(page, sent, follow=True))
    assert "Từ ngày 26/11/2026" in words(desk.get(f"/quan-tri/{made.office_id}/vi-tri/"))
    assert (named(made, "one-stop-clerk"), named(made, "second")) == (1, 0)
    made.later(days=2)
    assert processing.carry_out_planned(now=made.moment) == 0
    assert made.who("one-stop-clerk").may_do(made.office_id, "one-stop-clerk", position)
    made.later(days=1)
    assert processing.carry_out_planned(now=made.moment) == 1
    assert (named(made, "one-stop-clerk"), named(made, "second")) == (0, 1)
    assert processing.carry_out_planned(now=made.moment) == 0
    last = ledger.events_of(f"dossier/{one.dossier_id}")[-1]
    assert (last.kind, last.body["from"], last.body["by"]) == ("assigned", position, holding_of(made, "administrator"))


def test_a_successor_who_begins_later_may_be_named_and_the_plan_may_be_taken_back(desk: Client, made: Commune) -> None:
    one, position = open_birth(made), made.positions["one-stop-clerk"]
    dossiers.assign(dossier_id=one.dossier_id, number=1, position_id=position, by=SYSTEM, now=made.moment)
    free = free_position(made, "one-stop-clerk")
    offices.seat(
        position_id=free,
        official_id=made.officials["clerical"],
        from_date=date(2026, 11, 26),
        now=made.moment,
        by=SYSTEM,
    )
    page = f"/quan-tri/ket-thuc/{made.who('one-stop-clerk').seats[0].holding_id}/"
    assert "giữ từ 26/11/2026" in words(desk.get(page))
    early = desk.post(page, {"last_day": "24/11/2026", "duties": str(free)})
    assert "Ngày 25/11/2026 vị trí được chọn không có người giữ" in words(early)
    desk.post(page, {"last_day": "25/11/2026", "duties": str(free)})
    assert dossiers_told.planned_hand_ons(office_id=made.office_id, viewer=SYSTEM)[0].from_day == date(2026, 11, 26)
    desk.post(page, {"last_day": "25/11/2026", "duties": "keep"})
    made.later(days=2)
    assert made.who("one-stop-clerk").seats, "what was refused ended nothing"
    made.later(days=1)
    assert processing.carry_out_planned(now=made.moment) == 0
    assert named(made, "one-stop-clerk") == 1


def test_a_plan_waits_while_its_successor_is_not_there(made: Commune) -> None:
    one, position = open_birth(made), made.positions["one-stop-clerk"]
    add_official(made, "one-stop-clerk", "Cán bộ", key="second")
    dossiers.assign(dossier_id=one.dossier_id, number=1, position_id=position, by=SYSTEM, now=made.moment)
    day = date(2026, 11, 26)
    second = made.positions["second"]
    processing.plan_hand_on(position_id=position, to_position_id=second, from_day=day, by=SYSTEM, now=made.moment)
    ends = made.who("second").seats[0].holding_id
    offices.end_holding(holding_id=ends, last_day=date(2026, 11, 24), now=made.moment, by=SYSTEM)
    made.later(days=3)
    assert processing.carry_out_planned(now=made.moment) == 0
    offices.seat(position_id=second, official_id=made.officials["clerical"], from_date=day, now=made.moment, by=SYSTEM)
    assert processing.carry_out_planned(now=made.moment) == 1


def named(made: Commune, key: str) -> int:
    """How many open duties name the position."""
    told = dossiers_told.duties_of_position(position_id=made.positions[key], viewer=SYSTEM, now=made.moment)
    return told.named


def holding_of(made: Commune, key: str) -> str:
    return f"holding/{made.who(key).seats[0].holding_id}"


def test_duties_left_behind_are_told_and_given_to_all(desk: Client, made: Commune) -> None:
    one, position = open_birth(made), made.positions["one-stop-clerk"]
    dossiers.assign(dossier_id=one.dossier_id, number=1, position_id=position, by=SYSTEM, now=made.moment)
    held = made.who("one-stop-clerk").seats[0].holding_id
    page = f"/quan-tri/ket-thuc/{held}/"
    assert "không còn ai giữ vai trò" in words(desk.get(page))
    desk.post(page, {"last_day": "23/11/2026", "duties": "keep"})
    made.later(days=1)
    assert "1 việc đang mở ghi tên vị trí" in words(desk.get(f"/quan-tri/{made.office_id}/can-bo/"))
    desk.post(f"/quan-tri/{made.office_id}/vi-tri/{position}/giao-lai/", {"duties": "all"})
    assert "1 việc đang mở ghi tên" not in words(desk.get(f"/quan-tri/{made.office_id}/can-bo/"))


def test_a_stand_in_needs_a_last_day_and_acts_until_then(desk: Client, made: Commune) -> None:
    clerk = get_user_model().objects.get(pk=made.officials["clerical"]).get_username()
    page = f"/quan-tri/{made.office_id}/vi-tri/{made.positions['leader']}/giao/"
    typed = {"sign_in_name": clerk, "manner": "substitute", "from_date": "23/11/2026", "to_date": ""}
    assert "Làm thay phải có ngày cuối." in words(desk.post(page, typed))
    assert "Đã giao" in words(desk.post(page, {**typed, "to_date": "24/11/2026"}, follow=True))
    assert made.who("clerical").holds("leader", made.office_id)
    made.later(days=2)
    assert not made.who("clerical").holds("leader", made.office_id)


def test_a_closed_account_does_nothing_more_in_a_live_session(desk: Client, made: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    assert clerk.get("/quay/").status_code == 200
    desk.post(f"/quan-tri/can-bo/{made.officials['one-stop-clerk']}/khoa/")
    assert clerk.get("/quay/").status_code in (302, 403)
    desk.post(f"/quan-tri/can-bo/{made.officials['one-stop-clerk']}/mo/")
    assert signed_in("one-stop-clerk").get("/quay/").status_code == 200


def test_an_office_is_opened_under_ones_own_and_is_administered_at_once(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/mo-co-quan/"
    typed = {
        "name": "Trạm Y tế",
        "code": "h26.1.1.9",
        "kind": "other",
        "unit_code": "28249",
        "valid_from": "23/11/2026",
    }
    assert "Đã mở Trạm Y tế" in words(desk.post(page, typed, follow=True))
    assert "đã được dùng" in words(desk.post(page, typed))
    assert "H26.1.1.9" in words(desk.get("/quan-tri/", {"tim": "tram y te"}))


def test_what_an_administrator_reaches_is_the_same_by_rule_and_by_statement(desk: Client, made: Commune) -> None:
    child = NewOffice(code="H26.1.1.1", name="Dưới", kind="other", unit_code="1", parent="H26.1.1", valid_from=SINCE)
    beside = NewOffice(code="H26.2", name="Bên", kind="other", unit_code="1", valid_from=SINCE)
    below, other = offices.open_offices(offices=[child, beside], now=made.moment, by=SYSTEM)
    viewer = made.who("administrator")
    for office in (made.office_id, below, other):
        try:
            must_administer(viewer, [office])
            allowed = True
        except NotYoursToAdminister:
            allowed = False
        assert may_administer(viewer, office) == allowed == (office != other)
