"""A dossier of another channel as a message: what the national portal, a ministry's system or a post office sends, in
one shape until each partner has its own. docs/reference/dossier-file.md says it to those who write such files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from motcua.registers.people.actions import PersonFacts
from motcua.stages.submission.errors import MessageUnfit

FORMAT: Final = "motcua-dossier-1"
CHANNELS: Final = ("online", "postal", "direct")
MOST_PAPERS: Final = 60
MOST_FILES: Final = 40
MOST_ANSWERS: Final = 500
MOST_ROWS: Final = 200
"""Rows of one answer that is a table."""
LONGEST: Final = 4000
_NAME: Final = re.compile(r"[^/\\\x00-\x1f]{1,200}")
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_PERSON: Final = ("kind", "name", "id_number", "birth", "sex", "address", "phone", "email")


@dataclass(frozen=True, slots=True)
class MessagePaper:
    """A paper of the message: pieces that came by post, files that lie beside it."""

    paper: str
    originals: int = 0
    copies: int = 0
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A whole dossier. `source` and `number` name it in the sending system: the same two enter once."""

    source: str
    number: str
    channel: str
    office: str
    procedure: str
    applicant: PersonFacts
    owner: PersonFacts
    case: str = ""
    competent: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[MessagePaper, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Names of all files that belong to it."""
        return tuple(name for paper in self.papers for name in paper.files)


def read_message(told: Any) -> Message:
    """What a file or a call says. Raises `MessageUnfit` with the place that is wrong."""
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise MessageUnfit(place="format", want=FORMAT)
    applicant = _person(told.get("applicant"), "applicant")
    return Message(
        source=_code(told, "source"),
        number=_code(told, "number"),
        channel=_one_of(told, "channel", CHANNELS),
        office=_text(told, "office", 60),
        procedure=_text(told, "procedure", 40),
        applicant=applicant,
        owner=_person(told["owner"], "owner") if told.get("owner") is not None else applicant,
        case=_text(told, "case", 80, needed=False),
        competent=_text(told, "competent", 60, needed=False),
        answers=_answers(told.get("answers", {})),
        papers=_papers(told.get("papers", [])),
    )


def _text(told: Mapping[str, Any], name: str, most: int, *, needed: bool = True, within: str = "") -> str:
    value = told.get(name, "" if not needed else None)
    place = f"{within}{name}"
    if not isinstance(value, str) or len(value) > most or (needed and not value.strip()):
        raise MessageUnfit(place=place, want=f"1–{most}")
    return value.strip()


def _code(told: Mapping[str, Any], name: str) -> str:
    value = _text(told, name, 80)
    if not _CODE.fullmatch(value):
        raise MessageUnfit(place=name, want="A–Z a–z 0–9 . _ -")
    return value


def _one_of(told: Mapping[str, Any], name: str, among: tuple[str, ...]) -> str:
    value = _text(told, name, 40)
    if value not in among:
        raise MessageUnfit(place=name, want=", ".join(among))
    return value


def _person(told: Any, place: str) -> PersonFacts:
    if not isinstance(told, dict) or not told.keys() <= set(_PERSON):
        raise MessageUnfit(place=place, want=", ".join(_PERSON))
    values = {name: _text(told, name, 500, needed=name == "name", within=f"{place}.") for name in told}
    _text(told, "name", 200, within=f"{place}.")
    if values.get("kind", "citizen") not in ("citizen", "organisation", "foreigner"):
        raise MessageUnfit(place=f"{place}.kind", want="citizen, organisation, foreigner")
    return PersonFacts(**values)


def _answers(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict) or len(told) > MOST_ANSWERS:
        raise MessageUnfit(place="answers", want=f"0–{MOST_ANSWERS}")
    for name, value in told.items():
        if not (_is_plain(value) or _is_table(value)):
            raise MessageUnfit(place=f"answers.{name[:80]}", want="text, number, true, false, [{…}]")
    return dict(told)


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, bool)) and not (isinstance(value, str) and len(value) > LONGEST)


def _is_table(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MOST_ROWS
        and all(isinstance(row, dict) and all(map(_is_plain, row.values())) for row in value)
    )


def _papers(told: Any) -> tuple[MessagePaper, ...]:
    if not isinstance(told, list) or len(told) > MOST_PAPERS:
        raise MessageUnfit(place="papers", want=f"0–{MOST_PAPERS}")
    papers = tuple(_paper(one, f"papers[{place}]") for place, one in enumerate(told))
    if len({one.paper for one in papers}) < len(papers):
        raise MessageUnfit(place="papers", want="1 × paper")
    if sum(len(one.files) for one in papers) > MOST_FILES:
        raise MessageUnfit(place="papers.files", want=f"0–{MOST_FILES}")
    return papers


def _paper(told: Any, place: str) -> MessagePaper:
    if not isinstance(told, dict):
        raise MessageUnfit(place=place, want="{paper, originals, copies, files}")
    files = told.get("files", [])
    if not isinstance(files, list) or not all(isinstance(one, str) and _fits(one) for one in files):
        raise MessageUnfit(place=f"{place}.files", want="[…]")
    return MessagePaper(
        paper=_text(told, "paper", 80, within=f"{place}."),
        originals=_count(told, "originals", place),
        copies=_count(told, "copies", place),
        files=tuple(files),
    )


def _fits(name: str) -> bool:
    """A name in the same folder, and of no other."""
    return bool(_NAME.fullmatch(name)) and not name.startswith(".")


def _count(told: Mapping[str, Any], name: str, place: str) -> int:
    value = told.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 99:
        raise MessageUnfit(place=f"{place}.{name}", want="0–99")
    return value
