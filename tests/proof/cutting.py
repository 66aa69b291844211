"""Cutting the connection of an act at a chosen statement, as when the database dies under it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg.pq import TransactionStatus

from tests.databases import TestDatabase


class TooFewStatements(Exception):
    """The act ended before the chosen statement: it has been cut at each."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Before or after the nth statement (from 1), or at the commit: before it, or after it with the answer lost."""

    at: int | str
    after: bool

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} {self.at}"


@contextmanager
def cut(database: TestDatabase, where: Cut) -> Iterator[Surgeon]:
    """Within, the server ends the connection's process once, at that place. Raises `TooFewStatements` if it was not
    reached. The connection is closed afterwards, so that the next act begins with a new one."""
    wrapper: Any = connection
    wrapper.ensure_connection()
    surgeon = Surgeon(database, where, connection.connection.info.backend_pid)
    commit = wrapper._commit
    if where.at == "commit":
        wrapper._commit = surgeon.around(commit)
    try:
        with connection.execute_wrapper(surgeon):
            yield surgeon
    finally:
        wrapper._commit = commit
        connection.close()
    if not surgeon.has_cut:
        raise TooFewStatements


class Surgeon:
    """Knows, when it has cut, whether the act's writing had been `committed` by then."""

    def __init__(self, database: TestDatabase, where: Cut, backend: int) -> None:
        self._database = database
        self._where = where
        self._backend = backend
        self._statements = 0
        self.has_cut = self.committed = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self._statements += 1
        here = self._statements == self._where.at
        if here and not self._where.after:
            self._end()
        done = execute(sql, params, many, context)
        raw = connection.connection
        if not raw.autocommit and raw.info.transaction_status == TransactionStatus.IDLE and not self.has_cut:
            self.committed = True  # with its last statement
        if here and self._where.after:
            self._end()
        return done

    def around(self, commit: Any) -> Any:
        def committing() -> None:
            if not self._where.after:
                self._end()
            commit()
            if self._where.after:
                self.committed = True
                self._end()
                connection.connection.execute("SELECT 1")

        return committing

    def _end(self) -> None:
        self.has_cut = True
        with self._database.connect_as_owner(autocommit=True) as owner:
            owner.execute("SELECT pg_terminate_backend(%s)", [self._backend])
            while owner.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [self._backend]).fetchone():
                time.sleep(0.001)
