"""What a process keeps of the catalogue: its vocabulary, and what the national list does not have.

Procedures that the list lacks (a province's own, published or drafted here) and interlinked groups are few: they are
compared here, not in the index. All of it is made again when the index or those procedures change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from motcua.registers.procedures.search import meaning
from motcua.registers.procedures.search.grouping import named
from motcua.registers.procedures.search.letters import bare, marked, words_of
from motcua.registers.procedures.search.ranking import Candidate, name_of
from motcua.registers.procedures.search.services import Variant
from motcua.registers.procedures.search.vocabulary import Vocabulary, vocabulary_of

STATE = """
    SELECT coalesce((SELECT digest FROM procedures_catalogue_state), '')
        || '/' || coalesce((SELECT max(id) FROM procedures_version), 0)
        || '/' || coalesce((SELECT max(id) FROM procedures_draft), 0)
        || '/' || coalesce((SELECT max(id) FROM procedures_chain_version), 0) AS digest
"""
_OWN_PROCEDURES = """
    SELECT code, name, known_as FROM (
        SELECT code, name, definition #> '{identity,known_as}' AS known_as, 1 AS place
        FROM procedures_version WHERE valid_to IS NULL
        UNION ALL
        SELECT code, name, NULL, 2 FROM (
            SELECT DISTINCT ON (code) code, name FROM procedures_draft ORDER BY code, number DESC
        ) draft
    ) own WHERE NOT EXISTS (SELECT 1 FROM procedures_catalogue_entry e WHERE e.code = own.code) ORDER BY place, code
"""
_CHAINS = """
    SELECT code, name, ARRAY(SELECT jsonb_array_elements_text(definition #> '{identity,known_as}')),
        ARRAY(SELECT part ->> 'procedure' FROM jsonb_array_elements(definition -> 'parts') part)
    FROM procedures_chain_version WHERE valid_to IS NULL ORDER BY code
"""
_OWN_PRIOR = 0.02


@dataclass(frozen=True, slots=True)
class KeptChain:
    """An interlinked group and the codes of its parts."""

    code: str
    parts: frozenset[str]
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Kept:
    """`own` by numbers below zero, which no service of the index has."""

    digest: str
    vocabulary: Vocabulary
    own: Mapping[int, Candidate] = field(default_factory=dict)
    own_variants: Mapping[int, Variant] = field(default_factory=dict)
    own_by_word: Mapping[str, frozenset[int]] = field(default_factory=dict)
    chains: tuple[KeptChain, ...] = ()


_kept: dict[str, Kept] = {}


def kept(digest: str | None = None) -> Kept:
    """What this process keeps of this database's catalogue; made again when it is no longer of that digest."""
    database = str(connection.settings_dict["NAME"])
    found = _kept.get(database)
    if found is None or (digest is not None and found.digest != digest):
        found = _kept[database] = _made()
    return found


def rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _made() -> Kept:
    digest = str(rows(STATE, {})[0][0])
    own = rows(_OWN_PROCEDURES, {})
    candidates = {
        -number: _candidate(-number, name, known_as) for number, (_, name, known_as) in enumerate(own, start=1)
    }
    chains = tuple(
        KeptChain(code, frozenset(parts), _candidate(number, name, known_as))
        for number, (code, name, known_as, parts) in enumerate(rows(_CHAINS, {}))
    )
    variants = {
        -number: Variant(code, None, "", " ".join(name.split())) for number, (code, name, _) in enumerate(own, start=1)
    }
    vocabulary = _vocabulary([*candidates.values(), *(chain.candidate for chain in chains)])
    return Kept(digest, vocabulary, candidates, variants, _by_word(candidates), chains)


def _candidate(number: int, name: str, known_as: Sequence[str] | None) -> Candidate:
    texts = [" ".join(words) for words in (named(name).words, *map(words_of, known_as or ())) if words]
    return Candidate(number, tuple(map(name_of, texts)), _OWN_PRIOR)


def _vocabulary(own: Sequence[Candidate]) -> Vocabulary:
    sql = "SELECT texts || by_names FROM procedures_catalogue_service"
    listed = (text for (texts,) in rows(sql, {}) for text in texts)
    words = (text.split(" ") for text in (*listed, *(name.text for each in own for name in each.names)))
    return vocabulary_of((([*map(bare, each)], [*map(marked, each)]) for each in words), meaning.phrases())


def _by_word(candidates: Mapping[int, Candidate]) -> dict[str, frozenset[int]]:
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for number, candidate in candidates.items():
        for name in candidate.names:
            for word in name.places:
                by_word[word].add(number)
    return {word: frozenset(found) for word, found in by_word.items()}
