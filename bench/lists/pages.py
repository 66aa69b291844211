"""The pages that are measured, and beside each the straight SQL of the rows it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import psycopg

CLERK, EXAMINER, LEADER, CLERICAL = "one-stop-clerk", "justice-examiner", "leader", "clerical"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: its name, whose, its address, which duties the straight SQL reads."""

    name: str
    role: str
    path: str
    where: str = ""
    rows: int = 20


PAGES: Final = (
    Listed("work", EXAMINER, "/viec/"),
    Listed("work of the counter", CLERK, "/viec/"),
    Listed("overdue", EXAMINER, "/viec/?loc=qua-han", " AND q.due_at < %(now)s"),
    Listed("far down", EXAMINER, "/viec/?sau={middle}", " AND q.due_at > %(middle)s"),
    Listed("to sign", LEADER, "/cho-ky/"),
    Listed("to number", CLERICAL, "/viec/"),
    Listed("supplements", CLERK, "/viec/?loc=cho-bo-sung", " AND q.step = 'await-supplement'"),
    Listed("results waiting", CLERK, "/quay/tra-ket-qua/", " AND q.step = 'hand-over'"),
    Listed("the counter's day", CLERK, "/quay/", " AND q.step = 'intake'"),
)
SEARCHES: Final = (
    Listed("in a list, common", EXAMINER, "/viec/?tim=nguyen+thi", " AND p.name_folded LIKE '%%nguyen thi%%'"),
    Listed("in a list, nobody", EXAMINER, "/viec/?tim=khong+ai+ca", " AND p.name_folded LIKE '%%khong ai ca%%'"),
)

_STRAIGHT = """
SELECT q.dossier_id, q.number, q.step, q.due_at, d.code, d.procedure_code, d.state, d.revision, d.due_at, p.name
FROM dossiers_duty q JOIN dossiers_dossier d ON d.id = q.dossier_id JOIN people_person p ON p.id = d.owner_id
WHERE q.closed_at IS NULL AND q.office_id = %(office)s AND q.role = %(role)s AND q.position_id IS NULL{where}
ORDER BY q.position_id, q.due_at, q.dossier_id, q.number LIMIT {rows}
"""


def straight(page: Listed, connection: psycopg.Connection[Any], *, office: int, now: datetime, middle: datetime) -> int:
    """Read the same rows by bare psycopg, prepared; how many there were."""
    values = {"office": office, "role": page.role, "now": now, "middle": middle}
    return len(connection.execute(_STRAIGHT.format(where=page.where, rows=page.rows), values, prepare=True).fetchall())
