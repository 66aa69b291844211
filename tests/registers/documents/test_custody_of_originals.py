"""Each original has exactly one holder at any moment, whoever asks for what."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents import actions, errors, queries
from motcua.registers.documents.models import Custody, HolderKind
from motcua.registers.offices.models import Office
from tests.databases import TestDatabase, wait_for_a_waiter

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=VIETNAM)
LATER = NOW + timedelta(hours=3)
DOSSIER = "dossier/17"


def an_office(code: str = "H20.83") -> int:
    office = Office.objects.create(
        code=code,
        name=f"UBND {code}",
        sort_key=code,
        kind="commune-committee",
        unit_code="28001",
        valid_from=date(2025, 7, 1),
    )
    return int(office.pk)


def in_hands(subject: str = DOSSIER) -> list[tuple[str, int, str]]:
    return [(hold.paper, hold.original, hold.holder_kind.value) for hold in queries.originals_of(subject)]


def test_originals_taken_in_are_the_offices_and_go_back_to_the_applicant(db: None) -> None:
    office = an_office()
    actions.take_in(subject=DOSSIER, originals={"birth-notice": 1, "deed": 2}, office_id=office, now=NOW)
    assert in_hands() == [("birth-notice", 1, "office"), ("deed", 1, "office"), ("deed", 2, "office")]
    assert actions.hand_back(subject=DOSSIER, now=LATER) == {"birth-notice": 1, "deed": 2}
    assert {kind for _, _, kind in in_hands()} == {"applicant"}
    first, second = (hold for hold in queries.custody_of(DOSSIER) if hold.paper == "birth-notice")
    assert (first.office_id, first.since, first.until) == (office, NOW, LATER)
    assert (second.holder_kind, second.office_id, second.since, second.until) == (
        HolderKind.APPLICANT,
        None,
        LATER,
        None,
    )


def test_one_of_two_originals_may_go_back(db: None) -> None:
    actions.take_in(subject=DOSSIER, originals={"deed": 2}, office_id=an_office(), now=NOW)
    assert actions.hand_back(subject=DOSSIER, originals={"deed": 1}, now=LATER) == {"deed": 1}
    assert in_hands() == [("deed", 1, "applicant"), ("deed", 2, "office")]


def test_some_papers_stay_while_the_others_go_back(db: None) -> None:
    actions.take_in(subject=DOSSIER, originals={"birth-notice": 1, "deed": 2}, office_id=an_office(), now=NOW)
    assert actions.hand_back(subject=DOSSIER, but={"birth-notice", "never came"}, now=LATER) == {"deed": 2}
    assert {holder for paper, _, holder in in_hands() if paper == "birth-notice"} == {"office"}


def test_an_original_brought_again_keeps_its_number_and_a_further_one_gets_the_next(db: None) -> None:
    office = an_office()
    actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=office, now=NOW)
    actions.hand_back(subject=DOSSIER, now=NOW + timedelta(hours=1))
    actions.take_in(subject=DOSSIER, originals={"deed": 2}, office_id=office, now=LATER)
    assert in_hands() == [("deed", 1, "office"), ("deed", 2, "office")]
    assert len(queries.custody_of(DOSSIER)) == 4


def test_handing_back_twice_hands_back_once(db: None) -> None:
    actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=an_office(), now=NOW)
    actions.hand_back(subject=DOSSIER, now=LATER)
    assert actions.hand_back(subject=DOSSIER, now=LATER) == {}


def test_more_than_the_office_holds_is_refused_in_words_and_nothing_moves(db: None) -> None:
    actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=an_office(), now=NOW)
    with pytest.raises(errors.OriginalsNotHere) as caught, transaction.atomic():
        actions.hand_back(subject=DOSSIER, originals={"deed": 3}, now=LATER)
    assert str(caught.value).startswith("Cơ quan đang giữ 1 bản chính “deed”, không đủ 3 bản.")
    assert in_hands() == [("deed", 1, "office")]


def test_an_office_passes_on_only_what_it_holds_itself(db: None) -> None:
    commune, province = an_office(), an_office("H20.01")
    actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=commune, now=NOW)
    assert actions.pass_on(subject=DOSSIER, from_office_id=province, to_office_id=commune, now=LATER) == {}
    assert actions.pass_on(subject=DOSSIER, from_office_id=commune, to_office_id=province, now=LATER) == {"deed": 1}
    assert [hold.office_id for hold in queries.originals_of(DOSSIER)] == [province]
    assert actions.pass_on(subject=DOSSIER, from_office_id=province, to_office_id=None, now=LATER) == {"deed": 1}
    assert in_hands() == [("deed", 1, "other")]


def test_other_dossiers_are_left_alone(db: None) -> None:
    office = an_office()
    for subject in (DOSSIER, "dossier/170"):
        actions.take_in(subject=subject, originals={"deed": 1}, office_id=office, now=NOW)
    actions.hand_back(subject=DOSSIER, now=LATER)
    assert in_hands("dossier/170") == [("deed", 1, "office")]


@pytest.mark.parametrize("count", [0, -1, 501])
def test_a_count_beyond_reason_is_refused(db: None, count: int) -> None:
    with pytest.raises(errors.NotACountOfOriginals, match="từ 1 đến 500"):
        actions.take_in(subject=DOSSIER, originals={"deed": count}, office_id=1, now=NOW)


def test_taking_in_and_handing_back_are_one_statement_each(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office = an_office()
    with django_assert_num_queries(1):
        actions.take_in(subject=DOSSIER, originals={"deed": 2, "birth-notice": 1}, office_id=office, now=NOW)
    with django_assert_num_queries(1):
        actions.hand_back(subject=DOSSIER, now=LATER)
    with django_assert_num_queries(0):
        actions.take_in(subject=DOSSIER, originals={}, office_id=office, now=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO documents_custody (subject, paper, original, turn, holder_kind, since)"
        " VALUES ('dossier/17', 'deed', 1, 2, 'applicant', '2026-11-24')",  # two holders at once
        "UPDATE documents_custody SET until = '2026-11-24'",  # nobody holds it
        "INSERT INTO documents_custody (subject, paper, original, turn, holder_kind, since)"
        " VALUES ('dossier/17', 'other', 1, 2, 'applicant', '2026-11-24')",  # a story without its beginning
        "UPDATE documents_custody SET holder_kind = 'applicant', holder_office_id = NULL",
        "UPDATE documents_custody SET since = '2026-11-01'",
        "UPDATE documents_custody SET until = '2026-11-01'",  # ended before it began
    ],
    ids=["two-holders", "no-holder", "no-beginning", "other-holder", "other-beginning", "ended-before"],
)
def test_the_database_refuses_an_original_without_exactly_one_holder(db: None, wrong: str) -> None:
    actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=an_office(), now=NOW)
    before = in_hands()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(wrong)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert in_hands() == before


def test_a_part_of_a_story_may_not_be_destroyed_but_the_whole_may(db: None) -> None:
    actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=an_office(), now=NOW)
    actions.hand_back(subject=DOSSIER, now=LATER)
    for condition, allowed in (("turn = 1", False), ("turn = 2", False), ("true", True)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM documents_custody WHERE {condition}")
            if allowed:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            else:
                with pytest.raises(IntegrityError), transaction.atomic():
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                transaction.set_rollback(True)
    assert queries.custody_of(DOSSIER) == ()


ACTS = st.lists(
    st.tuples(st.sampled_from(["take_in", "hand_back"]), st.sampled_from(["deed", "map"]), st.integers(1, 3)),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_row_of_acts_leaves_each_original_with_one_holder(db: None, acts: list[tuple[str, str, int]]) -> None:
    held = {"deed": 0, "map": 0}
    known = {"deed": 0, "map": 0}
    with transaction.atomic(), connection.cursor() as cursor:
        office = an_office()
        for hours, (act, paper, count) in enumerate(acts):
            now = NOW + timedelta(hours=hours)
            if act == "take_in":
                actions.take_in(subject=DOSSIER, originals={paper: count}, office_id=office, now=now)
                known[paper] = max(known[paper], held[paper] + count)
                held[paper] += count
            elif count <= held[paper]:
                actions.hand_back(subject=DOSSIER, originals={paper: count}, now=now)
                held[paper] -= count
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for paper in held:
            hands = [hold.holder_kind for hold in queries.originals_of(DOSSIER) if hold.paper == paper]
            assert (hands.count(HolderKind.OFFICE), len(hands)) == (held[paper], known[paper])
        transaction.set_rollback(True)


def test_two_clerks_at_once_hand_an_original_back_once(own_database: object) -> None:
    actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=an_office(), now=NOW)
    told: list[dict[str, int]] = []
    ready = threading.Barrier(6)

    def clerk() -> None:
        try:
            ready.wait()
            told.append(actions.hand_back(subject=DOSSIER, now=LATER))
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk) for _ in range(6)]
    for one in clerks:
        one.start()
    for one in clerks:
        one.join()
    assert sorted(told, key=len) == [{}] * 5 + [{"deed": 1}]
    assert Custody.objects.count() == 2


def test_of_two_who_take_the_same_original_in_at_once_the_second_is_refused(own_database: TestDatabase) -> None:
    office, told = an_office(), list[object]()

    def second() -> None:
        try:
            actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=office, now=NOW)
        except errors.OriginalsChangedHands as refused:
            told.append(type(refused))
        finally:
            connection.close()

    clerk = threading.Thread(target=second)
    with transaction.atomic():
        actions.take_in(subject=DOSSIER, originals={"deed": 1}, office_id=office, now=NOW)
        clerk.start()
        wait_for_a_waiter(own_database)
    clerk.join()
    assert (in_hands(), told) == ([("deed", 1, "office")], [errors.OriginalsChangedHands])
