from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from motcua.practice import arranged, institutions, linked, loading
from motcua.practice import dossiers as practice
from motcua.registers.dossiers import queries
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures import queries as procedures_told
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import Move, State, StoryStep, first_break
from tests.commune import at

pytestmark = pytest.mark.django_db
PROCEDURES = Path(__file__).parents[2] / "procedures"


def test_the_demonstration_has_dossiers_in_every_state_made_by_the_real_rules() -> None:
    now = at("2026-11-25 10:00")
    loading.load(now=now, tell=lambda line: None)
    assert not procedures.publish_folder(path=PROCEDURES, now=now, by=SYSTEM).refused
    assert practice.load(now=now, count=150, tell=lambda line: None) == 150
    assert practice.load(now=now, count=150, tell=lambda line: None) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, state FROM dossiers_dossier")
        rows = cursor.fetchall()
    states = Counter(state for _, state in rows)
    assert set(states) >= set(State) - {State.DRAFT, State.STOPPED, State.FINANCE}
    for dossier_id, _ in rows:
        assert queries.rebuilt(dossier_id=dossier_id) == queries.kept(dossier_id=dossier_id)
        story = [
            StoryStep(Move(event.kind), State(event.body["to"]))
            for event in ledger.events_of(f"dossier/{dossier_id}")
            if "to" in event.body
        ]
        assert first_break(story) is None
    linked.load(now=now)
    linked.load(now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(id) FROM dossiers_chain")
        assert cursor.fetchone()[0] == 1
        cursor.execute("SELECT state FROM dossiers_dossier WHERE mirrored_at IS NOT NULL ORDER BY code")
        assert [state for (state,) in cursor.fetchall()] == ["received", "processing", "supplement", "done"]
        cursor.execute("SELECT state FROM dossiers_chain_part ORDER BY number")
        assert [state for (state,) in cursor.fetchall()] == ["granted", "open", "waiting"]
        cursor.execute("SELECT answers::jsonb ->> 'child_birth_date_words' FROM dossiers_answers")
        said = [words for (words,) in cursor.fetchall() if words]
    assert said
    assert all(words.startswith("Ngày ") for words in said), "the same day in words"
    arranged.load(now=now)
    shown = offices.office_by_code(f"{institutions.COMMITTEE}.{institutions.SHOWN_COMMUNE}").id
    codes = [one.code for one in procedures_told.all_in_force(now.date())]
    assert procedures_told.not_received_at(shown, codes, now.date()) == frozenset()
    assert procedures_told.not_received_at(shown, ["9.999999"], now.date()) == {"9.999999"}
    past, coming = sorted(offices.stops(shown), key=lambda one: one.starts_at)
    assert (past.ended_at is not None, coming.ended_at) == (True, None)
