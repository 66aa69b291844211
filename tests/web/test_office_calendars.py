"""Units, hours, days and stops on the administrators' pages; what they do to promises already given."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.models import Dossier
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import queries as offices
from motcua.rules.access import SYSTEM
from motcua.rules.workdays import VIETNAM
from motcua.stages.processing import actions as processing
from tests.commune import Commune, add_official, open_birth
from tests.stages.test_birth_registration import accept, hand_in
from tests.web.conftest import SignedIn
from tests.web.typing_in import words

DAY_OFF = {
    "scope": "office",
    "kind": "off",
    "on": "24/11/2026",
    "made_up_on": "",
    "reason": "Lễ hội của xã",
    "notice": "12/TB-UBND",
    "notice_date": "20/11/2026",
}
STOP = {
    "scope": "office",
    "manner": "planned",
    "starts_on": "25/11/2026",
    "starts_clock": "7:00",
    "ends_on": "25/11/2026",
    "ends_clock": "18h00",
    "notice": "13/TB-UBND",
    "notice_date": "20/11/2026",
}


@pytest.fixture
def desk(made: Commune, signed_in: SignedIn) -> Client:
    """The browser of the commune's administrator."""
    add_official(made, "administrator", "Quản trị")
    return signed_in("administrator")


def twice(desk: Client, page: str, typed: dict[str, object]) -> tuple[str, str]:
    """Send a form, then what the page shown hides: what was said before, and after."""
    before = desk.post(page, typed)
    hidden = dict(re.findall(r'name="(confirmed|kept)" value="([^"]*)"', before.content.decode()))
    assert hidden, words(before)
    again = {name: value for name, value in typed.items() if isinstance(value, str)}
    return words(before), words(desk.post(page, again | hidden, follow=True))


def accepted(made: Commune) -> int:
    """A birth registration taken in; its number."""
    opened = hand_in(made)
    accept(made, opened)
    return opened.dossier_id


def promise_of(dossier_id: int) -> datetime:
    due = Dossier.objects.get(pk=dossier_id).due_at
    assert due is not None
    return due.astimezone(VIETNAM)


def test_a_day_off_says_first_whom_it_touches_and_promises_move_only_when_asked(desk: Client, made: Commune) -> None:
    dossier_id = accepted(made)
    promised = promise_of(dossier_id)
    page = f"/quan-tri/{made.office_id}/lich/"
    paper = SimpleUploadedFile("thong-bao.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    on = f"{promised:%d/%m/%Y}"
    before, after = twice(desk, page + "them/", {**DAY_OFF, "on": on, "file": paper})
    assert "1 hồ sơ đang giải quyết có thời hạn chạy qua" in before and "không cần chọn lại" in before
    assert "Lễ hội của xã" in after and "Tệp văn bản" in after
    assert promise_of(dossier_id) == promised
    assert "Trong 1 hồ sơ đang tính thời hạn, 1 hồ sơ sẽ có ngày hẹn muộn hơn" in words(desk.get(page + "tinh-lai/"))
    assert promise_of(dossier_id) == promised
    assert "1 ngày hẹn được lùi lại" in words(desk.post(page + "tinh-lai/", {"scope": "office"}))
    later = promise_of(dossier_id)
    assert later > promised
    event = ledger.events_of(f"dossier/{dossier_id}")[-1]
    assert event.kind == "promise-reckoned"
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)
    assert "0 ngày hẹn được lùi lại" in words(desk.post(page + "tinh-lai/", {"scope": "office"}))
    # taken back: nobody's promise becomes earlier
    day = next(one for one in offices.announced_days(made.office_id, year=2026) if one.office_id)
    desk.post(f"{page}bo/{day.id}/?nam=2026")
    desk.post(page + "tinh-lai/", {"scope": "office"})
    assert promise_of(dossier_id) == later
    file = desk.get(f"/quan-tri/{made.office_id}/van-ban/{day.notice_document}")
    assert file.status_code == 404  # the day is gone, and with it the reason to show its paper


