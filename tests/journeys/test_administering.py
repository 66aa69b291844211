"""An administrator lets an official in, and the official comes to work: by keyboard, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from django.db import connections
from playwright.sync_api import Page

from motcua.registers.offices import actions as offices
from motcua.registers.offices.facts import NewPosition
from motcua.registers.people import actions as people
from motcua.registers.people.models import Official
from motcua.rules.access import SYSTEM
from tests.commune import SINCE, add_official
from tests.journeys.conftest import PASSWORD, Served
from tests.journeys.keyboard import Keyboard, sign_in
from tests.journeys.test_accessibility import faults

pytestmark = pytest.mark.journey


@pytest.fixture
def administrator(served: Served) -> tuple[str, str]:
    """The sign-in name of an administrator, and a vacant position. Before the browser, whose loop bars the database."""
    official = add_official(served.made, "administrator", "Quản trị")
    people.set_password(official_id=official, password=PASSWORD, now=served.made.moment, by=SYSTEM)
    place = NewPosition(office_id=served.made.office_id, role="clerical", title="Văn thư thứ hai", valid_from=SINCE)
    vacant = offices.open_position(position=place, now=served.made.moment, by=SYSTEM)
    name = Official.objects.get(pk=official).sign_in_name
    connections.close_all()
    return name, str(vacant)


def test_let_in_and_at_work_by_keyboard(administrator: tuple[str, str], page: Page, complaints: list[str]) -> None:
    hands = sign_in(page, administrator[0], PASSWORD)
    hands.arrives_at(re.compile(r"/quan-tri/\d+/can-bo/$"))
    hands.press("F2")
    hands.arrives_at(re.compile(r"/them-can-bo/$"))
    hands.fill("id_name", "Lê Thị Ước")
    hands.fill("id_sign_in_name", "uoc.lt")
    hands.choose("id_position", administrator[1])
    hands.press("F2")
    code = page.locator("td .code").inner_text()
    found = {"codes": faults(page)}
    page.context.clear_cookies()
    page.goto("/dang-nhap/")
    page.goto("/lan-dau/")
    found["first sign-in"] = faults(page)
    hands = Keyboard(page)
    hands.fill("id_username", "uoc.lt")
    hands.fill("id_code", code)
    hands.fill("id_new_password", "chín con voi qua sông")
    hands.fill("id_again", "chín con voi qua sông")
    hands.press("Enter")
    hands.arrives_at(re.compile(r"/viec/"))
    assert {place: told for place, told in found.items() if told} == {}
    assert complaints == []
