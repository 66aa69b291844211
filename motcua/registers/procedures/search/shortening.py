"""Short forms that no table has: the first letters of words that stand side by side in names ("tgxh": trợ giúp xã hội).

Nothing is listed beforehand: the first letters of all names are one text, in which a short form is looked for when it
is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

SHORTEST, LONGEST = 2, 7
_FEWEST, _FEWEST_OF_TWO = 2, 8
"""How often words must stand side by side for their first letters to mean them; of two words oftener."""
_MOST_WAYS, _MOST_LOOKED_AT, _MOST_KEPT = 6, 4000, 1024
_BETWEEN = "\n"


class ShortForms:
    """What first letters may stand for, in the names of services."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        words = [word for name in dict.fromkeys(map(tuple, names)) for word in (*name, _BETWEEN)]
        self._words = words
        self._letters = "".join(word[0] for word in words)
        self._known: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {}

    def of(self, short: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The likeliest, each with how often its words stand side by side."""
        found = self._known.get(short)
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._known[short] = self._looked_for(short)
        return found

    def _looked_for(self, short: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        size = len(short)
        if not SHORTEST <= size <= LONGEST or not short.isalpha():
            return ()
        seen: Counter[tuple[str, ...]] = Counter()
        at = self._letters.find(short)
        while at >= 0 and seen.total() < _MOST_LOOKED_AT:
            seen[tuple(self._words[at : at + size])] += 1
            at = self._letters.find(short, at + 1)
        fewest = _FEWEST_OF_TWO if size == SHORTEST else _FEWEST
        return tuple((count, words) for words, count in seen.most_common(_MOST_WAYS) if count >= fewest)
