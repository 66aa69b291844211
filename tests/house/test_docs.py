"""The pages of documentation name only what is there, and keep up with the code."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from motcua.config.root import ROOT
from motcua.console.program import commands
from motcua.registers.procedures.queries import role_names
from motcua.rules.access import Right, Role
from motcua.rules.deadlines import Policy, Resumption, Standing, Unit
from motcua.rules.lifecycle import BY_NAMES, MOVES, STATE_NAMES, By, Clock, Delivery, Guard, Money, Move, State, Sync
from motcua.rules.process import StepKind

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ARCHITECTURE = ROOT / "docs" / "explanation" / "architecture.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
HEADINGS = ("**Context.**", "**Decision.**", "**Rejected.**", "**Consequences.**")

_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_FENCE = re.compile(r"^```(sh|sql)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PLACES = re.compile(r"`([a-z_/]+\.py)`((?:, `[A-Za-z_]+`)+)")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file(page: Path) -> None:
    targets = [target for target in _LINK.findall(text_of(page)) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_is_told_exists(page: Path) -> None:
    text = text_of(page)
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    told = re.findall(r"(?:`|^|&& )make ([a-z]+)", text, re.MULTILINE)
    assert set(told) <= targets
    told = re.findall(r"(?:`|\.venv/bin/|-m )motcua ([a-z]+)", text)
    assert set(told) <= {command.name for command in commands()}


def places() -> Iterator[tuple[str, str]]:
    """(file, name) of every function the architecture page names."""
    for file, names in _PLACES.findall(text_of(ARCHITECTURE)):
        for name in re.findall(r"`([A-Za-z_]+)`", names):
            yield file, name


@pytest.mark.parametrize(("file", "name"), sorted(set(places())))
def test_the_walk_through_the_house_names_real_functions(file: str, name: str) -> None:
    assert re.search(rf"^(?:def|class) {name}\b", text_of(ROOT / "motcua" / file), re.MULTILINE)


def test_files_the_architecture_page_names_exist() -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|yaml))`", text_of(ARCHITECTURE))
    assert [file for file in named if not ((ROOT / "motcua" / file).exists() or (ROOT / file).exists())] == []


@pytest.mark.parametrize(
    "words",
    [State, Move, Guard, By, Clock, Delivery, Money, Sync, Role, Right, StepKind, Policy, Resumption, Standing, Unit],
)
def test_the_glossary_has_every_word_of_the_rules(words: type[StrEnum]) -> None:
    glossary = text_of(ROOT / "docs" / "glossary.md")
    assert [word for word in words if f"`{word}`" not in glossary] == []


def test_the_glossary_says_states_and_moves_as_the_screens_do() -> None:
    glossary = text_of(ROOT / "docs" / "glossary.md")
    assert [state for state, name in STATE_NAMES.items() if f"| `{state}` | {name} |" not in glossary] == []
    assert [move for move, rule in MOVES.items() if f"| `{move}` | {rule.name} |" not in glossary] == []


def test_the_glossary_has_every_role_that_a_procedure_may_name() -> None:
    glossary = text_of(ROOT / "docs" / "glossary.md").lower()
    assert [code for code, name in role_names().items() if f"| `{code}` | {name.lower()} |" not in glossary] == []
    assert [by for by, name in BY_NAMES.items() if f"| `{by}` | {name.lower()} |" not in glossary] == []


def test_the_page_of_the_lifecycle_is_made_from_its_table() -> None:
    made: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "lifecycle_page.py"))
    assert text_of(ROOT / "docs" / "reference" / "lifecycle.md") == made["page"]()


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_says_what_was_rejected(page: Path) -> None:
    text = text_of(page)
    assert text.startswith(f"# {page.name[:4]} ")
    assert [text.count(heading) for heading in HEADINGS] == [1] * len(HEADINGS)
    assert page.name in text_of(ROOT / "docs" / "decisions" / "README.md")


def test_both_readmes_tell_the_same_commands() -> None:
    english, vietnamese = (_fences(text_of(ROOT / name)) for name in ("README.md", "README.vi.md"))
    assert english == vietnamese


def _fences(text: str) -> list[list[str]]:
    return [[line.partition("#")[0].strip() for line in block.splitlines()] for _, block in _FENCE.findall(text)]


def test_publiccode_says_what_its_standard_asks_for() -> None:
    told = YAML(typ="safe").load(text_of(ROOT / "publiccode.yml"))
    assert told["publiccodeYmlVersion"] == "0.4"
    assert told["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert told["softwareType"] == "standalone/web"
    assert told["legal"]["license"] == "Apache-2.0"
    assert told["maintenance"]["contacts"][0]["name"]
    assert told["localisation"]["availableLanguages"]
    assert told["url"].startswith("https://") and told["platforms"] and told["categories"]
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_no_page_names_a_place_of_some_machine() -> None:
    wrong = re.compile(r"/(?:root|home/[a-z]+|tmp|work)/")
    assert [name_of(page) for page in PAGES if wrong.search(text_of(page))] == []
