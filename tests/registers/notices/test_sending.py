"""Messages wait, go once, are tried again after growing pauses, go another way, or are given to somebody to call."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.notices import actions as notices
from motcua.registers.notices import queries as told
from motcua.registers.notices.actions import sending
from motcua.registers.notices.errors import NoticeSettled, NoticeUnknown, NotYoursToTell, WayUnknown
from motcua.registers.notices.ports import AddressWrong, MessageRefused, PartnerNotServing
from motcua.registers.notices.timing import LEASE, PAUSES
from motcua.rules.access import SYSTEM
from tests.births import Case, desk
from tests.commune import Commune, at, commune
from tests.registers.notices.told import Carriers, Scripted, demo_phone, facts_told, row_of, send, tell, tries_of

pytestmark = pytest.mark.django_db


def accepted(phone: str = "0901234567", email: str = "") -> tuple[Case, datetime]:
    """A birth registration that was taken in, its applicant to be reached so."""
    case = desk().open()
    case.act("submit")
    case.act("accept")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET phone = %s, email = %s", [phone, email])
    return case, case.moment


def asked(phone: str = "0901234567", email: str = "") -> tuple[Case, datetime]:
    """The same, and a notice that matters waits: the result is there."""
    case, moment = accepted(phone, email)
    comes_to(case, "done")
    tell(case.dossier_id, "done", moment)
    return case, moment


def comes_to(case: Case, state: str) -> None:
    """Without the acts between, which are other tests'."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET state = %s WHERE id = %s", [state, case.dossier_id])


def test_a_message_says_code_day_and_place_goes_once_and_the_dossier_tells_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    phone, outbox = demo_phone(tmp_path)
    Carriers(monkeypatch, phone=phone)
    case, moment = accepted()
    tell(case.dossier_id, "supply", moment)
    assert row_of(case.dossier_id).state == "waiting"
    assert send(moment) == {"sent": 1}
    assert send(moment + timedelta(days=1)) == {}
    view = dossiers.dossier(dossier_id=case.dossier_id, viewer=SYSTEM)
    (shown,) = outbox.newest()
    assert shown.address == "0901234567"
    assert shown.text.startswith(f"[BẢN THỬ] Hồ sơ {view.code} được giải quyết tiếp. Hẹn trả kết quả ")
    assert f"https://motcua.example.vn/tra-cuu/{view.code}/" in shown.text
    for private in ("Trần Thị Ước", "082190000001", "khai sinh"):
        assert private.lower() not in shown.text.lower()
    row = row_of(case.dossier_id)
    assert (row.state, row.by_what, row.address_end, row.settled_at) == ("sent", "tin nhắn điện thoại", "567", moment)
    assert shown.text.endswith(row.words)
    assert facts_told(case.dossier_id) == [{"about": "supply", "channel": "phone", "by": "system"}]
    assert dossiers.rebuilt(dossier_id=case.dossier_id) == dossiers.kept(dossier_id=case.dossier_id)


def test_nothing_waits_where_no_partner_is_connected_and_what_was_imported_is_only_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, moment = accepted()
    tell(case.dossier_id, "accept", moment)
    assert row_of(case.dossier_id).state == ""
    Carriers(monkeypatch, phone=Scripted())
    assert send(moment + timedelta(days=1)) == {}
    old = notices.NewNotice(case.dossier_id, "accept", 1, moment, is_fresh=False)
    assert notices.tell(notices=[old, old]) == 1
    assert row_of(case.dossier_id).state == ""
    monkeypatch.setattr(settings, "MESSAGES_OFF", frozenset({"supply"}))
    tell(case.dossier_id, "supply", moment, event_id=2)
    assert row_of(case.dossier_id).state == ""


def test_at_night_nobody_is_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=(partner := Scripted()))
    monkeypatch.setattr(settings, "MESSAGE_QUIET", (time(21), time(7)))
    case, moment = accepted()
    tell(case.dossier_id, "supply", moment)
    assert send(at("2026-11-23 23:10")) == send(at("2026-11-24 06:59")) == {}
    assert send(at("2026-11-24 07:00")) == {"sent": 1}
    assert len(partner.taken) == 1


