"""What a box answers in which somebody looks for a procedure of this house: in the asker's own words, or half typed.

Two lists are laid into one. What the search of the whole catalogue answers, as far as it is published here, knows
what is meant; what holds the words as typed knows words that are not yet at their end, and first letters (“ks”).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.foundation.postgres.prepared import rows
from motcua.registers.procedures.catalogue_finding import Answers, answers
from motcua.registers.procedures.finding import patterns, words_of
from motcua.registers.procedures.queries.days import ON
from motcua.registers.procedures.queries.listed import LISTED, Listed
from motcua.registers.procedures.search.places import province_of
from motcua.registers.procedures.search.question import LONGEST
from motcua.registers.procedures.search.ranking import FITS

GROUPS_LOOKED_AT = 20
"""Services of the whole country that may answer, of which this house has published some."""
_AS_TYPED, _STEEP = 0.8, 2
"""An answer counts by its worth over its place, what holds the words by this; a greater `_STEEP` makes places count
less. What stands in both lists comes before what stands in one."""
_NEARLY = 0.15
"""A group leads when its own name answers as well as the best procedure, or nearly."""
_STANDING = "valid_to IS NULL"
_FOUND = """
    WITH typed AS (
        SELECT id, row_number() OVER (
            ORDER BY code = %(whole)s DESC, nullif(strpos(search, %(phrase)s), 0), length(name), sort_key, code
        ) AS place
        FROM procedures_version WHERE {days} AND search LIKE ALL (%(patterns)s) ORDER BY place LIMIT %(limit)s
    ), answering AS (
        SELECT v.id, a.worth, row_number() OVER (ORDER BY a.place) AS place
        FROM unnest(%(codes)s::text[], %(worths)s::float8[]) WITH ORDINALITY a (code, worth, place)
            JOIN procedures_version v ON v.code = a.code AND {days} ORDER BY place LIMIT %(limit)s
    )
    SELECT listed.* FROM typed FULL JOIN answering USING (id) JOIN ({listed}) listed USING (id)
    ORDER BY listed.code = %(whole)s DESC,
        coalesce({as_typed} / ({steep} + typed.place), 0)
            + coalesce(answering.worth / ({steep} + answering.place), 0) DESC,
        typed.place, listed.code
    LIMIT %(limit)s
"""
_CHAINS = f"""
    SELECT code, name, ARRAY(SELECT part ->> 'procedure' FROM jsonb_array_elements(definition -> 'parts') part),
        starts_with(lower(code), %(whole)s) AS is_named
    FROM procedures_chain_version
    WHERE {ON} AND (search LIKE ALL (%(patterns)s) OR code = ANY(%(codes)s) OR starts_with(lower(code), %(whole)s))
    ORDER BY is_named DESC, array_position(%(codes)s, code), length(name), code LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class ListedChain:
    """One line of a list of interlinked groups. `leads`: it is asked for itself, not only one of its parts."""

    code: str
    name: str
    procedures: tuple[str, ...]
    """The codes of its parts, in their order."""
    leads: bool


def find(text: str, limit: int = 20, on: date | None = None) -> tuple[Listed, ...]:
    """The procedures of this house that a question means, best first: in anybody's words, by beginnings of words, by
    initials (“ks”), by code. Without `on`, versions that have not been superseded. Without words, nothing."""
    text = text[:LONGEST]
    return _procedures(text, answers(text, limit=GROUPS_LOOKED_AT), limit, on) if words_of(text) else ()


def find_chains(text: str, on: date, limit: int = 3) -> tuple[ListedChain, ...]:
    """The interlinked groups that a question means: by their own name, or by what answers and is a part of them."""
    text = text[:LONGEST]
    return _chains(text, answers(text, limit=GROUPS_LOOKED_AT), limit, on) if words_of(text) else ()


def find_both(text: str, on: date, limit: int = 8) -> tuple[tuple[Listed, ...], tuple[ListedChain, ...]]:
    """`find` and `find_chains`, the question read once."""
    text = text[:LONGEST]
    if not words_of(text):
        return (), ()
    told = answers(text, limit=GROUPS_LOOKED_AT)
    return _procedures(text, told, limit, on), _chains(text, told, 3, on)


def knows_province(text: str) -> bool:
    """Whether this is the code or the name of a province."""
    return province_of(text) is not None


def _procedures(text: str, told: Answers, limit: int, on: date | None) -> tuple[Listed, ...]:
    whole = " ".join(words_of(text))
    fitting = (group for group in told.groups if group.worth >= FITS)
    answering = [(variant.code, group.worth) for group in fitting for variant in group.variants]
    values = {
        "whole": whole,
        "phrase": f" {whole}",
        "patterns": patterns(text),
        "codes": [code for code, _ in answering],
        "worths": [worth for _, worth in answering],
        "limit": limit,
        "on": on,
    }
    sql = _FOUND.format(days=ON if on else _STANDING, listed=LISTED, as_typed=_AS_TYPED, steep=_STEEP)
    return tuple(Listed(*row) for row in rows(sql, values))


def _chains(text: str, told: Answers, limit: int, on: date) -> tuple[ListedChain, ...]:
    best = max((group.worth for group in told.groups), default=0.0)
    leading = _leading(told.chains, best)
    codes = [code for code, _ in told.chains]
    values = {"patterns": patterns(text), "codes": codes, "whole": text.strip().lower(), "on": on, "limit": limit}
    return tuple(
        ListedChain(code, name, tuple(parts), leads=is_named or code in leading)
        for code, name, parts, is_named in rows(_CHAINS, values)
    )


def _leading(chains: Sequence[tuple[str, float]], best: float) -> frozenset[str]:
    return frozenset(code for code, worth in chains if worth and worth >= best - _NEARLY)
