"""Who looked at whose data: told by official, by person, by day, to those whose people they are; reading it is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewOffice, NewPosition
from motcua.registers.people.models import Official, Sight
from motcua.rules.access import SYSTEM
from motcua.rules.workdays import VIETNAM
from tests.commune import SINCE, Commune, add_official
from tests.web.conftest import SignedIn
from tests.web.typing_in import take_in, words


@pytest.fixture
def desk(made: Commune, signed_in: SignedIn) -> Client:
    """The browser of the commune's administrator."""
    add_official(made, "administrator", "Quản trị")
    return signed_in("administrator")


def clock() -> datetime:
    """The database's clock, by which sights are written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        found: datetime = cursor.fetchone()[0]
    return found.astimezone(VIETNAM)


def today() -> str:
    return f"{clock():%d/%m/%Y}"


def looked_at(clerk: Client) -> int:
    """A dossier that the clerk took in and opened; its number."""
    dossier_id = take_in(clerk)
    clerk.get(f"/ho-so/{dossier_id}/")
    return dossier_id


def name_of(official_id: int) -> str:
    return Official.objects.get(pk=official_id).sign_in_name


def test_a_look_at_a_dossier_is_told_with_the_dossier(desk: Client, made: Commune, signed_in: SignedIn) -> None:
    dossier_id = looked_at(signed_in("one-stop-clerk"))
    signed_in("justice-examiner").get(f"/ho-so/{dossier_id}/")
    page = f"/quan-tri/{made.office_id}/nhat-ky/"
    asked = {"official": name_of(made.officials["justice-examiner"]), "first": today(), "last": today()}
    said = words(desk.get(page, asked))
    assert "Nguyễn Văn justice-examiner" in said and "Trần Thị Ước" in said and "mở trang hồ sơ" in said
    assert "082190000001" not in said and "0001" in said
    assert "H26.1.1-" in said
    assert "Nguyễn Văn one-stop-clerk" not in said
    assert "Nguyễn Văn one-stop-clerk" in words(desk.get(page, {"first": today()}))


def test_reading_the_log_is_in_the_log_with_the_reason(desk: Client, made: Commune, signed_in: SignedIn) -> None:
    looked_at(signed_in("one-stop-clerk"))
    page = f"/quan-tri/{made.office_id}/nhat-ky/"
    assert "Chưa nhập." in words(desk.post(page + "nguoi/", {"number": "082190000001", "why": ""}))
    assert "Không tìm thấy" in words(desk.post(page + "nguoi/", {"number": "082190000009", "why": "đơn số 12"}))
    answer = desk.post(page + "nguoi/", {"number": "082190000001", "why": "đơn phản ánh số 12"})
    assert "082190000001" not in answer["Location"]
    made.moment = clock()
    assert "Nguyễn Văn one-stop-clerk" in words(desk.get(answer["Location"]))
    read = Sight.objects.filter(purpose="sights", why="đơn phản ánh số 12").get()
    assert read.official_id == made.officials["administrator"]
    said = words(desk.get(page, {"official": name_of(made.officials["administrator"])}))
    assert "xem nhật ký này" in said and "đơn phản ánh số 12" in said
    # without a reason given in this session an address alone opens nothing of that person
    other = signed_in("administrator")
    person = answer["Location"].rpartition("=")[2]
    assert "Trần Thị Ước (" not in words(other.get(f"{page}?nguoi={person}"))


def test_others_people_are_not_told(desk: Client, made: Commune, signed_in: SignedIn) -> None:
    looked_at(signed_in("one-stop-clerk"))
    new = NewOffice(code="H26.1.2", name="Xã Bên", kind="commune", unit_code="28255", valid_from=SINCE)
    office = offices.open_office(office=new, now=made.moment, by=SYSTEM)
    place = NewPosition(office_id=office, role="administrator", title="Quản trị", valid_from=SINCE)
    position = offices.open_position(position=place, now=made.moment, by=SYSTEM)
    add_official(made, "clerical", "Khách", key="stranger")
    held = made.who("stranger").seats[0].holding_id
    offices.end_holding(holding_id=held, last_day=made.moment.date() - timedelta(days=1), now=made.moment, by=SYSTEM)
    stranger = made.officials["stranger"]
    offices.seat(position_id=position, official_id=stranger, from_date=made.moment.date(), now=made.moment, by=SYSTEM)
    browser = signed_in("stranger")
    assert browser.get(f"/quan-tri/{made.office_id}/nhat-ky/").status_code == 404
    asked = {"first": today()}
    assert "one-stop-clerk" not in words(browser.get("/quan-tri/nhat-ky/", asked))
    clerk = name_of(made.officials["one-stop-clerk"])
    assert "Không có cán bộ này" in words(browser.get("/quan-tri/nhat-ky/", {"official": clerk}))
    assert signed_in("leader").get("/quan-tri/nhat-ky/").status_code == 403


def test_an_inspector_reads_and_pages_are_bounded(made: Commune, signed_in: SignedIn) -> None:
    add_official(made, "inspector", "Thanh tra")
    clerk = made.officials["one-stop-clerk"]
    Sight.objects.bulk_create([Sight(official_id=clerk, person_id=10_000 + n, purpose="page") for n in range(70)])
    browser = signed_in("inspector")
    first = browser.get("/quan-tri/nhat-ky/", {"official": name_of(clerk), "first": today()})
    assert first.content.decode().count("không còn trong sổ") == 50
    onward = first.context["pages"]["next_url"]
    second = browser.get("/quan-tri/nhat-ky/" + onward)
    assert second.content.decode().count("không còn trong sổ") == 20
    assert browser.get("/quan-tri/nhat-ky/?sau=x~y").status_code == 200
    long = {"first": "01/01/2026", "last": "01/03/2026"}
    assert "nhiều nhất 31 ngày" in words(browser.get("/quan-tri/nhat-ky/", long))
