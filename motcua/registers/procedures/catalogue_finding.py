"""Finding in the catalogue: the question is read, PostgreSQL finds what may answer, the likeliest are ranked here.

Interlinked groups and procedures that the catalogue does not list are ranked beside, from what the process keeps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings

from motcua.foundation.postgres.prepared import rows
from motcua.registers.procedures.catalogue_indexing import letters_of
from motcua.registers.procedures.catalogue_kept import STATE, Kept, kept
from motcua.registers.procedures.search.grouping import named
from motcua.registers.procedures.search.places import province_of
from motcua.registers.procedures.search.question import Question, read
from motcua.registers.procedures.search.ranking import Candidate, Reading, judged, names_of
from motcua.registers.procedures.search.services import LEVEL_ORDER, Variant
from motcua.registers.procedures.search.vocabulary import Vocabulary

MOST_FOUND = 50
_FOR_EACH_READING = 11
_TOO_COMMON, _PAIR, _LETTERS = 3.3, 0.5, 0.25
_MOST_WORDS, _MOST_WORDS_MEANT = 10, 6
_ELSEWHERE, _OWN = -0.08, 0.01
_FITS_NOTHING, _SURE, _HALF = 0.45, 4, 0.6
"""What a service is worth that fits no reading; places given by readings, before one is given by the whole."""
_FIRST_FEW = 3
"""Answers that lead to an interlinked group which one of them is a part of."""
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
    SELECT state.digest, found.* FROM ({STATE}) state LEFT JOIN (
        SELECT placed.reading, s.* FROM placed CROSS JOIN LATERAL (
            SELECT id, texts, by_names, prior, provinces FROM procedures_catalogue_service WHERE id = placed.service
            OFFSET 0
        ) s WHERE placed.place <= %(most)s
    ) found ON true
"""
_VARIANTS = """
    SELECT service_id, code, nullif(province, ''), level, name FROM procedures_catalogue_entry
    WHERE service_id = ANY(%(services)s) ORDER BY code
"""


