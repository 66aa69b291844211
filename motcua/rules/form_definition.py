"""A form as it is written down: its sections and fields, what each asks and within which bounds."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
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
    COMMUNE = "commune"
    """Code of a commune of today; its province follows from it."""
    PARTIAL_DATE = "partial-date"
    """A day that may lack its day, or day and month: 1985, 1985-03, 1985-03-12."""
    TAX_CODE = "tax-code"
    """Mã số thuế: 10 digits, 10 and 3 of a branch, or the 12 of a person's number (Luật Quản lý thuế 2019 Art. 30)."""
    FILE = "file"
    """Files that come as scans of a paper of the dossier; the answer is how many, as the system counts them."""
    TABLE = "table"
    """Rows of the same columns, as many as the table allows."""


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
    known_in: str = ""
    reused: bool = False
    """What the same applicant answered in an earlier dossier of the same procedure may be filled in again."""
    """The database that knows it, in the reader's words: looked up there rather than asked."""
    usual: tuple[str, ...] = ()
    """Of a text: what is mostly answered, to choose from; anything else may be typed."""
    help: str = ""
    """What it is for, in plain words."""
    paper: str = ""
    """Of a file: the paper that it is attached to."""
    columns: tuple[Field, ...] = ()
    """Of a table: what each row answers."""
    least_rows: int = 0
    most_rows: int = 20
    part_of: Group | None = None
    """The question of several parts that it belongs to."""

    @property
    def full_label(self) -> str:
        """Its label, after that of the question it is a part of: `Người mẹ: Họ, chữ đệm, tên`."""
        return f"{self.part_of.label}: {self.label}" if self.part_of else self.label


class GroupKind(StrEnum):
    """A question of several parts, each a field of its own."""

    PERSON = "person"
    """Somebody by the number of the card."""
    ORGANISATION = "organisation"
    ADDRESS = "address"
    """Two levels as of July 2025, with the text of before where papers still have three."""


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    label: str
    kind: GroupKind
    help: str = ""


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A further form that the same dossier brings, with a version of its own."""

    key: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    fields: tuple[Field, ...]
    form: str = ""
    """Key of the other form it stands in; empty: the first."""


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form (tờ khai) in one version."""

    version: str
    title: str
    sections: tuple[Section, ...]
    others: tuple[OtherForm, ...] = ()
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

    def version_of(self, answered: Container[str]) -> str:
        """The version of the form, and of each other form that something was answered in: `TT04/2024, CT01`."""
        held = {part.form for part in self.sections for each in part.fields if each.key in answered}
        return ", ".join((self.version, *(other.version for other in self.others if other.key in held)))


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
