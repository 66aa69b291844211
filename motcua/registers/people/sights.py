"""The log of sights: who looked at whose data. Written in batches, one statement for all that one request showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from motcua.rules.access import Viewer

Noted = dict[tuple[int | None, int | None, int, str], None]

_gathering: ContextVar[Noted | None] = ContextVar("people_sights", default=None)

INSERT = """
INSERT INTO people_sight (official_id, viewer_person_id, person_id, purpose)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[])
"""


def note(*, viewer: Viewer, person_ids: Iterable[int], purpose: str) -> None:
    """Record that the viewer saw these persons: at once, or at the end of the batch if one is being gathered.

    The house itself (`SYSTEM`) leaves no sight: its work shows nobody anything.
    """
    if viewer.is_system:
        return
    noted = {(viewer.official_id, viewer.person_id, person, purpose): None for person in person_ids}
    batch = _gathering.get()
    if batch is None:
        _write(noted)
    else:
        batch.update(noted)


@contextmanager
def gathering_sights() -> Iterator[None]:
    """Gather the sights of one request and write them in one statement at its end, each person once.

    To be opened outside any transaction, so that a refusal that rolls work back leaves the sight standing.
    """
    batch: Noted = {}
    token = _gathering.set(batch)
    try:
        yield
    finally:
        _gathering.reset(token)
        _write(batch)


def _write(noted: Noted) -> None:
    if not noted:
        return
    officials, viewers, persons, purposes = (list(column) for column in zip(*noted, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [officials, viewers, persons, purposes])
