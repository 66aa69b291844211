from __future__ import annotations

import pytest

from motcua.registers.dossiers.actions import check_story
from motcua.registers.dossiers.errors import StoryBroken
from motcua.registers.ledger import actions as ledger
from motcua.registers.ledger import queries
from motcua.registers.ledger.actions import HistoryEvent
from tests.commune import at

pytestmark = pytest.mark.django_db


def told(*steps: tuple[str, str | None]) -> list[HistoryEvent]:
    return [
        HistoryEvent(kind, {"to": to} if to else {}, at(f"2024-03-{day:02} 09:00"))
        for day, (kind, to) in enumerate(steps, start=1)
    ]


def test_an_old_years_story_enters_marked_as_imported() -> None:
    story = told(("submit", "submitted"), ("accept", "received"), ("paid", None), ("forward", "processing"))
    ledger.append_history(stream="dossier/900001", events=story, checked_by="holding/1", check=check_story)
    kept = queries.events_of("dossier/900001")
    assert [event.is_imported for event in kept] == [True] * 4
    assert [event.happened_at for event in kept] == [event.happened_at for event in story]


@pytest.mark.parametrize(
    "story",
    [
        told(("submit", "submitted"), ("hand_over", "returned")),
        told(("submit", "submitted"), ("paid", None), ("accept", "done")),
        told(("submit", "submitted"), ("conjure", "done")),
    ],
)
def test_a_story_that_could_not_have_happened_is_refused_whole(story: list[HistoryEvent]) -> None:
    with pytest.raises(StoryBroken, match="Sự kiện thứ"):
        ledger.append_history(stream="dossier/900002", events=story, checked_by="holding/1", check=check_story)
    assert queries.events_of("dossier/900002") == []
