"""A form as a page shows it: sections of questions, those that belong together in blocks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """An input that a question follows while nobody has typed into it. `source` is the input's id, `when` the condition
    under which it does, `year` takes only the year of a day, `words` stand for a source that says `citizen`."""

    source: str
    when: str = ""
    year: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the page shows it. `kind` is line, text, select, radios, tick, table, file or reckoned."""

    name: str
    label: str
    kind: str
    value: str
    required: bool
    help: str
    fault: str
    input_mode: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    when: str = ""
    """The condition under which it is asked, where the page's script can tell by itself."""
    is_part: bool = False
    """Whether it is asked is told to the page by the server."""
    is_asked: bool = True
    copies: Copy | None = None
    says: str | None = None
    """Of money: the amount in words; of what is reckoned: the value. None: nothing is said."""
    finds: str = ""
    """Of a number that is looked up: the id of the block that is filled by it."""
    lists: bool = False
    """Words typed are found in the list of communes."""
    source: str = ""
    """Where its value may come from, besides the person who is asked."""
    paper: str = ""
    """Of files: the paper they are attached to."""
    heading: str = ""
    """Of a cell: its column."""
    rows: tuple[tuple[Question, ...], ...] = ()
    """Of a table: a question for each cell."""

    @property
    def id(self) -> str:
        return f"id-{self.name}"

    @property
    def is_long(self) -> bool:
        return self.kind in ("text", "table", "reckoned") or (self.kind == "tick" and len(self.label) > 60)


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that stand together; with a `label` when they are the parts of one question."""

    id: str
    label: str
    help: str
    note: str
    questions: tuple[Question, ...]

    @property
    def is_asked(self) -> bool:
        return any(one.is_asked for one in self.questions)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its questions. `form` is the title of the form that begins with it."""

    title: str
    blocks: tuple[Block, ...]
    form: str = ""

    @property
    def is_asked(self) -> bool:
        return any(block.is_asked for block in self.blocks)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one for block in self.blocks for one in block.questions)
