"""The files of one procedure: what it says, its examples, its print templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from motcua.registers.procedures.errors import ProcedureFileFaulty, ProcedureFileUnreachable
from motcua.registers.procedures.reading import MOST_BYTES, Unreadable, bytes_of

FILE_NAME: Final = "procedure.yaml"
EXAMPLES_NAME: Final = "examples.yaml"
TEMPLATES_NAME: Final = "print"
MOST_TEMPLATES: Final = 40
MOST_TEMPLATE_BYTES: Final = 200_000


@dataclass(frozen=True, slots=True)
class ProcedureFiles:
    """The texts of a procedure's folder. `examples` None: the author wrote none.

    `templates` by file name; None: nobody looked, so that nothing is said of templates that are missing.
    """

    text: str
    examples: str | None = None
    templates: Mapping[str, str] | None = field(default=None, hash=False)


def files_of(path: Path) -> ProcedureFiles:
    """The files that belong to a procedure file. Raises as `text_of_file`.

    Only a file called `procedure.yaml` has others beside it.
    """
    folder = path.parent
    text = _text(path)
    if path.name != FILE_NAME:
        return ProcedureFiles(text)
    examples = folder / EXAMPLES_NAME
    printed = sorted((folder / TEMPLATES_NAME).glob("*.typ"))[:MOST_TEMPLATES]
    return ProcedureFiles(
        text,
        _text(examples, beside=EXAMPLES_NAME) if examples.exists() else None,
        {each.name: _text(each, MOST_TEMPLATE_BYTES, beside=f"{TEMPLATES_NAME}/{each.name}") for each in printed},
    )


def _text(path: Path, most: int = MOST_BYTES, *, beside: str = "") -> str:
    return text_of_file(path, name="/".join(path.parts[-2:]), most=most, beside=beside)


def text_of_file(path: Path, *, name: str, most: int = MOST_BYTES, beside: str = "") -> str:
    """What a file says; `name` is its name for the reader, `beside` the one that its faults carry when it lies beside
    the procedure's own. Raises `ProcedureFileUnreachable` for one that is no text, `ProcedureFileFaulty` for one longer
    than `most` bytes, of which no more is read."""
    try:
        return bytes_of(path, most).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ProcedureFileUnreachable(file=name) from error
    except Unreadable as unreadable:
        raise ProcedureFileFaulty(file=name, faults=[replace(unreadable.fault, file=beside)]) from unreadable
