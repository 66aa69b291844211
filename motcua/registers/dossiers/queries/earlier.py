"""What the same applicant answered before, to be filled in again by whoever may see that dossier."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.rules.access import Viewer

_NEWEST: Final = f"""
SELECT d.id, coalesce(d.code, d.reference), d.applicant_id, d.submitted_at, a.answers
FROM dossiers_dossier d JOIN dossiers_answers a ON a.dossier_id = d.id
WHERE d.applicant_id = %(applicant)s AND d.procedure_code = %(procedure)s AND {SEEN}
ORDER BY d.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class EarlierAnswers:
    """The answers of an earlier dossier of the same applicant and procedure."""

    dossier_id: int
    code: str
    applicant_id: int
    submitted_at: datetime
    answers: Mapping[str, Any]


def earlier_answers(*, applicant_id: int, procedure_code: str, viewer: Viewer) -> EarlierAnswers | None:
    """The newest that the viewer may see; None if there is none."""
    values = {"applicant": applicant_id, "procedure": procedure_code, **seen_by(viewer)}
    rows = prepared.rows(_NEWEST, values)
    if not rows:
        return None
    dossier_id, code, applicant, submitted_at, answers = rows[0]
    return EarlierAnswers(dossier_id, code, applicant, submitted_at, json.loads(answers))
