"""Finding in the catalogue: the question is read, PostgreSQL finds what may answer, the likeliest are ranked here.

Procedures that the catalogue does not list (a province's own, published or drafted here) are few: they are kept in the
process beside the vocabulary, which is made again when the index or those procedures change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import connection

from motcua.registers.procedures.catalogue_indexing import letters_of
from motcua.registers.procedures.search import meaning
from motcua.registers.procedures.search.grouping import named
from motcua.registers.procedures.search.letters import bare, marked, words_of
from motcua.registers.procedures.search.places import province_of
from motcua.registers.procedures.search.question import Question, read
from motcua.registers.procedures.search.ranking import Candidate, Reading, name_of, worths
from motcua.registers.procedures.search.services import LEVEL_ORDER, Variant
from motcua.registers.procedures.search.vocabulary import Vocabulary, vocabulary_of

MOST_FOUND = 50
_FOR_EACH_READING = 20
_TOO_COMMON, _MOST_WORDS, _PAIR, _LETTERS = 2.0, 6, 0.5, 0.25
_ELSEWHERE, _OWN = -0.08, 0.01
_STATE = """
    SELECT coalesce((SELECT digest FROM procedures_catalogue_state), '')
        || '/' || coalesce((SELECT max(id) FROM procedures_version), 0)
        || '/' || coalesce((SELECT max(id) FROM procedures_draft), 0) AS digest
"""
_CANDIDATES = f"""
    WITH asked AS (
        SELECT * FROM unnest(%(readings)s::int[], %(grams)s::text[], %(factors)s::float8[]) a (reading, gram, factor)
    ), held AS (
        SELECT asked.reading, service, sum(gram.weight * asked.factor) AS held
        FROM asked
            CROSS JOIN LATERAL (
                SELECT g.weight, g.services FROM procedures_catalogue_gram g WHERE g.gram = asked.gram OFFSET 0
            ) gram
            CROSS JOIN unnest(gram.services) service
        GROUP BY 1, 2
    ), placed AS (
        SELECT reading, service, row_number() OVER (PARTITION BY reading ORDER BY held DESC, service) AS place FROM held
    )
    SELECT state.digest, found.* FROM ({_STATE}) state LEFT JOIN (
        SELECT placed.reading, s.* FROM placed CROSS JOIN LATERAL (
            SELECT id, texts, prior, provinces FROM procedures_catalogue_service WHERE id = placed.service OFFSET 0
        ) s WHERE placed.place <= %(most)s
    ) found ON true
"""
_VARIANTS = """
    SELECT service_id, code, nullif(province, ''), level, name FROM procedures_catalogue_entry
    WHERE service_id = ANY(%(services)s) ORDER BY code
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


@dataclass(frozen=True, slots=True)
class Group:
    """One service that answers: its code for the reader's province, and every other code of it."""

    code: str
    name: str
    worth: float
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """What a process keeps of the catalogue."""

    digest: str
    vocabulary: Vocabulary
    own: Mapping[int, Candidate] = field(default_factory=dict)
    own_variants: Mapping[int, Variant] = field(default_factory=dict)
    own_by_word: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    provinces: tuple[str, ...]
    readings: tuple[int, ...]


_kept: dict[str, _Index] = {}


def search(text: str, *, province: str | None = None, limit: int = 5) -> tuple[Group, ...]:
    """The services that answer a question in anybody's words, likeliest first; none when nothing fits.

    `province`: code or name, by default the setting; a place named in the question counts before it.
    """
    if limit <= 0:
        return ()
    index = _index()
    question = read(text, index.vocabulary)
    if question.readings:
        digest, found = _candidates(question)
        if digest != index.digest:
            index = _index(digest)
            question = read(text, index.vocabulary)
            _, found = _candidates(question)
        found += _own_candidates(question.readings, index)
    else:
        found = []
    here = question.province or (province_of(province) if province else None) or settings.PROVINCE
    if question.code:
        worths = _of_code(question.code, index)
    else:
        worths = _ranked(question, found, index.vocabulary, here)
    best = sorted(worths.items(), key=lambda each: (-each[1], each[0]))[: min(limit, MOST_FOUND)]
    variants = _variants_of([number for number, _ in best], index)
    return tuple(_group(variants[number], value, here, question) for number, value in best)


def _ranked(question: Question, found: Sequence[_Found], vocabulary: Vocabulary, here: str) -> dict[int, float]:
    best: dict[int, float] = {}
    for at, reading in enumerate(question.readings):
        for number, value in worths(
            reading, (each.candidate for each in found if at in each.readings), vocabulary
        ).items():
            best[number] = max(value, best.get(number, 0.0))
    for each in found:
        number = each.candidate.service_id
        if number in best:
            is_national = not each.provinces or "" in each.provinces
            best[number] += _OWN if here in each.provinces else 0.0 if is_national else _ELSEWHERE
    return best


