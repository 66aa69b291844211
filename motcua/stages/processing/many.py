"""One act on many dossiers: each in a transaction of its own, each told alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID, uuid5

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Change
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move
from motcua.rules.process import Complete
from motcua.stages.processing.errors import TooManyAtOnce

MOST_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Forwarding:
    """A step of a dossier to be ended, at the revision that was shown; a decision names its outcome."""

    dossier_id: int
    revision: int
    step: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Giving:
    """An open duty of a dossier to be given to a position, at the revision that was shown."""

    dossier_id: int
    revision: int
    number: int
    position_id: int


One = TypeVar("One", Forwarding, Giving)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of many: done, or why not."""

    dossier_id: int
    refusal: Refusal | None = None


def forward_many(
    *, chosen: tuple[Forwarding, ...], text: str, by: Viewer, now: datetime, key: UUID
) -> tuple[Outcome, ...]:
    """End these steps. Cut anywhere and sent again by the same key, it goes on with what is left and does nothing
    twice. Raises `TooManyAtOnce`; each dossier's refusal is told in its outcome."""

    def one(asked: Forwarding) -> None:
        change = Change(act=Complete(asked.step, asked.outcome or None), text=text)
        own = uuid5(key, str(asked.dossier_id))
        dossiers.move(
            dossier_id=asked.dossier_id,
            move=Move.FORWARD,
            by=by,
            now=now,
            key=own,
            revision=asked.revision,
            change=change,
        )

    return _each(chosen, one, by)


def assign_many(*, chosen: tuple[Giving, ...], by: Viewer, now: datetime) -> tuple[Outcome, ...]:
    """Give these duties. The same again changes nothing. Raises `TooManyAtOnce`."""

    def one(asked: Giving) -> None:
        dossiers.assign(
            dossier_id=asked.dossier_id,
            number=asked.number,
            position_id=asked.position_id,
            by=by,
            now=now,
            revision=asked.revision,
        )

    return _each(chosen, one, by)


def _each(chosen: Iterable[One], act: Callable[[One], None], by: Viewer) -> tuple[Outcome, ...]:
    wanted = tuple(dict.fromkeys(chosen))
    if len(wanted) > MOST_AT_ONCE:
        raise TooManyAtOnce(most=MOST_AT_ONCE)
    return tuple(_told(one, act, by) for one in wanted)


def _told(one: One, act: Callable[[One], None], by: Viewer) -> Outcome:
    try:
        dossier_queries.dossier(dossier_id=one.dossier_id, viewer=by)
        act(one)
    except Refusal as refusal:
        return Outcome(one.dossier_id, refusal)
    return Outcome(one.dossier_id)
