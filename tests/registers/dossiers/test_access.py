"""The rule of access and the SQL that asks it agree, for any viewer and any dossier."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.registers.dossiers import queries
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.rules.access import PUBLIC, SYSTEM, DossierSight, Role, Seat, Viewer, right_to_see
from tests.commune import commune, open_birth, person

pytestmark = pytest.mark.django_db

ROLES = [*Role, "justice-examiner", "land-examiner"]


@pytest.fixture
def sights() -> Iterator[tuple[dict[int, DossierSight], list[int], list[int]]]:
    """Dossiers received here and there, with the facts that decide who sees them."""
    made = [commune(f"H26.1.{n}", f"Xã {n}") for n in range(1, 4)]
    people = [person(f"Người {n}", f"08219000000{n}") for n in range(1, 4)]
    sights = {}
    for n, (received, competent) in enumerate([(0, 0), (0, 1), (1, 1), (2, 0)]):
        applicant, owner = people[n % 3], people[(n + 1) % 3]
        opened = open_birth(
            made[received],
            person_id=applicant,
            owner_id=owner,
            competent_office_id=made[competent].office_id,
        )
        duty = (made[2].office_id, "land-examiner") if n == 2 else (made[competent].office_id, "justice-examiner")
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO dossiers_duty (dossier_id, number, step, office_id, role, opened_at, due_at)"
                " SELECT id, 9, 'x', %s, %s, submitted_at, submitted_at FROM dossiers_dossier WHERE id = %s",
                [*duty, opened.dossier_id],
            )
        duties = {duty, (made[received].office_id, Role.ONE_STOP_CLERK.value)}
        sights[opened.dossier_id] = DossierSight(
            made[received].office_id, made[competent].office_id, applicant, owner, frozenset(duties)
        )
    yield sights, [each.office_id for each in made], people


def seen_in_sql(viewer: Viewer) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT d.id FROM dossiers_dossier d WHERE {SEEN}", seen_by(viewer))
        return {row[0] for row in cursor.fetchall()}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_sql_and_rule_agree(sights: tuple[dict[int, DossierSight], list[int], list[int]], data: st.DataObject) -> None:
    dossiers, offices, people = sights
    office = st.sampled_from([*offices, 0])
    seats = st.builds(Seat, st.just(1), st.just(1), office, st.none(), st.sampled_from([str(role) for role in ROLES]))
    viewer = data.draw(
        st.builds(
            Viewer,
            official_id=st.none() | st.just(5),
            seats=st.lists(seats, max_size=3).map(tuple),
            oversees=st.frozensets(office, max_size=2),
            person_id=st.none() | st.sampled_from(people),
            is_system=st.booleans().filter(lambda yes: not yes) | st.booleans(),
        )
    )
    expected = {number for number, sight in dossiers.items() if right_to_see(viewer, sight)}
    assert seen_in_sql(viewer) == expected
    for number in dossiers:
        if number in expected:
            assert queries.dossier(dossier_id=number, viewer=viewer).id == number
        else:
            with pytest.raises(DossierUnknown):
                queries.dossier(dossier_id=number, viewer=viewer)


def test_the_public_sees_no_dossier_and_the_house_sees_all(
    sights: tuple[dict[int, DossierSight], list[int], list[int]],
) -> None:
    assert seen_in_sql(PUBLIC) == set()
    assert seen_in_sql(SYSTEM) == set(sights[0])