@dataclass(frozen=True, slots=True)
class Group:
    """One service that answers: its code for the reader's province, and every other code of it."""

    code: str
    name: str
    worth: float
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What answers a question: services, and interlinked groups of procedures with how well their own name answers."""

    groups: tuple[Group, ...] = ()
    chains: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    provinces: tuple[str, ...]
    readings: tuple[int, ...]


def search(text: str, *, province: str | None = None, limit: int = 5) -> tuple[Group, ...]:
    """The services that answer a question in anybody's words, likeliest first; none when nothing fits.

    `province`: code or name, by default the setting; a place named in the question counts before it.
    """
    return answers(text, province=province, limit=limit).groups


def answers(text: str, *, province: str | None = None, limit: int = 5) -> Answers:
    """As `search`, and the interlinked groups: those whose own name answers, and those with a part that does (0)."""
    if limit <= 0:
        return Answers()
    question, found, index = _asked(text)
    here = question.province or (province_of(province) if province else None) or settings.PROVINCE
    if question.code:
        best = sorted(_of_code(question.code, index).items(), key=lambda each: (-each[1], each[0]))
    else:
        best = _ranked(question, found, index.vocabulary, here)
    best = best[: min(limit, MOST_FOUND)]
    variants = _variants_of([number for number, _ in best], index)
    groups = tuple(_group(variants[number], value, here, question) for number, value in best)
    return Answers(groups, _chains(question, groups, index))


def _asked(text: str) -> tuple[Question, list[_Found], Kept]:
    """The question as read, what may answer it, and what both were read by: never older than the index."""
    index = kept()
    question = read(text, index.vocabulary)
    if question.code:
        return question, [], kept(str(rows(STATE, {})[0][0]))
    if not question.readings:
        return question, [], index
    digest, found = _candidates(question, index.vocabulary)
    if digest != index.digest:
        index = kept(digest)
        question = read(text, index.vocabulary)
        _, found = _candidates(question, index.vocabulary)
    return question, found + _own_candidates(question.readings, index), index


def _chains(question: Question, groups: Sequence[Group], index: Kept) -> tuple[tuple[str, float], ...]:
    asked = {chain.code: 0.0 for chain in index.chains if chain.parts & _codes(groups[:_FIRST_FEW])}
    of_number = {chain.candidate.service_id: chain.code for chain in index.chains}
    candidates = [chain.candidate for chain in index.chains]
    for reading in question.readings:
        for number, value in judged(reading, candidates, index.vocabulary).worths.items():
            asked[of_number[number]] = max(value, asked.get(of_number[number], 0.0))
    return tuple(sorted(asked.items(), key=lambda each: (-each[1], each[0])))


def _codes(groups: Sequence[Group]) -> frozenset[str]:
    return frozenset(variant.code for group in groups for variant in group.variants)


def _ranked(question: Question, found: Sequence[_Found], vocabulary: Vocabulary, here: str) -> list[tuple[int, float]]:
    """Services with their worth, likeliest first. One that fits no reading counts only beside one that does."""
    worths: dict[int, float] = {}
    evidence: dict[int, float] = {}
    for at, reading in enumerate(question.readings):
        told = judged(reading, (each.candidate for each in found if at in each.readings), vocabulary)
        for all_of_it, more in ((worths, told.worths), (evidence, told.evidence)):
            for number, value in more.items():
                all_of_it[number] = max(value, all_of_it.get(number, 0.0))
    most = max(evidence.values(), default=0.0) or 1.0
    if not worths:
        return []
    nearness = {each.candidate.service_id: _nearness(each, here) for each in found}
    speaks = {number: value / most + nearness[number] for number, value in evidence.items()}
    known = {number: worths.get(number, _FITS_NOTHING) + nearness[number] for number in {*worths, *speaks}}
    order = sorted(known, key=lambda each: (-known[each] - question.doubt * speaks.get(each, 0.0), each))
    likely = [
        number
        for place, number in enumerate(_with_another(order, speaks))
        if number in worths or (place <= _SURE and speaks[number] >= _HALF)
    ]
    return [(number, known[number]) for number in likely]


def _with_another(order: list[int], speaks: Mapping[int, float]) -> list[int]:
    """The last of the few that are shown is what the whole question speaks for most, were the readings all wrong."""
    likely, rest = order[:_SURE], order[_SURE:]
    another = max((number for number in rest if number in speaks), key=lambda each: (speaks[each], -each), default=None)
    return order if another is None else [*likely, another, *(number for number in rest if number != another)]


def _nearness(found: _Found, here: str) -> float:
    if here in found.provinces:
        return _OWN
    return 0.0 if not found.provinces or "" in found.provinces else _ELSEWHERE


def _candidates(question: Question, vocabulary: Vocabulary) -> tuple[str, list[_Found]]:
    """What the index leads to, and the digest of the index."""
    asked = [
        (at, *each)
        for at, reading in enumerate(question.readings)
        for each in _grams(reading, question.unknown, vocabulary)
    ]
    readings, grams, factors = (list(column) for column in zip(*asked, strict=True)) if asked else ([], [], [])
    values = {"readings": readings, "grams": grams, "factors": factors, "most": _FOR_EACH_READING}
    given = rows(_CANDIDATES, values)
    by_service: defaultdict[int, list[int]] = defaultdict(list)
    told: dict[int, tuple[Sequence[str], Sequence[str], float, Sequence[str]]] = {}
    for _, reading, number, texts, by_names, prior, provinces in given:
        if number is not None:
            by_service[number].append(reading)
            told[number] = (texts, by_names, prior, provinces)
    found = [
        _Found(Candidate(number, names_of(texts, by_names), prior), tuple(provinces), tuple(by_service[number]))
        for number, (texts, by_names, prior, provinces) in told.items()
    ]
    return given[0][0], found


def _grams(reading: Reading, unknown: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """What is looked up for a reading: its rarest words, its pairs of words, of a word nobody knows the letters."""
    rarity = vocabulary.rarity
    words = sorted({term.bare: term.factor for term in reading.terms}.items(), key=lambda each: -rarity(each[0]))
    telling = [each for each in words if rarity(each[0]) >= _TOO_COMMON] or words[:2]
    yield from telling[: _MOST_WORDS_MEANT if reading.is_meant else _MOST_WORDS]
    for left, right in pairwise(reading.terms):
        yield f"{left.bare} {right.bare}", _PAIR * min(left.factor, right.factor)
    for word, _ in words:
        if word in unknown:
            yield from ((gram, _LETTERS) for gram in letters_of(word))


def _own_candidates(readings: Sequence[Reading], index: Kept) -> list[_Found]:
    numbers = {
        number
        for reading in readings
        for term in reading.terms
        for number in index.own_by_word.get(term.bare, ())
        if index.vocabulary.rarity(term.bare) >= _TOO_COMMON or len(index.own) < MOST_FOUND
    }
    everything = tuple(range(len(readings)))
    return [_Found(index.own[number], (), everything) for number in numbers]


def _of_code(code: str, index: Kept) -> dict[int, float]:
    sql = (
        "SELECT DISTINCT service_id FROM procedures_catalogue_entry WHERE code LIKE %(code)s AND service_id IS NOT NULL"
    )
    found = {int(number): 1.0 for (number,) in rows(f"{sql} LIMIT {MOST_FOUND}", {"code": f"{code}%"})}
    found.update({number: 1.1 for number, variant in index.own_variants.items() if variant.code.startswith(code)})
    return found


def _variants_of(numbers: Sequence[int], index: Kept) -> dict[int, list[Variant]]:
    variants: dict[int, list[Variant]] = {
        number: [index.own_variants[number]] for number in numbers if number in index.own_variants
    }
    for number, code, province, level, name in rows(_VARIANTS, {"services": list(numbers)}):
        variants.setdefault(number, []).append(Variant(code, province, level, name))
    return variants


def _group(variants: Sequence[Variant], value: float, here: str, question: Question) -> Group:
    def place(variant: Variant) -> tuple[bool, int, bool, int, str]:
        whose = 0 if variant.province == here else 1 if variant.province is None else 2
        is_other_code = question.code is not None and not variant.code.startswith(question.code)
        return is_other_code, whose, variant.level != question.level, LEVEL_ORDER[variant.level], variant.code

    ordered = sorted(variants, key=place)
    return Group(ordered[0].code, named(ordered[0].name).name, value, tuple(ordered))
