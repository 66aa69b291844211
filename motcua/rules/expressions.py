"""Conditions on answers. So far plain equality: every named fact must equal the value beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Plain: TypeAlias = str | int | bool
Condition: TypeAlias = Mapping[str, Plain]


def holds(condition: Condition | None, facts: Mapping[str, object]) -> bool:
    """True when every fact named by `condition` has exactly the value given there; no condition always holds.

    A fact that is absent equals nothing, and true is not the number 1.
    """
    if not condition:
        return True
    return all(_same(facts.get(name), value) for name, value in condition.items())


def _same(fact: object, value: Plain) -> bool:
    return fact == value and isinstance(fact, bool) is isinstance(value, bool)