def _candidates(question: Question) -> tuple[str, list[_Found]]:
    """What the index leads to, and the digest of the index."""
    asked = [(at, *each) for at, reading in enumerate(question.readings) for each in _grams(reading, question.unknown)]
    readings, grams, factors = (list(column) for column in zip(*asked, strict=True)) if asked else ([], [], [])
    values = {"readings": readings, "grams": grams, "factors": factors, "most": _FOR_EACH_READING}
    rows = _rows(_CANDIDATES, values)
    by_service: defaultdict[int, list[int]] = defaultdict(list)
    told: dict[int, tuple[list[str], float, list[str]]] = {}
    for _, reading, number, texts, prior, provinces in rows:
        if number is not None:
            by_service[number].append(reading)
            told[number] = (texts, prior, provinces)
    found = [
        _Found(Candidate(number, tuple(map(name_of, texts)), prior), tuple(provinces), tuple(by_service[number]))
        for number, (texts, prior, provinces) in told.items()
    ]
    return rows[0][0], found


def _grams(reading: Reading, unknown: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What is looked up for a reading: its rarest words, its pairs of words, of a word nobody knows the letters."""
    rarity = _index().vocabulary.rarity
    words = sorted({term.bare: term.factor for term in reading.terms}.items(), key=lambda each: -rarity(each[0]))
    telling = [each for each in words if rarity(each[0]) >= _TOO_COMMON] or words[:2]
    yield from telling[:_MOST_WORDS]
    for left, right in pairwise(reading.terms):
        yield f"{left.bare} {right.bare}", _PAIR * min(left.factor, right.factor)
    for word, _ in words:
        if word in unknown:
            yield from ((gram, _LETTERS) for gram in letters_of(word))


def _own_candidates(readings: Sequence[Reading], index: _Index) -> list[_Found]:
    numbers = {
        number
        for reading in readings
        for term in reading.terms
        for number in index.own_by_word.get(term.bare, ())
        if index.vocabulary.rarity(term.bare) >= _TOO_COMMON or len(index.own) < MOST_FOUND
    }
    everything = tuple(range(len(readings)))
    return [_Found(index.own[number], (), everything) for number in numbers]


def _of_code(code: str, index: _Index) -> dict[int, float]:
    sql = (
        "SELECT DISTINCT service_id FROM procedures_catalogue_entry WHERE code LIKE %(code)s AND service_id IS NOT NULL"
    )
    found = {int(number): 1.0 for (number,) in _rows(f"{sql} LIMIT {MOST_FOUND}", {"code": f"{code}%"})}
    found.update({number: 1.1 for number, variant in index.own_variants.items() if variant.code.startswith(code)})
    return found


def _variants_of(numbers: Sequence[int], index: _Index) -> dict[int, list[Variant]]:
    variants: dict[int, list[Variant]] = {
        number: [index.own_variants[number]] for number in numbers if number in index.own_variants
    }
    for number, code, province, level, name in _rows(_VARIANTS, {"services": list(numbers)}):
        variants.setdefault(number, []).append(Variant(code, province, level, named(name).name))
    return variants


def _group(variants: Sequence[Variant], value: float, here: str, question: Question) -> Group:
    def place(variant: Variant) -> tuple[bool, int, bool, int, str]:
        whose = 0 if variant.province == here else 1 if variant.province is None else 2
        is_other_code = question.code is not None and not variant.code.startswith(question.code)
        return is_other_code, whose, variant.level != question.level, LEVEL_ORDER[variant.level], variant.code

    ordered = sorted(variants, key=place)
    return Group(ordered[0].code, ordered[0].name, value, tuple(ordered))


def _index(digest: str | None = None) -> _Index:
    """What this process keeps of this database's catalogue; made again when it is no longer of that digest."""
    database = str(connection.settings_dict["NAME"])
    kept = _kept.get(database)
    if kept is None or (digest is not None and kept.digest != digest):
        kept = _kept[database] = _made()
    return kept


def _made() -> _Index:
    digest = str(_rows(_STATE, {})[0][0])
    own = [(code, name, known_as or []) for code, name, known_as in _rows(_OWN_PROCEDURES, {})]
    texts = [
        text for (all_of_one,) in _rows("SELECT texts FROM procedures_catalogue_service", {}) for text in all_of_one
    ]
    candidates = {
        -number: Candidate(-number, tuple(name_of(text) for text in _texts_of(name, known_as)), 0.02)
        for number, (_, name, known_as) in enumerate(own, start=1)
    }
    own_names = [name.text for candidate in candidates.values() for name in candidate.names]
    words = (text.split(" ") for text in (*texts, *own_names))
    vocabulary = vocabulary_of((([*map(bare, each)], [*map(marked, each)]) for each in words), meaning.phrases())
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for number, candidate in candidates.items():
        for name in candidate.names:
            for word in name.places:
                by_word[word].add(number)
    variants = {
        -number: Variant(code, None, "", " ".join(name.split())) for number, (code, name, _) in enumerate(own, start=1)
    }
    return _Index(digest, vocabulary, candidates, variants, {word: frozenset(found) for word, found in by_word.items()})


def _texts_of(name: str, known_as: Sequence[str]) -> list[str]:
    return [" ".join(words) for words in (named(name).words, *map(words_of, known_as)) if words]


def _rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
