"""What the room needs from outside: somebody who carries a message to a telephone or a mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `to` is a telephone of Vietnam in digits, or an address of electronic mail; `subject` is for those
    partners that have one. The same `key` is the same message, however often it is handed over."""

    to: str
    subject: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The partner took it. `number` is by what the partner knows it; empty where it gives none."""

    number: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message that was taken: whether it reached the telephone or mailbox."""

    key: str
    has_arrived: bool


class AddressWrong(Exception):
    """There is no such telephone or mailbox: sending again is no use."""


class MessageRefused(Exception):
    """The partner will not carry this message: sending again is no use."""


class PartnerNotServing(Exception):
    """No answer in time, none that can be used, or not now: the same key may be handed over again. Whether the message
    went is not known. The argument is a code of `moments.REASONS`."""


class MessagePort(Protocol):
    """A partner that carries messages. One that keeps the keys carries each once; one that cannot (electronic mail)
    may carry a message twice when its answer was lost, and marks both as the same."""

    def send(self, *, message: Message, within: float) -> Taken:
        """Hand it over, waiting at most about `within` seconds for each answer.

        Raises `AddressWrong`, `MessageRefused`, `PartnerNotServing`.
        """
        ...

    def check(self) -> tuple[str, ...]:
        """What is wrong with its configuration or its line, each a sentence for the operator; nothing when it may be
        used. Sends nothing to anybody."""
        ...


@runtime_checkable
class ReportingPort(Protocol):
    """A partner that can be asked later what became of the messages it took; most gateways know a wrong number only
    then. It is asked, and calls nobody: a commune's server is behind a wall."""

    def reports(self, *, after: str, within: float) -> tuple[Sequence[Report], str]:
        """The reports that came after this mark of the partner's own (empty: from the beginning), a bounded number, and
        the mark to ask with next. A report may come more than once. Raises `PartnerNotServing`."""
        ...