def test_what_was_confirmed_is_what_was_shown(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/lich/them/"
    shown = desk.post(page, DAY_OFF).content.decode()
    hidden = dict(re.findall(r'name="(confirmed|kept)" value="([^"]*)"', shown))
    other = desk.post(page, DAY_OFF | hidden | {"on": "25/11/2026"})
    assert other.status_code == 200 and "Xác nhận" in words(other)
    assert not [one for one in offices.announced_days(made.office_id, year=2026) if one.office_id]


def test_a_day_needs_a_notice_and_the_country_is_not_a_communes_to_announce(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/lich/them/"
    assert "Chưa nhập." in words(desk.post(page, DAY_OFF | {"notice": " "}))
    assert desk.post(page, DAY_OFF | {"scope": "all"}).status_code == 422
    assert desk.post(f"/quan-tri/{made.office_id}/lich/tinh-lai/", {"scope": "all"}).status_code == 403
    national = next(one for one in offices.announced_days(made.office_id, year=2026) if one.office_id is None)
    assert desk.post(f"/quan-tri/{made.office_id}/lich/bo/{national.id}/?nam=2026").status_code == 404
    impossible = desk.post(page, DAY_OFF | {"on": "31/11/2026"})
    assert "tháng 11/2026 chỉ có 30 ngày" in words(impossible)
    program = SimpleUploadedFile("thong-bao.pdf", b"MZ\x90\x00" + b"0" * 60, "application/pdf")
    refused = desk.post(page, {**DAY_OFF, "file": program})
    assert refused.status_code in (409, 415, 422) and 'value="Lễ hội của xã"' in refused.content.decode()


def test_a_swap_is_announced_as_two_days(desk: Client, made: Commune) -> None:
    swap = DAY_OFF | {"made_up_on": "28/11/2026"}
    twice(desk, f"/quan-tri/{made.office_id}/lich/them/", dict(swap))
    own = [(one.on, one.kind) for one in offices.announced_days(made.office_id, year=2026) if one.office_id]
    assert own == [(date(2026, 11, 24), "off"), (date(2026, 11, 28), "made_up")]
    calendar = offices.calendar_of(made.office_id)
    assert calendar.works_on(date(2026, 11, 28)) and not calendar.works_on(date(2026, 11, 24))


def test_a_planned_stop_told_too_late_is_warned_of_and_its_real_time_counts(desk: Client, made: Commune) -> None:
    dossier_id = accepted(made)
    page = f"/quan-tri/{made.office_id}/dung/"
    before, after = twice(desk, page + "them/", dict(STOP))
    assert "ít hơn 7 ngày làm việc" in before
    assert "báo trước 0/7 ngày làm việc" in after
    stop = offices.stops(made.office_id)[0]
    assert not offices.calendar_of(made.office_id).spans_on(date(2026, 11, 25).toordinal())
    made.later(days=3)
    real = {"starts_on": "25/11/2026", "starts_clock": "07:00", "ends_on": "25/11/2026", "ends_clock": "08:00"}
    _, after = twice(desk, f"{page}{stop.id}/thuc-te/", dict(real))
    assert "thực tế: thứ Tư 25/11, 07:00 – thứ Tư 25/11, 08:00" in after
    spans = offices.calendar_of(made.office_id).spans_on(date(2026, 11, 25).toordinal())
    assert spans[0].start == 8 * 60
    assert promise_of(dossier_id)


def test_a_stop_is_called_off_and_not_announced_twice(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/dung/"
    in_time = STOP | {"starts_on": "10/12/2026", "ends_on": "10/12/2026"}
    before, _ = twice(desk, page + "them/", dict(in_time))
    assert "ít hơn 7" not in before
    _, again = twice(desk, page + "them/", dict(in_time))
    assert "đã được thông báo" in again
    desk.post(f"{page}{offices.stops(made.office_id)[0].id}/huy/")
    assert offices.calendar_of(made.office_id).spans_on(date(2026, 12, 10).toordinal())
    backwards = desk.post(page + "them/", in_time | {"ends_on": "09/12/2026"})
    assert "Lúc chạy lại phải sau lúc dừng." in words(backwards)
    assert "chưa phải là giờ" in words(desk.post(page + "them/", in_time | {"starts_clock": "25:00"}))


def test_hours_change_from_a_day_and_stay_as_they_were_before_it(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/don-vi/{made.unit_id}/gio/"
    week = {f"day{number}": "08:00-12:00" for number in range(1, 6)} | {"day6": "07:30–11:00", "day7": ""}
    typed: dict[str, object] = {"from_date": "01/12/2026", "notice": "9/QĐ-UBND", **week}
    _, after = twice(desk, page, typed)
    assert "Từ 01/12/2026" in after and "Thứ Hai–Thứ Sáu: 08:00–12:00" in after and "Thứ Bảy: 07:30–11:00" in after
    calendar = offices.calendar_of(made.office_id)
    before, from_then = date(2026, 11, 30).toordinal(), date(2026, 12, 1).toordinal()
    assert (len(calendar.hours_on(before)), len(calendar.hours_on(from_then))) == (2, 1)
    assert calendar == offices.calendar_of(unit_id=made.unit_id)
    wrong = desk.post(page, typed | {"day1": "sáng"})
    assert "không phải giờ làm việc" in words(wrong)
    nowhere = dict.fromkeys(week, "")
    _, refused = twice(desk, page, typed | nowhere)
    assert "ít nhất một ngày từ thứ Hai đến thứ Sáu" in refused


def test_counters_and_units_are_opened_changed_and_closed(desk: Client, made: Commune) -> None:
    page = f"/quan-tri/{made.office_id}/don-vi/"
    counter = {"number": "1", "name": "Hộ tịch", "fields_text": "Hộ tịch\n Chứng thực \nHộ tịch\n"}
    assert "Hộ tịch, Chứng thực" in words(desk.post(f"{page}{made.unit_id}/quay/", counter, follow=True))
    assert "Chứng thực" in desk.get(f"{page}{made.unit_id}/quay/?so=1").content.decode()
    number = offices.counters_of(made.unit_id)[0].id
    desk.post(f"{page}bo-quay/{number}/", {"last_day": "22/11/2026"})
    assert offices.counters_of(made.unit_id, made.moment.date()) == ()
    unit = {"name": "Phòng Kinh tế", "kind": "section", "address": "Ấp 1", "phone": "02733", "valid_from": "23/11/2026"}
    assert "02733" in words(desk.post(page + "mo/", unit, follow=True))
    opened = next(one for one in offices.units_of(made.office_id, made.moment.date()) if one.name == "Phòng Kinh tế")
    desk.post(f"{page}{opened.id}/bo/", {"last_day": "23/11/2026"})
    made.later(days=1)
    assert "Phòng Kinh tế" not in words(desk.get(page))
    assert "vị trí thuộc đơn vị này" in words(desk.get(f"{page}{made.unit_id}/bo/"))


def test_only_running_clocks_are_touched(desk: Client, made: Commune) -> None:
    open_birth(made)
    waiting = accepted(made)
    revision = Dossier.objects.get(pk=waiting).revision
    processing.ask_supplement(
        dossier_id=waiting, text="Thiếu giấy", by=made.who("justice-examiner"), now=made.later(hours=1), key=uuid4(),
        revision=revision,
    )  # fmt: skip
    count = dossiers.promises_touched(office_id=made.office_id, from_moment=made.moment, until=None, viewer=SYSTEM)
    assert count == 0
    assert desk.get(f"/quan-tri/{made.office_id}/lich/?nam=1").status_code == 200
