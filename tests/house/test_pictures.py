"""The pictures of the documentation: no page of a door is left out in silence; the page of reference is current."""

from __future__ import annotations

from django.test import Client

from motcua.config.root import ROOT
from tests.addresses import may_be_pages
from tools.pictures.pages import AUDIENCES, WHY_NOT
from tools.pictures.writing import addresses, reference

DOORS = ("shared", "portal", "counter", "desk", "office")
PICTURES = ROOT / "docs" / "pictures"
SHOWN = [shown for audience in AUDIENCES for shown in audience.pages]


def test_every_page_is_shown_or_says_why_not() -> None:
    """Whoever has not signed in is sent to do so by a page; what acts only refuses to be asked."""
    told = {shown.view for shown in SHOWN} | set(WHY_NOT)
    asked = {name: place for name, place in may_be_pages().items() if name.partition(":")[0] in DOORS}
    untold = {name: place for name, place in asked.items() if name not in told}
    assert [name for name, place in untold.items() if Client().get(place).status_code != 405] == []


def test_no_reason_is_given_for_what_is_shown_or_is_not_there() -> None:
    assert set(WHY_NOT) & {shown.view for shown in SHOWN} == set()
    assert set(WHY_NOT) <= set(addresses())


def test_every_shown_page_is_a_view_of_the_doors() -> None:
    assert {shown.view for shown in SHOWN} - set(addresses()) == {"404"}


def test_names_of_pictures_differ_and_no_picture_is_left_over() -> None:
    names = [shown.name for shown in SHOWN]
    assert len(set(names)) == len(names)
    kept = {path.stem for path in PICTURES.glob("*.png")}
    assert kept == {f"{name}-{width}" for name in names for width in (360, 1280)}


def test_all_pictures_together_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) <= 5_000_000


def test_the_page_of_pages_is_made_from_their_table() -> None:
    assert (ROOT / "docs" / "reference" / "pages.md").read_text(encoding="utf-8") == reference()
