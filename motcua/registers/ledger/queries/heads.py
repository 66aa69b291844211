"""The whole ledger in one digest: two databases with the same one hold the same events."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import connection

from motcua.registers.ledger.checkpoint_files import Head


@dataclass(frozen=True, slots=True)
class Heads:
    """How many streams and events there are, and the SHA-256 over the heads of all streams, in hex."""

    streams: int
    events: int
    digest: str


def heads() -> Heads:
    """The heads as the caller's transaction sees them, streams in the order of their names; bounded memory.

    Each head's hash stands for its whole chain, which `verify` proves.
    """
    sha, streams, events = hashlib.sha256(), 0, 0
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT name, seq, hash FROM ledger_stream ORDER BY name")
        for row in cursor:
            head = Head(row[0], row[1], bytes(row[2]))
            sha.update(f"{head.stream} {head.seq} {head.hash.hex()}\n".encode())
            streams, events = streams + 1, events + head.seq
    return Heads(streams, events, sha.hexdigest())
