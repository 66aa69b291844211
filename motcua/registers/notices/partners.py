"""Which partner carries what: the ports that `config` names, by channel."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.registers.notices.moments import CHANNELS
from motcua.registers.notices.ports import MessagePort


def channels() -> tuple[str, ...]:
    """The channels that are served here, the one tried first first."""
    return tuple(channel for channel in CHANNELS if settings.MESSAGE_PORTS.get(channel))


def port(channel: str) -> MessagePort:
    """The adapter that serves the channel. Raises `KeyError` for one that nobody serves."""
    return _adapter(settings.MESSAGE_PORTS[channel])


@cache
def _adapter(path: str) -> MessagePort:
    adapter: MessagePort = import_string(path)()
    return adapter
