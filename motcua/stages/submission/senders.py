"""Systems that may send dossiers by calling: who they are is told by the setting `MOTCUA_SENDERS`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any, Final

from django.conf import settings

from motcua.stages.submission.errors import ChannelNotYours, SenderUnknown, SourceNotYours
from motcua.stages.submission.messages import Message

_WELL_KNOWN: Final = {"dvcqg": "Cổng Dịch vụ công quốc gia"}


@dataclass(frozen=True, slots=True)
class Sender:
    """A sending system: the `source` of its messages, how people call it, and the channels it may send by. Without
    `token` it is only known by name, for what comes as files."""

    source: str
    name: str
    channels: tuple[str, ...]
    token: str = ""


def senders() -> tuple[Sender, ...]:
    """All that are set."""
    told: Mapping[str, Mapping[str, Any]] = getattr(settings, "SENDERS", {})
    return tuple(Sender(source=source, **values) for source, values in told.items())


def senders_of(*, token: str) -> tuple[Sender, ...]:
    """Those whose token this is. Raises `SenderUnknown`."""
    found = tuple(one for one in senders() if one.token and compare_digest(one.token.encode(), token.encode()))
    if not found:
        raise SenderUnknown
    return found


def admit(*, message: Message, known: Sequence[Sender]) -> None:
    """Refuse what these senders may not send. Raises `SourceNotYours`, `ChannelNotYours`."""
    sender = next((one for one in known if one.source == message.source), None)
    if sender is None:
        raise SourceNotYours(source=message.source, known=", ".join(one.source for one in known))
    if message.channel not in sender.channels:
        raise ChannelNotYours(channel=message.channel, known=", ".join(sender.channels))


def origin_name(source: str | None) -> str:
    """How people call the system that sent a dossier; empty for what began here."""
    if not source:
        return ""
    set_here = next((one.name for one in senders() if one.source == source), "")
    return set_here or _WELL_KNOWN.get(source, source)
