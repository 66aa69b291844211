"""A position that ended yesterday moves nothing today."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.foundation.errors import Refusal
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.offices import actions as offices
from motcua.registers.offices.queries import viewer_of
from motcua.rules.access import SYSTEM
from tests.births import ACTS, desk
from tests.proof import truth

pytestmark = pytest.mark.django_db

ROLES = dict(
    zip(
        ACTS[1:],
        ("one-stop-clerk", *("justice-examiner",) * 3, "leader", "clerical", "one-stop-clerk"),
        strict=True,
    )
)


@pytest.mark.parametrize("act", ROLES)
def test_who_left_yesterday_makes_no_move_today(act: str) -> None:
    at = desk()
    case = at.open()
    for earlier in ACTS[: ACTS.index(act)]:
        case.act(earlier)
    role, before = ROLES[act], case.revision
    here = at.viewers[role]
    yesterday = at.moment.date() - timedelta(days=1)
    offices.end_holding(holding_id=here.seats[0].holding_id, last_day=yesterday, now=at.moment, by=SYSTEM)
    assert here.official_id is not None
    at.viewers[role] = viewer_of(here.official_id, at.moment)
    with pytest.raises(Refusal):
        case.act(act)
    assert dossiers.dossier(dossier_id=case.dossier_id, viewer=SYSTEM).revision == before
    truth.is_whole(case.dossier_id)
    at.viewers[role] = viewer_of(here.official_id, at.moment - timedelta(days=1))
    assert at.viewers[role].seats, "yesterday it still gave rights"