def test_a_silent_partner_is_asked_again_after_growing_pauses_by_the_same_key_and_then_it_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    partner = Scripted(*(PartnerNotServing("busy") for _ in range(len(PAUSES) + 1)))
    Carriers(monkeypatch, phone=partner)
    case, moment = asked()
    for pause in PAUSES:
        assert send(moment) == {"later": 1}
        assert send(moment + pause - timedelta(seconds=1)) == {}
        moment += pause
    assert send(moment) == {"failed": 1}
    row = row_of(case.dossier_id)
    assert (row.state, row.why) == ("failed", "đối tác đang bận")
    assert tries_of(row.id) == [("phone", "busy")] * (len(PAUSES) + 1)
    assert facts_told(case.dossier_id) == []


def test_a_partner_that_answers_too_late_has_carried_it_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    phone, outbox = demo_phone(tmp_path)
    outbox.behave("slow")
    Carriers(monkeypatch, phone=phone)
    _, moment = asked()
    assert send(moment) == {"later": 1}
    outbox.behave("well")
    assert send(moment + PAUSES[0]) == {"sent": 1}
    assert [shown.asked for shown in outbox.newest()] == [2]


def test_a_partner_that_keeps_silent_is_left_alone_for_the_rest_of_the_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    partner = Scripted(*(PartnerNotServing("no-answer") for _ in range(10)))
    Carriers(monkeypatch, phone=partner)
    case, moment = accepted()
    for number in range(5):
        tell(case.dossier_id, "supply", moment, event_id=number)
    assert send(moment) == {"later": 5}
    assert len(partner.answers) == 7, "three were tried"


def test_a_wrong_number_goes_by_mail_when_there_is_an_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    phone, _ = demo_phone(tmp_path)
    Carriers(monkeypatch, phone=phone, email=(mail := Scripted()))
    case, moment = asked("0901234000", "uoc@example.vn")
    assert send(moment) == {"elsewhere": 1, "sent": 1}
    row = row_of(case.dossier_id)
    assert (row.state, row.by_what) == ("sent", "thư điện tử")
    assert tries_of(row.id) == [("phone", "address-wrong"), ("email", "")]
    assert mail.taken[0].to == "uoc@example.vn"
    assert mail.taken[0].subject.startswith("Đã có kết quả, mời đến nhận: ")


@pytest.mark.parametrize(
    ("phone", "fault", "state", "why"),
    [
        ("", None, "no-address", "không có số điện thoại hay thư điện tử"),
        ("0901234567", AddressWrong(), "failed", "số hoặc địa chỉ không có thật"),
        ("0901234567", MessageRefused(), "failed", "đối tác không nhận tin này"),
    ],
)
def test_whom_no_message_reaches_the_counter_is_to_call(
    monkeypatch: pytest.MonkeyPatch, phone: str, fault: Exception | None, state: str, why: str
) -> None:
    Carriers(monkeypatch, phone=Scripted(*([fault] if fault else [])))
    case, moment = asked(phone)
    assert send(moment) == {state: 1}
    clerk = case.desk.viewers["one-stop-clerk"]
    (row,) = told.to_call(viewer=clerk).rows
    assert (row.dossier_id, row.title, row.reason) == (case.dossier_id, "Đã có kết quả, mời đến nhận", why)
    assert (row.name, row.phone) == ("Trần Thị Ước", phone)
    assert told.to_call_count(viewer=clerk) == 1
    assert told.counts(viewer=SYSTEM).to_call == {state: 1}


def test_what_the_slip_says_already_is_no_reason_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=Scripted())
    case, moment = accepted(phone="")
    tell(case.dossier_id, "accept", moment)
    assert send(moment) == {"needless": 1}
    assert row_of(case.dossier_id).why == "hẹn trả trong ngày, người nộp đã cầm giấy hẹn"
    tell(case.dossier_id, "supply", moment, event_id=1)
    assert send(moment) == {"no-address": 1}
    assert told.to_call(viewer=case.desk.viewers["one-stop-clerk"]).rows == ()


def test_what_is_no_longer_true_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=(partner := Scripted()))
    case, moment = asked()
    comes_to(case, "returned")
    assert send(moment) == {"needless": 1}
    assert partner.taken == []
    assert row_of(case.dossier_id).why == "hồ sơ đã sang bước khác, không cần gửi nữa"


def test_a_call_that_was_overtaken_is_made_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=Scripted(AddressWrong(), AddressWrong()))
    case, moment = asked()
    clerk = case.desk.viewers["one-stop-clerk"]
    send(moment)
    tell(case.dossier_id, "result-called", moment, event_id=7)
    send(moment)
    assert [row.title for row in told.to_call(viewer=clerk).rows] == ["Kết quả đang chờ, mời đến nhận"]
    notices.nobody_to_call(dossier_ids=[case.dossier_id])
    assert told.to_call(viewer=clerk).rows == ()


