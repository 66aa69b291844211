"""The file drop: each JSON file of a folder is one dossier of another channel, with its files beside it.

What was taken in goes to a folder of its own, what was refused to another with the reason beside it, so that the sender
can mend and send again; a run that breaks off leaves the rest where it is, and the same dossier sent again begins no
second."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from motcua.console.bringing_in.errors import FolderMissing
from motcua.console.program import say
from motcua.foundation.errors import Refusal
from motcua.registers.documents.actions import LARGEST_DOCUMENT
from motcua.registers.documents.errors import FileTooLarge
from motcua.rules.access import SYSTEM
from motcua.stages.submission import actions as submission
from motcua.stages.submission import queries as submission_told
from motcua.stages.submission.errors import FileNotThere, MessageUnfit

TAKEN, REFUSED, THERE = "da-nhan", "tu-choi", "da-co"
WHY: Final = ".ly-do.txt"
AT_ONCE: Final = 1000
"""Dossiers of one run."""
LARGEST_MESSAGE: Final = 1024 * 1024
_MEGABYTE: Final = 1024 * 1024


def take_drop(folder: Path, *, now: datetime) -> int:
    """Take in what lies there; 1 when something was refused."""
    if not folder.is_dir():
        raise FolderMissing(folder=folder)
    told = Counter[str]()
    for path in sorted(folder.glob("*.json"))[:AT_ONCE]:
        told[_one(path, now)] += 1
    say(f"Đã nhận {told[TAKEN]} hồ sơ, đã có từ trước {told[THERE]}, từ chối {told[REFUSED]}.")
    return 1 if told[REFUSED] else 0


def _one(path: Path, now: datetime) -> str:
    names: tuple[str, ...] = ()
    try:
        message = submission.read_message(_read(path))
        names = message.files
        opened = submission.deliver(message=message, file=lambda name: _file(path.parent, name), by=SYSTEM, now=now)
    except Refusal as fault:
        _put_away(path, names, REFUSED, _words(fault))
        say(f"{path.name}: {_words(fault)}")
        return REFUSED
    _put_away(path, names, TAKEN)
    say(f"{path.name}: {'đã có từ trước' if opened.already else 'đã nhận'}, mã tạm {opened.reference}.")
    return THERE if opened.already else TAKEN


def _read(path: Path) -> object:
    if path.stat().st_size > LARGEST_MESSAGE:
        raise MessageUnfit(place=path.name, want="≤ 1 MB")
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise MessageUnfit(place=path.name, want="JSON, UTF-8") from error


def _file(folder: Path, name: str) -> bytes:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise FileNotThere(name=name)
    limit = int(getattr(settings, "MAX_DOCUMENT_BYTES", LARGEST_DOCUMENT))
    size = path.stat().st_size
    if size > limit:
        raise FileTooLarge(name=name, size=f"{size / _MEGABYTE:.0f}", limit=f"{limit / _MEGABYTE:.0f}")
    return path.read_bytes()


def _words(refusal: Refusal) -> str:
    """The refusal, and each place when it tells of several."""
    faults = [f"{one.place}: {one.words}" for one in submission_told.faults_of(refusal) if one.words != str(refusal)]
    return "; ".join([str(refusal), *faults])


def _put_away(path: Path, names: tuple[str, ...], place: str, why: str = "") -> None:
    """The message last: while it lies in the folder, its files are there too."""
    to = path.parent / place
    to.mkdir(exist_ok=True)
    for name in names:
        if (path.parent / name).is_file():
            shutil.copy2(path.parent / name, to / name)
    if why:
        (to / f"{path.stem}{WHY}").write_text(why + "\n", encoding="utf-8")
    path.replace(to / path.name)
    for name in names:
        (path.parent / name).unlink(missing_ok=True)
