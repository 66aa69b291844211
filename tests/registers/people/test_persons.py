"""Persons: registering, finding, and the log of sights."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.foundation.clock import VIETNAM
from motcua.foundation.errors import Refusal
from motcua.registers.people import actions, errors, queries
from motcua.rules.access import PUBLIC, SYSTEM, Seat, Viewer

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
CLERK = Viewer(official_id=7, seats=(Seat(1, 1, 1, 1, "one-stop-clerk"),))
AN = actions.PersonFacts(
    name="nguyễn  văn An".title(),
    id_number="082 099 000 001",
    birth="5/9/1987",
    phone="+84 912 345 678",
    unit_code="28261",
)

pytestmark = pytest.mark.django_db


def register(facts: actions.PersonFacts = AN) -> actions.Registered:
    return actions.register_person(facts=facts, now=NOW, by=SYSTEM)


def sights() -> list[tuple[int | None, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT official_id, person_id, purpose FROM people_sight ORDER BY id")
        found: list[tuple[int | None, int, str]] = cursor.fetchall()
    return found


def test_a_person_is_kept_tidied() -> None:
    person = queries.person(register().person_id, viewer=SYSTEM)
    assert (person.name, person.id_number, person.birth) == ("Nguyễn Văn An", "082099000001", "1987-09-05")
    assert (person.phone, person.birth_words, person.masked_number) == ("0912345678", "05/09/1987", "••••••••0001")


def test_the_same_number_is_the_same_person_and_the_latest_address_is_kept() -> None:
    first = register()
    again = register(replace(AN, name="NGUYỄN VĂN AN", address="12 Lê Lợi", phone=""))
    assert (again.person_id, again.created, again.differs) == (first.person_id, False, ())
    person = queries.person(first.person_id, viewer=SYSTEM)
    assert (person.name, person.address, person.phone) == ("Nguyễn Văn An", "12 Lê Lợi", "0912345678")


def test_another_name_is_never_written_over_and_is_told() -> None:
    first = register()
    again = register(replace(AN, name="Nguyễn Văn Ân", birth="1988", sex="male"))
    assert again.differs == (
        actions.Difference("name", "Nguyễn Văn An", "Nguyễn Văn Ân"),
        actions.Difference("birth", "1987-09-05", "1988"),
    )
    person = queries.person(first.person_id, viewer=SYSTEM)
    assert (person.name, person.birth, person.sex) == ("Nguyễn Văn An", "1987-09-05", "male")


def test_a_correction_writes_over_and_the_ledger_keeps_that_it_was_done() -> None:
    person_id = register().person_id
    actions.correct_person(person_id=person_id, name="Nguyễn Văn Ân", birth="1988", now=NOW, by=CLERK)
    assert queries.person(person_id, viewer=SYSTEM).name == "Nguyễn Văn Ân"
    with pytest.raises(errors.PersonUnknown):
        actions.correct_person(person_id=person_id, name="Ai Đó", birth="", now=NOW, by=PUBLIC)


def test_two_persons_without_a_number_stay_two() -> None:
    nameless = replace(AN, id_number="")
    assert register(nameless).person_id != register(nameless).person_id


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (replace(AN, name=" … "), errors.NameMissing),
        (replace(AN, name="Nguyễn " * 715), errors.NameTooLong),
        (replace(AN, birth="31/02/1990"), errors.BirthDateImpossible),
        (replace(AN, birth="hôm qua"), errors.BirthDateImpossible),
        (replace(AN, id_number="12345"), errors.NumberMalformed),
        (replace(AN, kind="organisation", id_number="12"), errors.NumberMalformed),
        (replace(AN, phone="gọi sau"), errors.PhoneMalformed),
    ],
)
def test_what_cannot_be_is_refused_in_words(facts: actions.PersonFacts, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as told:
        register(facts)
    assert "{" not in str(told.value)


def test_a_birth_may_lack_its_day_or_month() -> None:
    for given, kept in (("1950", "1950"), ("03/1950", "1950-03"), ("1950-3-7", "1950-03-07")):
        person = queries.person(register(replace(AN, id_number="", birth=given)).person_id, viewer=SYSTEM)
        assert person.birth == kept


@pytest.mark.parametrize("asked", ["nguyen an", "Văn", "an nguy", "082099", "0912345678"])
def test_a_person_is_found_by_words_without_marks_by_number_and_by_phone(asked: str) -> None:
    person_id = register().person_id
    assert [found.id for found in queries.find_persons(asked, viewer=CLERK)] == [person_id]


def test_a_search_is_bounded_and_a_too_short_one_refused() -> None:
    for number in range(5):
        register(replace(AN, id_number=f"08209900010{number}"))
    assert len(queries.find_persons("nguyen", viewer=CLERK, limit=3)) == 3
    for text in ("a", "12345", "'", ""):
        with pytest.raises(errors.SearchTooShort):
            queries.find_persons(text, viewer=CLERK)


def test_whoever_holds_no_position_finds_nobody_but_himself() -> None:
    person_id = register().person_id
    former = Viewer(official_id=9)
    assert queries.find_persons("nguyen", viewer=former) == ()
    for viewer in (PUBLIC, former, Viewer(official_id=None, person_id=person_id + 1)):
        with pytest.raises(errors.PersonUnknown):
            queries.person(person_id, viewer=viewer)
    assert queries.person(person_id, viewer=Viewer(official_id=None, person_id=person_id)).id == person_id
    assert sights() == []


def test_each_look_is_logged_and_a_request_writes_its_looks_once() -> None:
    person_id = register().person_id
    queries.person(person_id, viewer=CLERK)
    assert sights() == [(7, person_id, "page")]
    with actions.gathering_sights():
        queries.person(person_id, viewer=CLERK)
        queries.person(person_id, viewer=CLERK)
        queries.find_persons("nguyen", viewer=CLERK)
        assert len(sights()) == 1
    assert sights()[1:] == [(7, person_id, "page"), (7, person_id, "search")]


@pytest.mark.parametrize(
    "statement", ["UPDATE people_sight SET purpose = 'x'", "DELETE FROM people_sight", "TRUNCATE people_sight"]
)
def test_the_log_of_sights_takes_nothing_back(statement: str) -> None:
    queries.person(register().person_id, viewer=CLERK)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
