"""The statements by which originals change hands: each act is one, whole or not at all. What is asked comes as JSON: of
arrays the server would count the elements, and plan anew at every act."""

from __future__ import annotations

# Originals that were given back come again under their old numbers first; the rest are new ones.
TAKE_IN = """
WITH asked AS (SELECT * FROM json_to_recordset(%(asked)s) AS asked (paper text, n int)),
last_turns AS (
    SELECT custody.* FROM documents_custody custody JOIN asked USING (paper)
    WHERE custody.subject = %(subject)s AND custody.until IS NULL
    FOR UPDATE OF custody),
numbered AS (
    SELECT id, row_number() OVER (PARTITION BY paper ORDER BY original) AS place
    FROM last_turns WHERE holder_kind <> 'office'),
back AS (
    UPDATE documents_custody custody SET until = %(now)s::timestamptz
    FROM numbered, asked
    WHERE custody.id = numbered.id AND asked.paper = custody.paper AND numbered.place <= asked.n
    RETURNING custody.paper, custody.original, custody.turn),
fresh AS (
    SELECT asked.paper, asked.n - (SELECT count(*) FROM back WHERE back.paper = asked.paper) AS missing,
           coalesce((SELECT max(original) FROM last_turns WHERE last_turns.paper = asked.paper), 0) AS known
    FROM asked)
INSERT INTO documents_custody (subject, paper, original, turn, holder_kind, holder_office_id, since)
SELECT %(subject)s, paper, original, turn + 1, 'office', %(office)s::bigint, %(now)s::timestamptz FROM back
UNION ALL
SELECT %(subject)s, paper, known + place, 1, 'office', %(office)s::bigint, %(now)s::timestamptz
FROM fresh, generate_series(1, missing) AS place
"""

PASS_ON = """
WITH asked AS (SELECT * FROM json_to_recordset(%(asked)s) AS asked (paper text, n int)),
held AS (
    SELECT custody.* FROM documents_custody custody
    WHERE custody.subject = %(subject)s AND custody.until IS NULL AND custody.holder_kind = 'office'
      AND (%(office)s::bigint IS NULL OR custody.holder_office_id = %(office)s::bigint)
    FOR UPDATE OF custody),
numbered AS (SELECT id, paper, row_number() OVER (PARTITION BY paper ORDER BY original) AS place FROM held),
ended AS (
    UPDATE documents_custody custody SET until = %(now)s::timestamptz
    FROM numbered LEFT JOIN asked USING (paper)
    WHERE custody.id = numbered.id AND custody.until IS NULL AND (%(everything)s::boolean OR numbered.place <= asked.n)
    RETURNING custody.paper, custody.original, custody.turn),
passed AS (
    INSERT INTO documents_custody (subject, paper, original, turn, holder_kind, holder_office_id, since)
    SELECT %(subject)s, paper, original, turn + 1, %(to_kind)s, %(to_office)s::bigint, %(now)s::timestamptz FROM ended
    RETURNING paper)
SELECT paper, count(*) FROM passed GROUP BY paper ORDER BY paper COLLATE "C"
"""
