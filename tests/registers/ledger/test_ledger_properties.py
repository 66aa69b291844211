"""Arbitrary histories: writers that roll back, followers, checkpoints and pruning in any order."""

from __future__ import annotations

from collections import Counter
from itertools import count
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.registers.ledger import actions, queries
from motcua.registers.ledger.actions import NewEvent
from tests.databases import TestDatabase
from tests.registers.ledger.ledger_facts import MORNING, settle

streams = st.integers(1, 4)
acts = st.one_of(
    st.tuples(st.just("append"), st.lists(streams, min_size=1, max_size=5)),
    st.tuples(st.just("fail"), st.lists(streams, min_size=1, max_size=3)),
    st.tuples(st.just("follow"), st.lists(streams, min_size=1, max_size=3)),
    st.tuples(st.just("checkpoint"), st.just([1])),
    st.tuples(st.just("prune"), st.just([1])),
)


def append(example: int, chosen: list[int]) -> list[tuple[str, int]]:
    names = [f"dossier/{example}-{n}" for n in chosen]
    told = actions.append_many(events=[NewEvent(name, "k", {"n": n}, MORNING) for n, name in enumerate(names)])
    return list(zip(names, (one.seq for one in told), strict=True))


def follow(follower: str, limit: int) -> list[tuple[str, int]]:
    with transaction.atomic():
        batch = queries.unread(follower, limit)
        if batch:
            actions.keep_position(follower=follower, after=batch[-1])
    return [(one.event.stream, one.event.seq) for one in batch]


def test_any_history_is_told_once_in_order_and_proved(own_database: TestDatabase, tmp_path: Path) -> None:
    examples = count(1)
    folder = tmp_path / "checkpoints"

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(acts, max_size=14))
    def tell(history: list[tuple[str, list[int]]]) -> None:
        example = next(examples)
        follower = f"follower-{example}"
        actions.begin_following(follower=follower)
        settle()
        while follow(follower, 500):
            pass
        written: list[tuple[str, int]] = []
        told: list[tuple[str, int]] = []
        for act, chosen in history:
            match act:
                case "append":
                    written += append(example, chosen)
                case "fail":
                    with transaction.atomic():
                        append(example, chosen)
                        transaction.set_rollback(True)
                case "follow":
                    told += follow(follower, chosen[0])
                case "checkpoint":
                    actions.checkpoint(folder=folder)
                case _:
                    actions.prune_feed()
        settle()
        while batch := follow(follower, 3):
            told += batch
        actions.stop_following(follower=follower)
        assert Counter(told) == Counter(written)
        for stream in {name for name, _ in written}:
            seqs = [seq for name, seq in told if name == stream]
            assert seqs == list(range(1, len(seqs) + 1))
            assert [event.seq for event in queries.events_of(stream)] == seqs
        assert queries.verify(folder=folder, chunk=7).first_break is None

    tell()
