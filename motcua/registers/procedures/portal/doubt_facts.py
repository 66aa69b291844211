"""What a doubt is, and how its places are said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from motcua.registers.procedures.reading import Place
from motcua.registers.procedures.shape import place_words

SHOWN_PLACES = 6


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person must decide. `kind` is a code that stays; the rest is in words."""

    kind: str
    place: str
    says: str
    advice: str


def doubt(kind: str, places: Sequence[Place], says: str, advice: str, /, **params: object) -> Doubt:
    """A doubt about one place or several; `says` and `advice` are msgids with {names}.

    A letter of number 0, which PostgreSQL keeps in no text, is left out.
    """
    words = (places_words(places), gettext(says).format(**params), gettext(advice).format(**params))
    return Doubt(kind, *(each.replace("\0", "") for each in words))


def places_words(places: Sequence[Place]) -> str:
    """`papers.items[3], [5], [9]`: what the places share is said once; after six, how many more."""
    words = [place_words(place) for place in places[:SHOWN_PLACES]]
    shared = words[0].rpartition("[")[0] if words else ""
    said = [words[0], *(word.removeprefix(shared) if shared else word for word in words[1:])] if words else []
    more = len(places) - len(said)
    return ", ".join(said) + (gettext(" và {more} chỗ nữa").format(more=more) if more > 0 else "")


def papers_of(draft: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for number, paper in enumerate(draft["papers"]["items"]):
        yield ("papers", "items", number), paper


def terms_of(draft: Mapping[str, Any], *, of: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Rows of `clock.terms`; `of` is `channels` or `cases`."""
    for number, row in enumerate(draft["clock"]["terms"]):
        if ("cases" in row) is (of == "cases"):
            yield ("clock", "terms", number), row


def fees_of(draft: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for number, fee in enumerate(draft["fees"]["items"]):
        yield ("fees", "items", number), fee


def texts_of(part: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text of a draft that is not a code or a source, with its place."""
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            if key not in ("source", "sources", "key", "absent", "unknown", "as_written", "undecided", "portal_code"):
                yield from texts_of(value, (*place, key))
    elif isinstance(part, Sequence):
        for number, value in enumerate(part):
            yield from texts_of(value, (*place, number))
