"""Conditions on flows as texts: `outcome == "sign"`, `send_back == "examine"`, `answers["kind"] == "late"`.

An engine sets `outcome` or `send_back` (the other empty) when a task is done, and `answers` when the dossier comes in.
The texts are CEL; those that say only what equals what are Python too, with `and` for `&&`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from motcua.rules.expressions import Condition, Expression, read
from motcua.rules.expressions.printing import literal, written
from motcua.rules.expressions.tree import ANSWERS, Name, walk

OUTCOME: Final = "outcome"
SEND_BACK: Final = "send_back"
_CHOSEN = re.compile(rf"\s*({OUTCOME}|{SEND_BACK})\s*==\s*")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person chose: an outcome, or to send back."""

    what: str
    key: str


def chosen_text(what: str, key: str) -> str:
    """The condition on a flow that a person chooses."""
    return f"{what} == {json.dumps(key, ensure_ascii=False)}"


def answers_text(condition: Condition) -> str:
    """The condition on a flow that the answers choose."""
    return written(condition.tree, lambda name: f"{ANSWERS}[{literal(name)}]")


def read_condition(text: str) -> Chosen | Condition | None:
    """What a condition says; None when it is not one of ours."""
    if found := _CHOSEN.match(text):
        return _chosen(found[1], text[found.end() :])
    condition = read(text)
    if not isinstance(condition, Expression):
        return None
    is_ours = all(text.startswith(ANSWERS, each.at) for each in walk(condition.tree) if isinstance(each, Name))
    return condition if is_ours else None


def _chosen(what: str, rest: str) -> Chosen | None:
    try:
        key = json.loads(rest)
    except (ValueError, RecursionError):
        return None
    return Chosen(what, key) if isinstance(key, str) and key else None
