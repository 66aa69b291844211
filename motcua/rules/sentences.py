"""Sentences that rules hand back: a Vietnamese text with named places, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark `text` as translatable where it is written; the door that shows it translates."""
    return text


def _as_written(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text for a reader: `text` is the Vietnamese msgid with {names}, `params` the values for them."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def words(self, translate: Callable[[str], str] = _as_written) -> str:
        """The sentence filled in; a door passes gettext as `translate`."""
        given = {
            name: value.words(translate) if isinstance(value, Sentence) else value
            for name, value in self.params.items()
        }
        return translate(self.text).format(**given)
