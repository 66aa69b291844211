"""Publishing: once, from a day, never two in force, never changed afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.registers.ledger import queries as ledger
from motcua.registers.procedures import actions, queries
from motcua.registers.procedures.actions import Published
from motcua.registers.procedures.errors import (
    ChangedInPlace,
    LabelTaken,
    NoProcedureFiles,
    NoProcedureInForce,
    NoSuchVersion,
    NotYoursToPublish,
    TwoVersionsInForce,
)
from motcua.rules.access import SYSTEM, Seat, Viewer
from tests.registers.procedures.procedure_files import FOLDER, NOW, Spoil

Publish = Callable[[str], Published]
FROM, LATER = "from: 2026-07-18", "from: 2026-12-01"
LABEL, NEXT = 'label: "2026-07-18"', "label: 2026-12-01"


def test_a_published_file_is_in_force_from_its_day(publish: Publish, birth: str) -> None:
    published = publish(birth)
    procedure = queries.in_force("1.001193", date(2026, 7, 18))
    assert procedure.version_id == published.version_id
    with pytest.raises(NoProcedureInForce, match="không có phiên bản nào hiệu lực ngày 17/07/2026"):
        queries.in_force("1.001193", date(2026, 7, 17))


def test_the_same_file_again_changes_nothing(publish: Publish, birth: str) -> None:
    first, second = publish(birth), publish(birth)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.version_id == second.version_id
    assert len(list(ledger.events_of("procedure/1.001193"))) == 1


def test_the_event_names_the_file_by_its_hash(publish: Publish, birth: str) -> None:
    published = publish(birth)
    (event,) = ledger.events_of("procedure/1.001193")
    body = event.body
    assert body["version"] == published.version_id
    assert len(body["sha256"]) == 64


def test_a_successor_ends_the_version_before_it(publish: Publish, birth: str, spoiled: Spoil) -> None:
    old = publish(birth)
    new = publish(spoiled((FROM, LATER), (LABEL, NEXT)))
    assert queries.in_force("1.001193", date(2026, 11, 30)).version_id == old.version_id
    assert queries.in_force("1.001193", date(2026, 12, 1)).version_id == new.version_id
    assert queries.version(old.version_id).label == "2026-07-18"


def test_two_versions_in_force_at_once_are_refused_in_words(publish: Publish, spoiled: Spoil, birth: str) -> None:
    publish(birth)
    with pytest.raises(TwoVersionsInForce) as refused:
        publish(spoiled((FROM, "from: 2026-07-17"), (LABEL, NEXT)))
    assert "Thủ tục 1.001193 đã có phiên bản 2026-07-18 hiệu lực từ 18/07/2026" in str(refused.value)
    assert "Không thể có hai phiên bản cùng hiệu lực một ngày" in str(refused.value)
    assert len(list(ledger.events_of("procedure/1.001193"))) == 1


def test_a_file_changed_in_place_is_refused_and_told_what_to_write(publish: Publish, birth: str) -> None:
    """Other words from the same day: what was published stays, and it is said that the new ones are not used."""
    published = publish(birth)
    with pytest.raises(ChangedInPlace) as refused:
        publish(f"{birth}\n# sửa mà quên đổi ngày\n")
    told = str(refused.value)
    assert "Tệp của 1.001193 khác với phiên bản 2026-07-18 đã công bố, mà vẫn ghi cùng ngày hiệu lực 18/07/2026" in told
    assert "nội dung mới của tệp CHƯA được dùng" in told
    assert "ghi from là một ngày sau 18/07/2026" in told
    assert "motcua procedures diff 1.001193:2026-07-18 THƯ_MỤC" in told
    assert queries.in_force("1.001193", date(2026, 11, 30)).version_id == published.version_id
    assert len(list(ledger.events_of("procedure/1.001193"))) == 1


def test_a_version_with_a_last_day_is_not_shortened_by_a_successor(publish: Publish, spoiled: Spoil) -> None:
    publish(spoiled((FROM, f"{FROM}\n  to: 2026-12-31")))
    with pytest.raises(TwoVersionsInForce, match="đến 31/12/2026"):
        publish(spoiled((FROM, LATER), (LABEL, NEXT)))
    assert publish(spoiled((FROM, "from: 2027-01-01"), (LABEL, NEXT))).is_new


def test_a_label_names_one_version_only(publish: Publish, birth: str, spoiled: Spoil) -> None:
    publish(birth)
    with pytest.raises(
        LabelTaken, match=r"1\.001193 đã có một phiên bản mang nhãn 2026-07-18, có hiệu lực từ 18/07/2026"
    ):
        publish(spoiled((FROM, LATER)))
    assert queries.in_force("1.001193", date(2026, 12, 1)).label == "2026-07-18"
    assert len(list(ledger.events_of("procedure/1.001193"))) == 1


def test_the_database_itself_refuses_two_in_force(publish: Publish, birth: str) -> None:
    published = publish(birth)
    copy = """
        INSERT INTO procedures_version (procedure_id, code, name, label, valid_from, valid_to, definition, source,
            sha256, search, sort_key, published_at)
        SELECT procedure_id, code, name, 'another', '2026-08-01', NULL, definition, source, 'x', search, sort_key,
            published_at FROM procedures_version WHERE id = %s
    """
    with pytest.raises(DatabaseError, match="procedures_version_one_in_force"), transaction.atomic():
        _run(copy, published.version_id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procedures_version SET name = 'khác' WHERE id = %s",
        "UPDATE procedures_version SET valid_to = '2026-12-31', label = 'khác' WHERE id = %s",
        "DELETE FROM procedures_version WHERE id = %s",
    ],
)
def test_a_published_version_stays_as_it_is(publish: Publish, birth: str, statement: str) -> None:
    published = publish(birth)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        _run(statement, published.version_id)


def test_a_last_day_is_set_once(publish: Publish, birth: str) -> None:
    published = publish(birth)
    _run("UPDATE procedures_version SET valid_to = '2026-12-31' WHERE id = %s", published.version_id)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        _run("UPDATE procedures_version SET valid_to = '2027-12-31' WHERE id = %s", published.version_id)


def test_only_an_administrator_publishes(db: None, birth: str) -> None:
    clerk = Viewer(official_id=1, seats=(Seat(1, 1, 1, None, "one-stop-clerk"),))
    administrator = Viewer(official_id=2, seats=(Seat(2, 2, 1, None, "administrator"),))
    with pytest.raises(NotYoursToPublish):
        actions.publish(text=birth, now=NOW, by=clerk)
    assert actions.publish(text=birth, now=NOW, by=administrator).is_new


def test_a_folder_is_published_whole_and_again_unchanged(db: None) -> None:
    first = actions.publish_folder(path=FOLDER, now=NOW, by=SYSTEM)
    again = actions.publish_folder(path=FOLDER, now=NOW, by=SYSTEM)
    assert [str(each.refusal) for each in first.refused] == []
    assert {each.code for each in first.published} == {each.parent.name for each in FOLDER.glob("*/*.yaml")}
    assert not any(each.is_new for each in again.published)


def test_the_folder_of_one_procedure_is_published_and_an_empty_one_is_told(db: None, tmp_path: Path) -> None:
    one = actions.publish_folder(path=FOLDER / "2.000815", now=NOW, by=SYSTEM)
    assert [each.code for each in one.published] == ["2.000815"]
    with pytest.raises(NoProcedureFiles, match="không có tệp"):
        actions.publish_folder(path=tmp_path, now=NOW, by=SYSTEM)


def test_a_template_changed_after_publication_is_told_and_not_taken(db: None, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER / "2.000815", tmp_path / "2.000815"))
    made = actions.publish_file(path=folder / "procedure.yaml", now=NOW, by=SYSTEM)
    printed = folder / "print" / "certified-copy.typ"
    printed.write_text(printed.read_text(encoding="utf-8") + "// khác\n", encoding="utf-8")
    (folder / "examples.yaml").unlink()
    outcome = actions.publish_folder(path=tmp_path, now=NOW, by=SYSTEM)
    (refused,) = outcome.refused
    assert "chưa lấy examples.yaml, print/certified-copy.typ. Muốn dùng thì ghi phiên bản mới" in str(refused.refusal)
    assert made.label in str(refused.refusal)


def test_a_version_that_is_not_there_is_refused(db: None) -> None:
    with pytest.raises(NoSuchVersion):
        queries.version(987654)


def test_a_version_is_built_once_and_kept(publish: Publish, birth: str, django_assert_num_queries: object) -> None:
    published = publish(birth)
    once = queries.version(published.version_id)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert queries.version(published.version_id) is once


def _run(statement: str, version_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [version_id])
