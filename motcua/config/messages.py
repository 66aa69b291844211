"""What is said after an act, kept until a page shows it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponseBase

MOST: Final = 10
"""Sentences of earlier acts and the last one that wait for one reader; what one act says waits whole."""


class NewestMessages(FallbackStorage):
    """For `MESSAGE_STORAGE`: the newest sentences. A browser that acts and looks at no page would gather them without
    end, and each request would read and write them all."""

    def _store(self, messages: list[Message], response: HttpResponseBase, *args: Any, **kwargs: Any) -> list[Message]:
        now_said: list[Message] = self._queued_messages  # type: ignore[attr-defined]
        newest = messages[-max(MOST, len(now_said)) :]
        kept: list[Message] = super()._store(newest, response, *args, **kwargs)  # type: ignore[misc]
        return kept
