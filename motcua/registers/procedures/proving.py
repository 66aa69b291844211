"""The proof before publication, over a folder of files, none of which is published by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from motcua.foundation.errors import Refusal
from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.chains.building import Known
from motcua.registers.procedures.chains.checking import check_chain
from motcua.registers.procedures.checking import Checked, check, check_files
from motcua.registers.procedures.confirming import NOTHING_TO_CONFIRM, ToConfirm, to_confirm
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.errors import (
    CodeUnlikeFolder,
    NoProcedureFiles,
    ProcedureFileFaulty,
)
from motcua.registers.procedures.proof.folder import EXAMPLES_NAME, FILE_NAME, files_of
from motcua.registers.procedures.proof.folder import text_of_file as text_within
from motcua.registers.procedures.reading import Unreadable
from motcua.registers.procedures.rereading import reread

CHAIN_FILE = "chain.yaml"


@dataclass(frozen=True, slots=True)
class Proved:
    """A file and what stands against its publication, one sentence each; none when it may be published.

    `examples`: how many hold; 0 when its author wrote none, or when nothing could be tried.
    """

    file: Path
    faults: tuple[str, ...]
    examples: int = 0
    to_confirm: ToConfirm = NOTHING_TO_CONFIRM


def proved_folder(path: Path) -> Iterator[Proved]:
    """The file of one procedure, of every folder below, or `path` itself. Raises `NoProcedureFiles`."""
    return (_proved(file) for file in files_in(path))


def files_in(path: Path) -> list[Path]:
    """`path` itself if it is a file, or the procedure that examples are of; else the files of the folder and of those
    right below it, procedures before the groups that they stand in. Raises `NoProcedureFiles`."""
    if path.is_file():
        return [path.with_name(FILE_NAME) if path.name == EXAMPLES_NAME else path]
    found = [file for name in (FILE_NAME, CHAIN_FILE) for file in sorted({*path.glob(name), *path.glob(f"*/{name}")})]
    if not found:
        raise NoProcedureFiles(folder=path)
    return found


def facts_of(path: Path) -> Mapping[str, Any]:
    """A file, or the file of a folder, as plain data. Raises `ProcedureFileUnreachable`, `ProcedureFileFaulty`."""
    file = path / FILE_NAME if path.is_dir() else path
    return facts_of_text(text_of_file(file), file=str(file))


def facts_of_text(text: str, *, file: str = FILE_NAME) -> Mapping[str, Any]:
    """The text of a file as plain data, right or not. Raises `ProcedureFileFaulty` when it cannot be read at all."""
    try:
        data = reread(text)
    except Unreadable as unreadable:
        raise ProcedureFileFaulty(file=file, faults=[unreadable.fault]) from unreadable
    return data if isinstance(data, dict) else {}


def _proved(file: Path) -> Proved:
    try:
        checked = _checked(file)
        code = checked.data["identity"]["code"]
        if file.name in (FILE_NAME, CHAIN_FILE) and file.resolve().parent.name != code:
            raise CodeUnlikeFolder(folder=file.resolve().parent.name, code=code)
    except ProcedureFileFaulty as faulty:
        return Proved(file, tuple(faulty.all_lines()))
    except Refusal as refusal:
        return Proved(file, (str(refusal),))
    return Proved(file, (), checked.examples, to_confirm(checked.data))


def _checked(file: Path) -> Checked:
    if file.name == CHAIN_FILE:
        return Checked(check_chain(text=text_of_file(file), file=str(file), known=beside(file)), 0)
    return check_files(files=files_of(file), file=str(file))


def beside(file: Path) -> Known:
    """The procedures whose folders lie beside that of a chain; a faulty one is as good as none."""

    def known(code: str) -> Procedure | None:
        other = file.resolve().parent.parent / code / FILE_NAME
        try:
            return procedure_of(check(text=text_of_file(other), file=str(other)), version_id=0)
        except Refusal:
            return None

    return cache(known)


def text_of_file(file: Path) -> str:
    """What a file says. Raises `ProcedureFileUnreachable`, `ProcedureFileFaulty`."""
    return text_within(file, name=str(file))