def test_a_named_person_has_it_sent_again_by_a_new_key_or_tells_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=(partner := Scripted(AddressWrong(), AddressWrong())))
    case, moment = asked()
    send(moment)
    number = row_of(case.dossier_id).id
    clerk, examiner = case.desk.viewers["one-stop-clerk"], case.desk.viewers["justice-examiner"]
    with pytest.raises(NotYoursToTell):
        notices.send_again(notice_id=number, by=examiner, now=moment)
    notices.send_again(notice_id=number, by=clerk, now=moment)
    with pytest.raises(NoticeSettled):
        notices.send_again(notice_id=number, by=clerk, now=moment)
    assert send(moment) == {"failed": 1}
    with pytest.raises(WayUnknown):
        notices.told_otherwise(notice_id=number, way="dove", by=clerk, now=moment)
    notices.told_otherwise(notice_id=number, way="hamlet", by=clerk, now=moment)
    with pytest.raises(NoticeSettled):
        notices.told_otherwise(notice_id=number, way="call", by=clerk, now=moment)
    row = row_of(case.dossier_id)
    assert (row.state, row.by_what) == ("told", "đã báo qua trưởng thôn, tổ trưởng")
    holding = f"holding/{clerk.seats[0].holding_id}"
    assert facts_told(case.dossier_id) == [{"about": "done", "channel": "hamlet", "by": holding}]
    assert partner.taken == []


def test_sent_again_it_is_another_message_for_the_partner(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=(partner := Scripted(AddressWrong())))
    case, moment = asked()
    send(moment)
    clerk = case.desk.viewers["one-stop-clerk"]
    notices.send_again(notice_id=row_of(case.dossier_id).id, by=clerk, now=moment)
    assert send(moment) == {"sent": 1}
    assert partner.taken[0].key.endswith(".notices.2")
    assert facts_told(case.dossier_id)[0]["asked_by"] == f"holding/{clerk.seats[0].holding_id}"


def test_the_people_of_another_commune_are_nobodys_business(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=Scripted(AddressWrong()))
    case, moment = asked()
    send(moment)
    other: Commune = commune("H26.1.2", "Ủy ban nhân dân xã Khác", now=moment)
    there = other.who("one-stop-clerk")
    assert told.to_call(viewer=there).rows == ()
    assert told.to_call_count(viewer=there) == 0
    with pytest.raises(NoticeUnknown):
        notices.send_again(notice_id=row_of(case.dossier_id).id, by=there, now=moment)
    assert told.counts(viewer=there).to_call == {}


def test_the_list_goes_on_where_its_page_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=Scripted(*(AddressWrong() for _ in range(3))))
    first, moment = asked()
    cases = [first]
    for _ in range(2):
        other = first.desk.open()
        other.act("submit")
        other.act("accept")
        comes_to(other, "done")
        tell(other.dossier_id, "done", other.moment)
        cases.append(other)
    send(moment + timedelta(days=1))
    clerk = first.desk.viewers["one-stop-clerk"]
    page = told.to_call(viewer=clerk, limit=2)
    assert page.after is not None
    rest = told.to_call(viewer=clerk, limit=2, after=page.after)
    assert [row.dossier_id for row in (*page.rows, *rest.rows)] == [one.dossier_id for one in cases]
    assert rest.after is None


def test_a_partner_that_keeps_no_keys_may_carry_twice_what_was_not_noted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    phone, outbox = demo_phone(tmp_path)
    outbox.behave("forgetful")
    Carriers(monkeypatch, phone=phone)
    _, moment = asked()
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(sending, "_settle", _dies)
        send(moment)
    assert send(moment + LEASE) == {"sent": 1}
    assert len(outbox.newest()) == 2


def _dies(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_message_that_kills_every_sender_is_given_up_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    class Deadly(Scripted):
        def send(self, **_: object) -> None:  # type: ignore[override]
            raise KeyboardInterrupt

    Carriers(monkeypatch, phone=Deadly())
    case, moment = asked()
    for _ in range(len(PAUSES) + 1):
        with pytest.raises(KeyboardInterrupt):
            send(moment)
        assert send(moment) == {}, "left alone while its sender may live"
        moment += LEASE
    assert send(moment) == {"failed": 1}
    assert row_of(case.dossier_id).why == "không rõ đã gửi chưa: máy dừng giữa chừng"
