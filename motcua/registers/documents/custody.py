"""The statements by which originals change hands: each act is one, whole or not at all. What is asked comes as JSON: of
arrays the server would count the elements, and plan anew at every act."""

from __future__ import annotations

# Asked is a row for each original of each paper, with its place among them. Originals that were given back come again
# under their old numbers first; the rest are new ones.
TAKE_IN = """
WITH asked AS (SELECT * FROM json_to_recordset(%(asked)s) AS asked (paper text, place int)),
last_turns AS (
    SELECT custody.* FROM documents_custody custody
    WHERE custody.subject = %(subject)s AND custody.until IS NULL AND custody.paper IN (SELECT paper FROM asked)
    FOR UPDATE OF custody),
away AS (
    SELECT id, paper, row_number() OVER (PARTITION BY paper ORDER BY original) AS place
    FROM last_turns WHERE holder_kind <> 'office'),
back AS (
    UPDATE documents_custody custody SET until = %(now)s::timestamptz
    FROM away JOIN asked USING (paper, place) WHERE custody.id = away.id
    RETURNING custody.paper, custody.original, custody.turn),
known AS (
    SELECT paper, max(original) AS last, count(*) FILTER (WHERE holder_kind <> 'office') AS away
    FROM last_turns GROUP BY paper)
INSERT INTO documents_custody (subject, paper, original, turn, holder_kind, holder_office_id, since)
SELECT %(subject)s, paper, original, turn + 1, 'office', %(office)s::bigint, %(now)s::timestamptz FROM back
UNION ALL
SELECT %(subject)s, paper, coalesce(last, 0) + place - coalesce(away, 0), 1, 'office', %(office)s::bigint,
    %(now)s::timestamptz
FROM asked LEFT JOIN known USING (paper) WHERE place > coalesce(away, 0)
"""

PASS_ON = """
WITH asked AS (SELECT * FROM json_to_recordset(%(asked)s) AS asked (paper text, n int)),
held AS (
    SELECT custody.* FROM documents_custody custody
    WHERE custody.subject = %(subject)s AND custody.until IS NULL AND custody.holder_kind = 'office'
      AND custody.paper NOT IN (SELECT json_array_elements_text(%(but)s::json))
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
