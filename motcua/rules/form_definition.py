"""A form as it is written down: its sections and fields, what each asks and within which bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from motcua.rules.expressions import Condition, Expression


class FieldType(StrEnum):
    TEXT = "text"
    """One line."""
    LONG_TEXT = "long-text"
    INTEGER = "integer"
    MONEY = "money"
    """Whole đồng."""
    DATE = "date"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    """Yes or no; not required and not answered, it is no, as an unticked box."""
    DECLARATION = "declaration"
    """A pledge; required, it must be agreed to."""
    PERSON_ID = "person-id"
    """Số định danh cá nhân: 12 digits (Luật Căn cước 2023 Art. 12)."""
    PHONE = "phone"
    EMAIL = "email"
    UNIT_CODE = "unit-code"
    """Code of a province or commune."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form; bounds apply where its type has them."""

    key: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    required_when: Condition | None = field(default=None, hash=False)
    """Required also when these other answers are so."""
    computed: Expression | None = field(default=None, hash=False)
    """Not asked: reckoned from other answers, and kept with them."""
    when: Condition | None = field(default=None, hash=False)
    """Asked only when these other answers are so; a field not asked is not kept."""
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """Of a choice: key → words."""
    pattern: str = ""
    """Of a text: a regular expression for the whole of it."""
    max_length: int | None = None
    """Letters; None: 200 in one line, 5,000 in a long text."""
    min: int | None = None
    max: int | None = None
    not_after_today: bool = False
    not_before_today: bool = False
    earliest: date | None = None
    latest: date | None = None
    filled_from: str = ""
    """What is known already and need not be asked: `applicant.name`, `applicant.birth_year`, …; may be typed over."""
    filled_when: Condition | None = field(default=None, hash=False)
    """Filled only when these other answers are so."""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form (tờ khai) in one version."""

    version: str
    title: str
    sections: tuple[Section, ...]
    by_key: dict[str, Field] = field(init=False, repr=False, compare=False)
    order: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    """Every field after those it depends on; fields in a ring, which are never asked, are left out."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {each.key: each for part in self.sections for each in part.fields})
        object.__setattr__(self, "order", _in_order(self.fields))

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order of the form."""
        return tuple(each for part in self.sections for each in part.fields)


def depends_on(each: Field) -> frozenset[str]:
    """The fields that decide whether it is asked, and what it comes to."""
    found = frozenset[str]()
    for expression in (each.when, each.computed):
        found |= expression.names if expression else found
    return found


def _in_order(fields: Sequence[Field]) -> tuple[Field, ...]:
    keys = {each.key for each in fields}
    waits = {each.key: depends_on(each) & keys for each in fields}
    follows: dict[str, list[str]] = {}
    for key, before in waits.items():
        for each in before:
            follows.setdefault(each, []).append(key)
    left = {key: len(before) for key, before in waits.items()}
    ready = [each.key for each in reversed(fields) if not left[each.key]]
    found: list[str] = []
    while ready:
        found.append(ready.pop())
        for key in reversed(follows.get(found[-1], [])):
            left[key] -= 1
            if not left[key]:
                ready.append(key)
    by_key = {each.key: each for each in fields}
    return tuple(by_key[key] for key in found)
