"""A province's dossiers written by SQL, for lists only: rows of persons, dossiers and duties, and no events."""

from __future__ import annotations

from datetime import datetime
from itertools import product
from typing import Any, Final

import psycopg

from bench.server import BenchDatabase
from motcua.foundation.vietnamese import fold, name_sort_key

HOT_POWER: Final = 3.0
"""The shares of the communes: of twenty the first takes 37 of a hundred dossiers, the last but one 2; the very last
one of twenty thousand."""
OPEN_SHARE: Final = 0.12
FAMILIES: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi")
MIDDLES: Final = ("Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thanh")
GIVEN: Final = (
    "An",
    "Bảo",
    "Cường",
    "Đào",
    "Giang",
    "Hạnh",
    "Khôi",
    "Lan",
    "Mai",
    "Nga",
    "Oanh",
    "Quý",
    "Tú",
    "Ước",
    "Yến",
)

_PERSONS = """
INSERT INTO people_person (kind, id_number, name, name_folded, sort_key, id_country, previous_id_number, birth_text,
    sex, address, unit_code, phone, email, registered_at, changed_at)
SELECT 'citizen', lpad((82000000000 + n)::text, 12, '0'), (%(names)s::text[])[k], (%(folded)s::text[])[k],
    (%(sorted)s::text[])[k], 'VNM', '', '1990', 'female', 'Ấp ' || n %% 9, '28249',
    '09' || lpad((n %% 99999999)::text, 8, '0'), '', %(now)s, %(now)s
FROM (SELECT n, 1 + n %% array_length(%(names)s::text[], 1) AS k FROM generate_series(1, %(persons)s) n) numbered
"""

_DOSSIERS = """
INSERT INTO dossiers_dossier (reference, code, procedure_version_id, procedure_code, case_key, channel,
    received_office_id, competent_office_id, applicant_id, owner_id, state, marking, revision, last_duty, submitted_at,
    received_at, promised_at, due_at, clock, supplements, finished_at, signed_at, returned_at, money, delivery, sync)
SELECT 'T' || n, 'H26.1.' || office || '-261123-' || n, %(version)s, '1.001193', 'standard', 'direct',
    office, office, who, who, state, '[]', 4, 4, submitted, submitted, due, due, '{}', 0,
    CASE WHEN state IN ('done', 'returned') THEN due END, CASE WHEN state IN ('done', 'returned') THEN due END,
    CASE WHEN state = 'returned' THEN due END, 'nothing-due',
    CASE state WHEN 'done' THEN 'waiting' WHEN 'returned' THEN 'handed-over' ELSE 'none' END, 'none'
FROM (
    SELECT n, 1 + floor(random() * %(persons)s)::bigint AS who,
        CASE WHEN n %% 20000 = 0 THEN %(coldest)s
            ELSE (%(offices)s::bigint[])[1 + floor(%(others)s * power(random(), %(power)s))::int] END AS office,
        CASE WHEN random() > %(open)s THEN 'returned'
            ELSE (ARRAY['submitted', 'supplement', 'done', 'done', 'done', 'done', 'processing', 'processing',
                'processing', 'processing'])[1 + floor(random() * 10)::int] END AS state,
        %(now)s - random() * interval '700 days' AS submitted,
        %(now)s + (random() * 40 - 20) * interval '1 day' AS due
    FROM generate_series(1, %(dossiers)s) n
) drawn
"""

_PAST_DUTIES = """
INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, opened_at, due_at, closed_at)
SELECT d.id, s.number, s.step, d.competent_office_id, s.role, d.submitted_at, d.due_at, d.submitted_at
FROM dossiers_dossier d, (VALUES (1, 'intake', 'one-stop-clerk'), (2, 'examine', 'justice-examiner'),
    (3, 'sign', 'leader')) s(number, step, role)
"""

_OPEN_DUTIES = """
INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, opened_at, due_at)
SELECT d.id, 4, s.step, d.competent_office_id, s.role, d.submitted_at, d.due_at
FROM dossiers_dossier d JOIN (VALUES ('submitted', NULL, 'intake', 'one-stop-clerk'),
    ('supplement', NULL, 'await-supplement', 'one-stop-clerk'), ('done', NULL, 'hand-over', 'one-stop-clerk'),
    ('processing', 0, 'examine', 'justice-examiner'), ('processing', 1, 'register', 'justice-examiner'),
    ('processing', 2, 'sign', 'leader'), ('processing', 3, 'number', 'clerical')) s(state, turn, step, role)
  ON s.state = d.state AND (s.turn IS NULL OR s.turn = d.id %% 4)
"""


def fill(database: BenchDatabase, *, offices: list[int], version: int, dossiers: int, now: datetime) -> None:
    """Write so many dossiers over these offices: the first is the hottest, the last the coldest."""
    names = [" ".join(parts) for parts in product(FAMILIES, MIDDLES, GIVEN)]
    values: dict[str, Any] = {
        "offices": offices,
        "others": len(offices) - 1,
        "coldest": offices[-1],
        "version": version,
        "dossiers": dossiers,
        "persons": max(dossiers // 3, 100),
        "names": names,
        "folded": [fold(name) for name in names],
        "sorted": [name_sort_key(name) for name in names],
        "now": now,
        "power": HOT_POWER,
        "open": OPEN_SHARE,
    }
    with database.connect_as_owner(cursor_factory=psycopg.ClientCursor) as owner:
        owner.execute("SET session_replication_role = replica")  # rows that fit: no look at each foreign key
        owner.execute("SELECT setseed(0.42)")
        for statement in (_PERSONS, _DOSSIERS, _PAST_DUTIES, _OPEN_DUTIES):
            owner.execute(statement, values)
    with database.connect_as_owner(autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE people_person, dossiers_dossier, dossiers_duty")
