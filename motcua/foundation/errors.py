"""The family of refusals: what the house says when it will not do as asked, in the reader's words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.utils.translation import gettext


class Refusal(Exception):
    """Something asked for cannot be done, and the person who asked can be told why and what to do.

    Each subclass is named as a sentence, carries its data as keyword arguments, and knows its text: `sentence`
    is Vietnamese, translatable, with the data's names in braces. Nothing has been written when one is raised.
    """

    sentence: ClassVar[str] = "Việc này không thực hiện được."
    status: int = 409
    """What a door answers with in HTTP."""

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(type(self).__name__, data)

    def __str__(self) -> str:
        told = gettext(self.sentence) if apps.ready else self.sentence
        return told.format(**self.data)
