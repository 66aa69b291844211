"""Checkpoints as the database knows them, and whether the heads a file names are still there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from motcua.registers.ledger.checkpoint_files import Checkpoint, Head

BATCH = 5000


@dataclass(frozen=True, slots=True)
class Departure:
    """A head named by a checkpoint that the ledger no longer holds."""

    head: Head
    stream_is_missing: bool
    event_is_missing: bool


def checkpoints() -> list[Checkpoint]:
    """All checkpoints the database knows, by number."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT number, taken_at, "full", streams, previous, digest FROM ledger_checkpoint ORDER BY number'
        )
        return [
            Checkpoint(number, taken_at, full, streams, bytes(previous), bytes(digest))
            for number, taken_at, full, streams, previous, digest in cursor.fetchall()
        ]


def departures(heads: Iterable[Head]) -> Iterator[Departure]:
    """The heads that are missing or have another hash, in the order given; bounded memory."""
    rest = iter(heads)
    while batch := list(islice(rest, BATCH)):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT h.stream, h.seq, h.hash, s.id IS NULL, e.seq IS NULL"
                " FROM unnest(%s::text[], %s::integer[], %s::bytea[]) WITH ORDINALITY AS h(stream, seq, hash, nth)"
                " LEFT JOIN ledger_stream s ON s.name = h.stream"
                " LEFT JOIN ledger_event e ON e.stream_id = s.id AND e.seq = h.seq"
                " WHERE e.hash IS DISTINCT FROM h.hash ORDER BY h.nth",
                [[head.stream for head in batch], [head.seq for head in batch], [head.hash for head in batch]],
            )
            rows = cursor.fetchall()
        for stream, seq, digest, no_stream, no_event in rows:
            yield Departure(Head(stream, seq, bytes(digest)), no_stream, no_event)
