"""The page that writes a ninth procedure from nothing is true: what it says is checked, published and played."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from motcua.registers.documents.queries import Tracking
from motcua.registers.procedures import actions
from motcua.registers.procedures.proving import proved_folder
from motcua.registers.procedures.queries import in_force
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import State
from motcua.stages.signing import queries as signing_queries
from tests.commune import commune
from tests.registers.documents.slips import said
from tests.stages.played import BEGAN, Played, examples_of

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "them-thu-tuc.md"
BLOCK = re.compile(r"^```(?:yaml|typst) (?P<file>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The folder that somebody has who copies block after block."""
    folder = tmp_path / "2.000908"
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        file = folder / block["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(block["text"])
    return folder


def test_what_the_page_writes_is_in_order(written: Path) -> None:
    (proved,) = proved_folder(written)
    assert (proved.faults, proved.examples) == ((), 4)


def test_the_faults_that_the_page_shows_are_told_so(written: Path) -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").replace("\n> ", " ").split())
    for name, old, new in (
        ("procedure.yaml", "share: 2 giờ, effect: propose", "share: 1 giờ, effect: propose"),
        ("examples.yaml", "promise: 2026-11-23T17:00", "promise: 2026-11-24T17:00"),
    ):
        file = written / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        (proved,) = proved_folder(written)
        file.write_text(text, encoding="utf-8")
        assert [fault for fault in proved.faults if fault in page], proved.faults


@pytest.mark.django_db
def test_what_the_page_writes_is_published_and_played(written: Path, tmp_path: Path) -> None:
    made = commune(now=BEGAN)
    actions.publish_file(path=written / "procedure.yaml", now=BEGAN, by=SYSTEM)
    procedure = in_force("2.000908", BEGAN.date())
    for name, example in examples_of(procedure, written.parent).items():
        if not example.choices:
            continue
        one = Played(made, procedure, example)
        assert one.take_in().moved.due_at
        one.play()
        view = one.view()
        assert (view.state, view.outcome) == (State.DONE, example.expect.outcome), name
        if example.expect.outcome == "granted":
            leader = made.who("leader")
            _, pdf = signing_queries.result_of(dossier_id=view.id, viewer=leader, tracking=Tracking())
            assert "BẢN SAO TỪ SỔ GỐC" in said(pdf, tmp_path)
        one.hand_over()
        assert one.view().state is State.RETURNED
