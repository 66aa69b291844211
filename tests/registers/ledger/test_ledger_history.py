from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from motcua.foundation.errors import Refusal
from motcua.registers.ledger import actions, queries
from motcua.registers.ledger.actions import HistoryEvent
from motcua.registers.ledger.errors import HistoryInTheFuture, HistoryOutOfOrder, StreamHasMovedOn
from tests.registers.ledger.ledger_facts import MORNING, write


class NotAStory(Refusal):
    sentence = "Không phải một hồ sơ."


def story(*days: int) -> list[HistoryEvent]:
    return [HistoryEvent("dossier.moved", {"day": day}, MORNING + timedelta(days=day)) for day in days]


def fine(events: Sequence[HistoryEvent]) -> Refusal | None:
    return None


def test_a_past_story_is_written_and_says_that_it_was_imported(db: None) -> None:
    told = actions.append_history(stream="dossier/1", events=story(-400, -399), checked_by="lifecycle-1", check=fine)
    assert [one.seq for one in told] == [1, 2]
    first, second = queries.events_of("dossier/1")
    assert first.happened_at == MORNING - timedelta(days=400)
    assert first.recorded_at > MORNING
    assert second.is_imported
    assert second.body["imported"] == "lifecycle-1"
    assert queries.verify(folder=None).first_break is None


def test_the_whole_story_is_checked_also_what_the_stream_held(db: None) -> None:
    write("dossier/1")
    seen: list[int] = []

    def check(events: Sequence[HistoryEvent]) -> Refusal | None:
        seen.append(len(events))
        return NotAStory()

    with pytest.raises(NotAStory):
        actions.append_history(stream="dossier/1", events=story(0, 0), checked_by="x", check=check)
    assert seen == [3]
    assert len(queries.events_of("dossier/1")) == 1


def test_a_story_told_backwards_is_refused(db: None) -> None:
    with pytest.raises(HistoryOutOfOrder, match="thứ 2"):
        actions.append_history(stream="dossier/1", events=story(-1, -2), checked_by="x", check=fine)
    write("dossier/2")
    with pytest.raises(HistoryOutOfOrder):
        actions.append_history(stream="dossier/2", events=story(-1), checked_by="x", check=fine)


def test_a_story_of_tomorrow_is_no_history(db: None) -> None:
    with pytest.raises(HistoryInTheFuture):
        actions.append_history(stream="dossier/1", events=story(-1, 36500), checked_by="x", check=fine)
    assert queries.events_of("dossier/1") == []


def test_an_event_slipped_in_during_the_check_refuses_the_story(db: None) -> None:
    def check(events: Sequence[HistoryEvent]) -> Refusal | None:
        write("dossier/1")
        return None

    with pytest.raises(StreamHasMovedOn):
        actions.append_history(stream="dossier/1", events=story(-1), checked_by="x", check=check)
    assert len(queries.events_of("dossier/1")) == 1
