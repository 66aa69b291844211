"""What the stage needs from outside: a partner that reads the messages of a master system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from motcua.rules.lifecycle import State


class MessageNotUnderstood(Exception):
    """The record is not of the agreed shape; its argument is the reason, in Vietnamese, naming the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTold:
    """A person as the master names one. `kind` as of `PersonFacts`."""

    name: str
    kind: str = "citizen"
    id_number: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningTold:
    """What is needed to know a dossier here for the first time."""

    procedure_code: str
    channel: str
    office_code: str
    """Electronic identifier of the agency that handles it."""
    received_office_code: str
    """Of where it was handed in; empty: the same."""
    owner: PersonTold
    submitted_at: datetime
    case_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTold:
    """One record of a master: the state at a moment of its clock. `at` orders records; `said` is kept as history."""

    code: str
    kind: str
    """`state` for the dossier as a whole, `progress` for one act on it."""
    state: State
    at: datetime
    said: Mapping[str, Any]
    opening: OpeningTold | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    receipt: str = ""
    """Our reference of the dossier that it answers, where we gave it one: a part of an interlinked submission."""
    outcome: str | None = None
    """`granted` or `not-eligible`, once the record tells the result."""
    result: str = ""
    """What was given: names and numbers, to be read by officials."""
    files: tuple[tuple[str, str], ...] = ()
    """Where the master has what was given, and what paper each is: (address, name)."""


class FileNotHad(Exception):
    """The partner has no such file for us, or one that is not taken; its argument is the reason: `elsewhere`,
    `too-large`, or the number of an answer. Asking again changes nothing."""


class PartnerSilent(Exception):
    """The partner does not serve it now: `no-answer`, or the number of an answer."""


class ResultFilePort(Protocol):
    """Asks one master system for the files of results that it named. An OSError is taken as its silence."""

    def fetch(self, address: str, *, within: float, most: int) -> tuple[bytes, str]:
        """The bytes and their media type; `within` seconds in all, at most `most` bytes. Only what lies under the
        partner's own address is asked for, and no redirect is followed. Raises `FileNotHad`, `PartnerSilent`."""
        ...


class MasterPort(Protocol):
    """Reads what one master system sends. Pure: it keeps nothing and asks nobody."""

    @property
    def services(self) -> frozenset[str]:
        """The names of the services that it understands."""
        ...

    def read(self, service: str, record: Mapping[str, Any]) -> MessageTold:
        """One record of a call. Raises `MessageNotUnderstood`."""
        ...
