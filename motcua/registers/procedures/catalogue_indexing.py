"""The index of the catalogue: services made of entries, and which words, pairs of words and letters lead to them."""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from motcua.registers.procedures.search.letters import bare
from motcua.registers.procedures.search.services import Entry, Service, services_of

_FORMAT = "1"
_RULES = (
    "grouping.py", "letters.py", "services.py", "places.py", "words/services.csv", "words/places.csv",
    "words/bynames.csv",
)  # fmt: skip


def build_index(*, now: datetime) -> str:
    """Make the index of the entries that stand, unless it is theirs already; its digest. One short transaction."""
    entries = _entries()
    digest = _digest(entries)
    if _standing_digest() == digest:
        return digest
    services = sorted(services_of(entries), key=lambda each: (min(map(len, each.texts)), each.key))
    grams = grams_of(services)
    with transaction.atomic(), connection.cursor() as cursor:
        lock_list(cursor)
        cursor.execute("UPDATE procedures_catalogue_entry SET service_id = NULL")
        for table in ("gram", "service", "state"):
            cursor.execute(f"DELETE FROM procedures_catalogue_{table}")
        _keep_services(cursor, services)
        _keep_grams(cursor, grams)
        cursor.execute("INSERT INTO procedures_catalogue_state VALUES (1, %s, %s)", [digest, now])
    return digest


def renew_index(*, now: datetime) -> None:
    """`build_index`, where there was one."""
    if _standing_digest() is not None:
        build_index(now=now)


def grams_of(services: Sequence[Service]) -> dict[str, tuple[float, list[int]]]:
    """What leads to each service (numbered from 1): words, pairs, letters in threes; and how rare each is."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, service in enumerate(services, start=1):
        for gram in {gram for text in service.searched for gram in grams_of_words([bare(word) for word in text])}:
            found[gram].append(number)
    total = len(services) + 1
    return {gram: (math.log(total / (len(numbers) + 0.5)), numbers) for gram, numbers in found.items()}


def lock_list(cursor: Any) -> None:
    """Whoever writes the list or its index in this transaction writes alone: in another order rows would be waited for
    crosswise."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('procedures_catalogue', 4))")


def grams_of_words(bares: Sequence[str]) -> Iterable[str]:
    """The words, each two side by side, and the threes of letters of each word and its borders."""
    yield from bares
    yield from (f"{left} {right}" for left, right in pairwise(bares))
    for word in bares:
        yield from letters_of(word)


def letters_of(word: str) -> list[str]:
    """`#_kh`, `#kha`, `#hai`, `#ai_` for "khai"."""
    closed = f"_{word}_"
    return [f"#{closed[at : at + 3]}" for at in range(len(closed) - 2)]


def _entries() -> list[Entry]:
    sql = """SELECT code, name, fields, body, departments, subjects, kind, state
        FROM procedures_catalogue_entry ORDER BY code"""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [
            Entry(code, name, tuple(own), body, tuple(departments), tuple(subjects), kind, state)
            for code, name, own, body, departments, subjects, kind, state in cursor.fetchall()
        ]


def _digest(entries: Sequence[Entry]) -> str:
    digest = hashlib.sha256(_FORMAT.encode())
    folder = files("motcua.registers.procedures.search")
    for name in _RULES:
        digest.update(folder.joinpath(name).read_bytes())
    for entry in entries:
        digest.update(
            json.dumps([entry.code, entry.name, entry.fields, entry.body, entry.subjects, entry.kind]).encode()
        )
    return digest.hexdigest()


def _standing_digest() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM procedures_catalogue_state")
        found = cursor.fetchone()
        return found[0] if found else None


def _keep_services(cursor: Any, services: Sequence[Service]) -> None:
    for number, service in enumerate(services, start=1):
        cursor.execute(
            "INSERT INTO procedures_catalogue_service (id, key, texts, by_names, prior, provinces)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [
                number,
                service.key,
                [" ".join(text) for text in service.texts],
                [" ".join(text) for text in service.by_names],
                service.prior,
                sorted({variant.province or "" for variant in service.variants}),
            ],
        )
    codes, numbers = (
        zip(
            *((variant.code, number) for number, service in enumerate(services, 1) for variant in service.variants),
            strict=True,
        )
        if services
        else ((), ())
    )
    cursor.execute(
        "UPDATE procedures_catalogue_entry e SET service_id = given.service"
        " FROM unnest(%s::text[], %s::int[]) given (code, service) WHERE e.code = given.code",
        [list(codes), list(numbers)],
    )


def _keep_grams(cursor: Any, grams: dict[str, tuple[float, list[int]]]) -> None:
    with cursor.copy("COPY procedures_catalogue_gram (gram, weight, services) FROM STDIN") as copy:
        for gram, (weight, numbers) in grams.items():
            copy.write_row((gram, weight, numbers))
