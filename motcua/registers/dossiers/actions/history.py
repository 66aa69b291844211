"""Stories told afterwards (imported years, simulation) obey the same lifecycle as what happens now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers.errors import StoryBroken
from motcua.rules.lifecycle import Move, State, StoryStep, first_break


class Told(Protocol):
    """What is read of an event."""

    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


def check_story(events: Sequence[Told]) -> Refusal | None:
    """The refusal of the first event that the lifecycle does not allow after those before it, or None.

    For `ledger.actions.append_history(check=…)`. Facts that change no state are passed over; an unknown move or state
    is a break.
    """
    steps: list[StoryStep] = []
    places: list[int] = []
    for place, event in enumerate(events, start=1):
        if "to" not in event.body:
            continue
        try:
            steps.append(StoryStep(Move(event.kind), State(event.body["to"])))
        except ValueError:
            return StoryBroken(place=place, kind=event.kind)
        places.append(place)
    broken = first_break(steps)
    return None if broken is None else StoryBroken(place=places[broken], kind=events[places[broken] - 1].kind)
