"""Conditions on flows as texts: `outcome == "sign"`, `send_back == "examine"`, `answers["kind"] == "late"`.

An engine sets `outcome` or `send_back` (the other empty) when a task is done, and `answers` when the dossier comes in.
The texts are CEL; with `and` for `&&` they are Python too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from motcua.rules.expressions import Condition, Plain

OUTCOME: Final = "outcome"
SEND_BACK: Final = "send_back"
_AND: Final = " && "
_CHOSEN = re.compile(rf"\s*({OUTCOME}|{SEND_BACK})\s*==\s*")
_ANSWER = re.compile(r"\s*answers\s*\[\s*")
_EQUALS = re.compile(r"\s*\]\s*==\s*")
_MORE = re.compile(r"\s*&&")
_DECODER = json.JSONDecoder()


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
    return _AND.join(f"answers[{_literal(name)}] == {_literal(value)}" for name, value in condition.items())


def read_condition(text: str) -> Chosen | Condition | None:
    """What a condition says; None when it is not one of ours."""
    if found := _CHOSEN.match(text):
        value, end = _value(text, found.end())
        return Chosen(found[1], value) if isinstance(value, str) and value and not text[end:].strip() else None
    facts: dict[str, Plain] = {}
    at = 0
    while found := _ANSWER.match(text, at):
        name, at = _value(text, found.end())
        equals = _EQUALS.match(text, at)
        if not isinstance(name, str) or name in facts or equals is None:
            return None
        value, at = _value(text, equals.end())
        if value is None:
            return None
        facts[name] = value
        more = _MORE.match(text, at)
        if more is None:
            return facts if not text[at:].strip() else None
        at = more.end()
    return None


def _literal(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value(text: str, at: int) -> tuple[Plain | None, int]:
    """A text, whole number or truth at that place, and where it ends."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, at
    return (value if isinstance(value, str | int) else None), end
