"""The rule of access, asked in SQL: the same as `motcua.rules.access.right_to_see`, held to it by a property test."""

from __future__ import annotations

from typing import Any, Final

from motcua.rules.access import WHOLE_OFFICE, Viewer

SEEN: Final = """(
    %(seen_system)s
    OR d.applicant_id = %(seen_person)s OR d.owner_id = %(seen_person)s
    OR d.received_office_id = ANY(%(seen_whole)s) OR d.competent_office_id = ANY(%(seen_whole)s)
    OR d.received_office_id = ANY(%(seen_overseen)s) OR d.competent_office_id = ANY(%(seen_overseen)s)
    OR EXISTS (
        SELECT 1 FROM dossiers_duty q
        JOIN unnest(%(seen_offices)s::bigint[], %(seen_roles)s::text[]) AS mine(office, role)
          ON q.office_id = mine.office AND q.role = mine.role
        WHERE q.dossier_id = d.id)
)"""
"""A condition on the dossier `d`; its values come from `seen_by(viewer)`."""


def seen_by(viewer: Viewer) -> dict[str, Any]:
    """The values of `SEEN` for this viewer."""
    duties = sorted(viewer.duties)
    return {
        "seen_system": viewer.is_system,
        "seen_person": viewer.person_id,
        "seen_whole": sorted(viewer.offices(*WHOLE_OFFICE)),
        "seen_overseen": sorted(viewer.oversees),
        "seen_offices": [office for office, _ in duties],
        "seen_roles": [role for _, role in duties],
    }
