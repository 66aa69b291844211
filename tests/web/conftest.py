"""A commune behind its doors: browsers signed in for each role, at a moment that the test chooses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from motcua.web.api import dossiers as api_dossiers
from motcua.web.counter import (
    aside,
    asking,
    calling,
    certifying_views,
    correcting,
    handed,
    handing,
    inbox,
    intake_page,
    money_views,
    on_dossier,
    receipt_views,
    refusing,
    results,
    scans,
    statement_views,
    till_views,
    transfer_views,
)
from motcua.web.counter import views as counter_views
from motcua.web.desk import list_views, many_views, result_views
from motcua.web.desk import views as desk_views
from motcua.web.office import calendars as office_calendars
from motcua.web.office import confirming as office_confirming
from motcua.web.office import importing as office_importing
from motcua.web.office import people as office_people
from motcua.web.office import places as office_places
from motcua.web.office import positions as office_positions
from motcua.web.office import procedures as office_procedures
from motcua.web.office import sights as office_sights
from motcua.web.office import stops as office_stops
from motcua.web.office import units as office_units
from motcua.web.office import versions as office_versions
from motcua.web.portal import views as portal_views
from motcua.web.shared import context, first_sign_in, middleware, passwords
from motcua.web.shared import views as shared_views
from tests.commune import Commune, commune, publish

SignedIn = Callable[[str], Client]


@pytest.fixture
def made(db: None, monkeypatch: pytest.MonkeyPatch) -> Commune:
    """A commune on Monday 23 November 2026, 8 o'clock; all doors read its clock."""
    found = commune()
    publish("1.001193", found.moment)
    for module in (
        aside,
        asking,
        calling,
        certifying_views,
        correcting,
        handed,
        handing,
        inbox,
        intake_page,
        refusing,
        results,
        on_dossier,
        money_views,
        receipt_views,
        scans,
        statement_views,
        till_views,
        transfer_views,
        counter_views,
        desk_views,
        api_dossiers,
        first_sign_in,
        passwords,
        office_calendars,
        office_confirming,
        office_importing,
        office_people,
        office_places,
        office_positions,
        office_procedures,
        list_views,
        many_views,
        office_sights,
        office_stops,
        office_units,
        office_versions,
        result_views,
        portal_views,
        shared_views,
        context,
        middleware,
    ):
        monkeypatch.setattr(module, "now", lambda: found.moment)
    cache.clear()
    return found


@pytest.fixture
def signed_in(made: Commune) -> SignedIn:
    """A browser in which the holder of this role is signed in."""

    def browser(role: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(pk=made.officials[role]))
        return client

    return browser
