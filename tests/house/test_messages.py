"""English is the second language of the interface: its catalogue fits the Vietnamese it stands for."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from tools.messages import counted_in_code, counted_in_templates, is_said

CATALOGUE = Path(__file__).parents[2] / "motcua" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
LEAST_TRANSLATED = 0.9


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_place_for_data_is_in_both_languages(catalogue: polib.POFile) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue
        for said in (entry.msgstr, *entry.msgstr_plural.values())
        if said and sorted(PLACE.findall(entry.msgid)) != sorted(PLACE.findall(said))
    ]
    assert wrong == []


def test_what_counts_things_counts_them_in_english(catalogue: polib.POFile) -> None:
    counted = {**counted_in_code(), **counted_in_templates()}
    assert counted
    assert {entry.msgid: entry.msgid_plural for entry in catalogue if entry.msgid_plural} == counted
    assert [entry.msgid for entry in catalogue if entry.msgid_plural and not is_said(entry)] == []


def test_most_of_what_is_said_is_said_in_english_too(catalogue: polib.POFile) -> None:
    said = [entry for entry in catalogue if is_said(entry)]
    assert len(said) / len(catalogue) >= LEAST_TRANSLATED


def test_the_catalogue_is_no_other_languages(catalogue: polib.POFile) -> None:
    assert catalogue.metadata["Language"] == "en"
    assert not any("\x00" in entry.msgstr for entry in catalogue)
