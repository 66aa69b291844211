"""The log of sights: who looked at whose data. Written in batches, one statement for all that one request showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from motcua.rules.access import Viewer

Noted = dict[tuple[int | None, int | None, int | None, str, int | None, int | None, str | None], None]
"""Who (official, person), whom, where in the product, with which dossier open; of whom the log was read, and why."""
LOG_READ = "sights"
"""The purpose of who looked into this log."""

_gathering: ContextVar[Noted | None] = ContextVar("people_sights", default=None)

INSERT = """
INSERT INTO people_sight (official_id, viewer_person_id, person_id, purpose, dossier_id, about_official_id, why)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::text[])
"""


def note(*, viewer: Viewer, person_ids: Iterable[int], purpose: str, dossier_id: int | None = None) -> None:
    """Record that the viewer saw these persons: at once, or at the end of the batch if one is being gathered.

    The house itself (`SYSTEM`) leaves no sight: its work shows nobody anything.
    """
    own = (viewer.official_id, viewer.person_id)
    _gather(viewer, {(*own, person, purpose, dossier_id, None, None): None for person in person_ids})


def note_log_read(*, viewer: Viewer, about_official_id: int | None, person_id: int | None, why: str) -> None:
    """Record that the viewer looked into this log: of an official, of a person, or (neither) of a day."""
    own = (viewer.official_id, viewer.person_id)
    _gather(viewer, {(*own, person_id, LOG_READ, None, about_official_id, why or None): None})


def _gather(viewer: Viewer, noted: Noted) -> None:
    if viewer.is_system:
        return
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
    columns = [list(column) for column in zip(*noted, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, columns)
