"""Interlinked procedures: NĐ 297/2025 art. 6 as a table, and what holds of every chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.chain_clocks import PartFacts, add_up, whole
from motcua.rules.chains import ChainState, Link, PartState, falls_away, faults, in_order, may_open, standing
from motcua.rules.deadlines import ClockFacts, Policy, Term, Unit, due_at
from tests.rules.calendars import VIETNAM_CALENDAR, at

W, O_, G, E, D = PartState.WAITING, PartState.OPEN, PartState.GRANTED, PartState.ENDED, PartState.DROPPED
KARAOKE = (
    Link("business", "Hộ kinh doanh"),
    Link("security", "An ninh, trật tự", ("business",)),
    Link("karaoke", "Karaoke", ("business", "security")),
)
TERMS = {"business": 3, "security": 3, "karaoke": 10}


def facts(link: Link, days: object, **more: object) -> PartFacts:
    term = Term(Decimal(str(days)), Unit.WORKING_DAY)
    clock = ClockFacts(at("2026-11-02 09:00"), term, more.pop("policy", Policy.BY_DAYS), time(17))  # type: ignore[arg-type]
    return PartFacts(link, more.pop("office", 1), clock, VIETNAM_CALENDAR, **more)  # type: ignore[arg-type]


def karaoke(**changes: dict[str, object]) -> list[PartFacts]:
    offices = {"business": 1, "security": 2, "karaoke": 3}
    return [facts(link, TERMS[link.key], office=offices[link.key], **changes.get(link.key, {})) for link in KARAOKE]


@pytest.mark.parametrize(
    ("states", "opens", "falls", "stands"),
    [
        ((W, W, W), ("business",), (), ChainState.RUNNING),
        ((O_, W, W), (), (), ChainState.RUNNING),
        ((G, W, W), ("security",), (), ChainState.RUNNING),
        ((G, O_, W), (), (), ChainState.RUNNING),
        ((G, G, W), ("karaoke",), (), ChainState.RUNNING),
        ((E, W, W), (), ("security", "karaoke"), ChainState.RUNNING),
        ((G, E, W), (), ("karaoke",), ChainState.RUNNING),
        ((G, E, D), (), (), ChainState.ENDED),
        ((G, G, G), (), (), ChainState.GRANTED),
    ],
)
def test_a_part_opens_with_the_results_before_it_and_falls_away_without_them(
    states: tuple[PartState, ...], opens: tuple[str, ...], falls: tuple[str, ...], stands: ChainState
) -> None:
    known = dict(zip(TERMS, states, strict=True))
    assert may_open(KARAOKE, known) == opens
    assert falls_away(KARAOKE, known) == falls
    assert standing(states) is stands


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ([Link("a", "Một")], "ít nhất hai phần"),
        ([Link("a", "Một"), Link("a", "Hai")], "Phần “a” viết hai lần"),
        ([Link("a", "Một"), Link("b", "Hai", ("c",))], "chờ kết quả của phần “c”"),
        ([Link("a", "Một"), Link("b", "Hai", ("b",))], "Hai → Hai"),
        ([Link("a", "Một", ("c",)), Link("b", "Hai", ("a",)), Link("c", "Ba", ("b",))], "Một → Ba → Hai → Một"),
        ([Link("x", "Đầu"), Link("a", "Một", ("x", "b")), Link("b", "Hai", ("a",))], "Một → Hai → Một"),
    ],
)
def test_a_chain_that_cannot_be_gone_through_is_refused_with_its_links_named(links: list[Link], words: str) -> None:
    (found,) = faults(links)
    assert words in found.sentence.words()


def test_the_karaoke_group_is_sound() -> None:
    assert faults(KARAOKE) == ()


def test_three_and_three_and_ten_working_days_are_sixteen() -> None:
    """Received Monday 2 November 2026; 24 November is a day off: sixteen working days end on Wednesday 25."""
    found = whole(at("2026-11-02 09:00"), karaoke())
    assert [part.due_at for part in found.parts] == [at(f"2026-11-{day} 17:00") for day in ("05", "10", "25")]
    assert found.due_at == at("2026-11-25 17:00")
    assert [str(term.amount) for term in found.total] == ["16"]
    assert {office: terms[0].amount for office, terms in found.by_office.items()} == {1: 3, 2: 3, 3: 10}
    assert found.lines[-2].words() == "Cộng lại: 3 + 3 + 10 = 16 ngày làm việc"


def test_a_tet_and_weekends_between_its_parts_are_counted_by_none() -> None:
    """Thursday 12 February 2026; off are 14 to 22, so the days worked are 13, 23, 24 | 25, 26, 27 | 2 to 13 March."""
    received = at("2026-02-12 10:00")
    moved = [replace(part, clock=replace(part.clock, received_at=received)) for part in karaoke()]
    found = whole(received, moved)
    days = ("2026-02-24", "2026-02-27", "2026-03-13")
    assert [part.due_at for part in found.parts] == [at(f"{day} 17:00") for day in days]
    assert [str(term.amount) for term in found.total] == ["16"]


def test_a_result_that_comes_early_brings_the_rest_forward() -> None:
    changes: dict[str, dict[str, object]] = {"business": {"state": G, "finished_at": at("2026-11-03 10:00")}}
    assert whole(at("2026-11-02 09:00"), karaoke(**changes)).due_at == at("2026-11-20 17:00")


def test_a_result_after_five_counts_from_the_next_working_day() -> None:
    changes: dict[str, dict[str, object]] = {"business": {"state": G, "finished_at": at("2026-11-05 17:30")}}
    assert whole(at("2026-11-02 09:00"), karaoke(**changes)).parts[1].due_at == at("2026-11-11 17:00")


def test_a_part_that_waits_for_a_supplement_holds_the_whole_and_only_it() -> None:
    changes: dict[str, dict[str, object]] = {
        "business": {"state": G, "finished_at": at("2026-11-05 10:00")},
        "security": {"state": O_, "due_at": at("2026-11-10 17:00"), "is_held": True},
    }
    found = whole(at("2026-11-02 09:00"), karaoke(**changes))
    assert found.is_held
    assert "An ninh, trật tự: đang chờ bổ sung" in found.parts[1].line.words()


def test_what_fell_away_promises_nothing() -> None:
    changes: dict[str, dict[str, object]] = {
        "business": {"state": G, "finished_at": at("2026-11-05 10:00")},
        "security": {"state": E},
        "karaoke": {"state": D},
    }
    assert whole(at("2026-11-02 09:00"), karaoke(**changes)).due_at == at("2026-11-05 10:00")


amounts = st.integers(1, 12)


@st.composite
def any_chain(draw: st.DrawFn) -> list[Link]:
    """Parts that wait only for earlier ones: whatever its shape, it has no circle."""
    links: list[Link] = []
    for number in range(draw(st.integers(2, 7))):
        before = [link.key for link in links]
        after = draw(st.lists(st.sampled_from(before), unique=True, max_size=3)) if before else []
        links.append(Link(f"p{number}", f"Phần {number}", tuple(after)))
    return draw(st.permutations(links))


moments = st.integers(0, 300 * 1440).map(lambda minutes: at("2025-06-02 00:00") + timedelta(minutes=minutes))


@settings(max_examples=40)
@given(moments, st.lists(amounts, min_size=2, max_size=6), st.sampled_from(Policy))
def test_parts_one_after_another_take_exactly_the_sum_of_their_terms(
    received: datetime, days: list[int], policy: Policy
) -> None:
    """A child dossier's clocks and its parent's always add up."""
    links = [Link(f"p{at_}", "Phần", (f"p{at_ - 1}",) if at_ else ()) for at_ in range(len(days))]
    parts = [
        facts(link, count, office=place % 2, policy=policy)
        for place, (link, count) in enumerate(zip(links, days, strict=True))
    ]
    found = whole(received, parts)
    single = ClockFacts(received, Term(Decimal(sum(days)), Unit.WORKING_DAY), policy, time(17))
    assert found.due_at == due_at(single, VIETNAM_CALENDAR)
    assert [term.amount for term in found.total] == [sum(days)]
    assert add_up(term for terms in found.by_office.values() for term in terms) == found.total


@settings(max_examples=40)
@given(any_chain(), st.lists(amounts, min_size=7, max_size=7), moments)
def test_the_whole_is_the_longest_way_through_its_parts(links: list[Link], days: list[int], received: datetime) -> None:
    parts = [facts(link, count) for link, count in zip(links, days, strict=False)]
    found = whole(received, parts)
    by_key = {part.key: part for part in found.parts}
    assert found.due_at == max(part.due_at for part in found.parts if part.due_at)
    for link in links:
        for key in link.after:
            assert (by_key[link.key].starts_at or received) >= (by_key[key].due_at or received)
    counted = {part.link.key: part.clock.term.amount for part in parts}
    single = ClockFacts(
        received, Term(sum((counted[key] for key in found.path), Decimal(0)), Unit.WORKING_DAY), cutoff=time(17)
    )
    assert found.due_at == due_at(single, VIETNAM_CALENDAR)


@given(any_chain(), st.data())
def test_every_chain_ends_whatever_becomes_of_its_parts(links: list[Link], data: st.DataObject) -> None:
    """Somebody ends each open part, with a result or without: nothing waits for ever, nothing opens twice."""
    assert faults(links) == ()
    assert [link.key for link in in_order(links)] != []
    states = {link.key: W for link in links}
    while standing(states.values()) is ChainState.RUNNING:
        opening = may_open(links, states)
        states |= dict.fromkeys(opening, O_)
        running = [key for key, state in states.items() if state is O_]
        assert running
        states[data.draw(st.sampled_from(running))] = data.draw(st.sampled_from([G, E]))
        states |= dict.fromkeys(falls_away(links, states), D)
        fell = {link.key for link in links if states[link.key] is D}
        assert all(any(states[key] in (E, D) for key in link.after) for link in links if link.key in fell)
