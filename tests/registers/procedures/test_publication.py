"""A version is announced by a decision; what lay beside it is kept with it; the clocks are told from the events."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import FileIsNotWhatItSays
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices.queries import shipped_calendar
from motcua.registers.procedures import actions, publishing, queries
from motcua.registers.procedures.errors import (
    DecisionUnnamed,
    DecisionUnreadable,
    NoProcedureInForce,
    ProcedureFileFaulty,
    PublishedAlready,
)
from motcua.rules.access import SYSTEM
from tests.registers.procedures.procedure_files import FOLDER, NOW

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
VERSION = "  from: 2026-07-18\n"
DECIDED = "  from: 2026-12-01\n  decision: {number: 73/QĐ-UBND, on: 2026-11-20, level: province}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Birth registration as a decision of 20/11 announces it from 01/12."""
    made = Path(shutil.copytree(FOLDER / "1.001193", tmp_path / "1.001193"))
    file = made / "procedure.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(VERSION, DECIDED), encoding="utf-8")
    (tmp_path / "73-qd-ubnd.pdf").write_bytes(PDF)
    return made


def test_the_decision_is_kept_and_both_events_stand_in_the_stream(folder: Path) -> None:
    decision = folder.parent / "73-qd-ubnd.pdf"
    made = actions.publish_with_decision(folder=folder, decision=decision, now=NOW, by=SYSTEM)
    decided, published = ledger.events_of("procedure/1.001193")
    assert (decided.kind, decided.happened_at.date(), decided.body["level"]) == (
        "procedure.decided",
        date(2026, 11, 19),
        "province",
    )
    assert published.kind == "procedure.published"
    (kept,) = queries.versions_of("1.001193")
    assert (kept.version_id, kept.decision, kept.valid_from) == (made.version_id, "73/QĐ-UBND", date(2026, 12, 1))
    assert kept.document_id is not None
    assert documents.content(kept.document_id) == PDF


def test_the_clocks_are_told_from_the_events(folder: Path) -> None:
    made = actions.publish_file(path=folder / "procedure.yaml", now=NOW, by=SYSTEM)
    told = queries.clocks_of("1.001193", shipped_calendar())[made.version_id]
    assert (told.is_announced_in_time, told.decide_by) == (True, date(2026, 11, 23))
    assert (told.is_public_in_time, told.public_by) == (True, date(2026, 11, 30))
    assert told.is_complete


def test_late_and_incomplete_are_told_too(folder: Path) -> None:
    file = folder / "procedure.yaml"
    text = file.read_text(encoding="utf-8").replace("on: 2026-11-20", "on: 2026-11-24")
    file.write_text(text.replace("  requirements: []\n", ""), encoding="utf-8")
    late = NOW.replace(month=12, day=2)
    made = actions.publish_file(path=file, now=late, by=SYSTEM)
    told = queries.clocks_of("1.001193", shipped_calendar())[made.version_id]
    assert (told.is_announced_in_time, told.is_public_in_time, told.is_complete) == (False, False, False)


def test_without_a_decision_there_are_no_clocks(db: None) -> None:
    actions.publish_file(path=FOLDER / "1.001193" / "procedure.yaml", now=NOW, by=SYSTEM)
    assert queries.clocks_of("1.001193", shipped_calendar()) == {}


def test_a_decision_that_cannot_be_kept_publishes_nothing(folder: Path) -> None:
    decision = folder.parent / "73-qd-ubnd.pdf"
    with pytest.raises(DecisionUnreadable):
        actions.publish_with_decision(folder=folder, decision=folder / "none.pdf", now=NOW, by=SYSTEM)
    (folder.parent / "word.pdf").write_bytes(b"PK\x03\x04 no pdf")
    with pytest.raises(FileIsNotWhatItSays):
        actions.publish_with_decision(folder=folder, decision=folder.parent / "word.pdf", now=NOW, by=SYSTEM)
    file = folder / "procedure.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(DECIDED, VERSION), encoding="utf-8")
    with pytest.raises(DecisionUnnamed):
        actions.publish_with_decision(folder=folder, decision=decision, now=NOW, by=SYSTEM)
    with pytest.raises(NoProcedureInForce):
        queries.in_force("1.001193", NOW.date())
    assert [*ledger.events_of("procedure/1.001193")] == []


def test_a_decision_after_the_first_day_is_refused(folder: Path) -> None:
    file = folder / "procedure.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("on: 2026-11-20", "on: 2026-12-02"), encoding="utf-8")
    with pytest.raises(ProcedureFileFaulty, match="ký sau ngày có hiệu lực"):
        actions.publish_file(path=file, now=NOW, by=SYSTEM)


def test_a_decision_that_comes_after_publication_is_told_and_the_same_again_changes_nothing(folder: Path) -> None:
    decision = folder.parent / "73-qd-ubnd.pdf"
    made = actions.publish_with_decision(folder=folder, decision=decision, now=NOW, by=SYSTEM)
    again = actions.publish_with_decision(folder=folder, decision=decision, now=NOW, by=SYSTEM)
    assert (again.version_id, again.is_new) == (made.version_id, False)
    other = folder.parent / "74-qd-ubnd.pdf"
    other.write_bytes(decision.read_bytes() + b"\n")
    with pytest.raises(PublishedAlready, match="chưa lấy tệp quyết định"):
        actions.publish_with_decision(folder=folder, decision=other, now=NOW, by=SYSTEM)


def test_what_lay_beside_the_file_is_kept_as_it_was(folder: Path) -> None:
    made = actions.publish_file(path=folder / "procedure.yaml", now=NOW, by=SYSTEM)
    text = (folder / "print" / "certificate.typ").read_text(encoding="utf-8")
    (folder / "print" / "certificate.typ").write_text("changed", encoding="utf-8")
    assert queries.template_text(made.version_id, "certificate.typ") == text
    assert queries.template_text(made.version_id, "other.typ") is None
    for statement in (
        "UPDATE procedures_version_file SET text = 'x' WHERE version_id = %s",
        "DELETE FROM procedures_version_file WHERE version_id = %s",
    ):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [made.version_id])


def test_what_fails_at_the_last_word_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.publish_file(path=FOLDER / "1.001193" / "procedure.yaml", now=NOW, by=SYSTEM)
    label = ('label: "2026-07-18"', "label: moi")
    file = folder / "procedure.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(*label), encoding="utf-8")

    def fails(**_: object) -> None:
        raise RuntimeError("the ledger does not answer")

    monkeypatch.setattr(publishing, "append", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.publish_with_decision(folder=folder, decision=folder.parent / "73-qd-ubnd.pdf", now=NOW, by=SYSTEM)
    (only,) = queries.versions_of("1.001193")
    assert (only.label, only.valid_to) == ("2026-07-18", None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM documents_document WHERE kind = 'decision'")
        assert cursor.fetchone() == (0,)
