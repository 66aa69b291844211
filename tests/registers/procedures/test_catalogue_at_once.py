"""Two imports of the national list at once wait for one another before they touch a line, whatever order theirs is."""

from __future__ import annotations

from django.db import connection

from motcua.registers.procedures import actions
from motcua.rules.access import SYSTEM
from tests.registers.procedures.catalogue_lists import SMALL
from tests.registers.procedures.procedure_files import NOW


def test_lines_are_written_under_the_lock_of_the_list(db: None) -> None:
    def is_locked() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
                " AND (classid::bigint << 32) + objid::bigint"
                " = hashtextextended('procedures_catalogue', 4)"
            )
            return bool(cursor.fetchone()[0])

    assert not is_locked()
    next(actions.import_catalogue(path=SMALL, now=NOW, by=SYSTEM))
    assert is_locked(), "the first lines stand, the index is not made yet"
