"""The rating, asked in one touch when the result has been handed over (NĐ 118/2025 art. 28; TT 01/2018 art. 12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Fact, Note
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import By, State
from motcua.rules.sentences import gettext_noop
from motcua.stages.returning.errors import RatedAlready, ScoreUnknown

SCORES: Final[Mapping[int, str]] = MappingProxyType(
    {
        5: gettext_noop("Rất hài lòng"),
        4: gettext_noop("Hài lòng"),
        3: gettext_noop("Bình thường"),
        2: gettext_noop("Chưa hài lòng"),
        1: gettext_noop("Rất không hài lòng"),
    }
)


def rate(*, dossier_id: int, score: int, by: Viewer, now: datetime, key: UUID, revision: int) -> None:
    """Write down what whoever got the result thinks, once. The same `key` again changes nothing.

    Raises `ScoreUnknown`, `RatedAlready`, and as `dossiers.note`: only of what was handed over.
    """
    if score not in SCORES:
        raise ScoreUnknown
    with transaction.atomic():
        view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
        lines = dossier_queries.history(dossier_id=dossier_id, viewer=by)
        if view.last_key != key and dossier_queries.last_act(lines, Fact.RATED) is not None:
            raise RatedAlready
        note = Note(
            fact=Fact.RATED,
            may=frozenset({By.ONE_STOP, By.APPLICANT}),
            during=frozenset({State.RETURNED}),
            facts={"score": score},
            of_mirrored=True,
        )
        dossiers.note(dossier_id=dossier_id, note=note, by=by, now=now, key=key, revision=revision)
