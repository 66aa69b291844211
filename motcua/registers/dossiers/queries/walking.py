"""Walks through open duties in the order they are due: each by an index, each bounded, however many dossiers are kept.

A list is made of short walks, one for each office and role, of duties that all of the role share and of those given to
one position, merged. Every walk ends after as many rows as the list wants.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motcua.rules.access import Viewer

ORDER: Final = "due_at, dossier_id, number"
ASKED: Final = "q.step LIKE '%%@%%'"
"""An office's answer to a consultation: its duty is called "step@office" and lies in an index of its own."""
WAITS_FOR_PEOPLE: Final = ("hand-over", "give-back")
"""Duties that nobody here can end alone: a result or originals lie ready for whoever comes. They are never late."""
NOT_COLLECTED: Final = f"q.step NOT IN {WAITS_FOR_PEOPLE}"

_ARM: Final = """
SELECT w.* FROM {whose}{steps} CROSS JOIN LATERAL (
    SELECT q.dossier_id, q.number, q.step, q.office_id, q.role, q.position_id, q.due_at FROM dossiers_duty q
    WHERE q.closed_at IS NULL AND q.office_id = mine.office AND q.role = mine.role AND q.position_id {given}{conditions}
    ORDER BY {given_first}q.due_at, q.dossier_id, q.number LIMIT %(most)s
) w
"""
_SHARED: Final = "unnest(%(offices)s::bigint[], %(roles)s::text[]) AS mine(office, role)"
_GIVEN: Final = (
    "unnest(%(seat_offices)s::bigint[], %(seat_roles)s::text[], %(positions)s::bigint[])"
    " AS mine(office, role, position)"
)
_STEPS: Final = " CROSS JOIN unnest(%(steps)s::text[]) AS wanted(step)"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins: after this duty."""

    due_at: datetime
    dossier_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose duties are walked through: shared ones of these offices' roles, and those given to these positions."""

    shared: tuple[tuple[int, str], ...]
    given: tuple[tuple[int, str, int], ...]

    @classmethod
    def of(cls, viewer: Viewer) -> Whose:
        """What is the viewer's to do today."""
        given = {(seat.office_id, seat.role, seat.position_id) for seat in viewer.seats}
        return cls(tuple(sorted(viewer.duties)), tuple(sorted(given)))

    def values(self) -> dict[str, Any]:
        return {
            "offices": [office for office, _ in self.shared],
            "roles": [role for _, role in self.shared],
            "seat_offices": [office for office, _, _ in self.given],
            "seat_roles": [role for _, role, _ in self.given],
            "positions": [position for _, _, position in self.given],
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the duties: of these steps only, due from and before a moment, only answers that others ask for, only
    what is late."""

    steps: tuple[str, ...] = ()
    due_from: datetime | None = None
    due_before: datetime | None = None
    asked_only: bool = False
    late_only: bool = False
    """Only what somebody here is late with: not what waits for whoever comes."""
    after: Cursor | None = None

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {"steps": list(self.steps), "due_from": self.due_from, "due_before": self.due_before}
        if self.after is not None:
            found |= {
                "after_due": self.after.due_at,
                "after_dossier": self.after.dossier_id,
                "after_number": self.after.number,
            }
        return found

    def conditions(self) -> str:
        return "".join(f" AND {one}" for one in self._conditions())

    def _conditions(self) -> Iterable[str]:
        if self.steps:
            yield "q.step = wanted.step"
        if self.asked_only:
            yield ASKED
        if self.late_only:
            yield NOT_COLLECTED
        if self.due_from is not None:
            yield "q.due_at >= %(due_from)s"
        if self.due_before is not None:
            yield "q.due_at < %(due_before)s"
        if self.after is not None:
            yield "(q.due_at, q.dossier_id, q.number) > (%(after_due)s, %(after_dossier)s, %(after_number)s)"


def walk(wanted: Wanted, *, shared_only: bool = False) -> str:
    """The statement's text; it takes the values of `Whose` and `Wanted`, and `most` for each walk."""
    steps = _STEPS if wanted.steps else ""
    # "IS NULL" orders nothing for the planner: said in the order, the index that begins with it serves.
    first = "" if wanted.asked_only else "q.position_id, "
    arms = [(_SHARED, "IS NULL"), (_GIVEN, "= mine.position")]
    return " UNION ALL ".join(
        _ARM.format(whose=whose, steps=steps, given=given, conditions=wanted.conditions(), given_first=first)
        for whose, given in arms[: 1 if shared_only else 2]
    )
