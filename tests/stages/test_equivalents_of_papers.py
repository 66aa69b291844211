"""A paper that comes instead of another: by supplement, by another channel, and kept over a change of version."""

from __future__ import annotations

import pytest

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.rules.lifecycle import State
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.intake.errors import PapersMissing
from tests.births import PAPERS
from tests.commune import at, commune
from tests.stages.test_birth_registration import accept, hand_in, step
from tests.stages.test_changing_version import over, successor
from tests.stages.test_later_papers import clerk, held, tells_the_same, view_of
from tests.stages.test_other_channels import FILES, deliver

pytestmark = pytest.mark.django_db

STATEMENT = PaperGiven("witness-statement", originals=1)
SOUGHT = ("birth-certificate",)


def test_a_supplement_is_answered_with_what_may_come_instead_and_it_is_held() -> None:
    made = commune()
    opened = hand_in(made, papers=(PAPERS[0], PAPERS[2]))
    intake.ask_supplement(
        items=(SupplementItem("Giấy chứng sinh", "chưa có", "xin ở bệnh viện"),), **clerk(made, opened.dossier_id)
    )
    with pytest.raises(PapersMissing, match="Giấy chứng sinh, hoặc Văn bản của người làm chứng"):
        intake.supply(not_found=SOUGHT, **clerk(made, opened.dossier_id))
    intake.supply(papers=(STATEMENT,), not_found=SOUGHT, **clerk(made, opened.dossier_id))
    intake.accept(not_found=SOUGHT, **clerk(made, opened.dossier_id))
    assert sorted(held(opened.dossier_id)) == [("declaration", made.office_id), ("witness-statement", made.office_id)]
    assert tells_the_same(opened.dossier_id)


def test_what_came_online_instead_lets_the_dossier_in() -> None:
    made = commune(now=at("2026-11-23 14:00"))
    file = next(iter(FILES))
    without = deliver(made, number="G22.99.99-261123-0043", papers=[])
    with pytest.raises(PapersMissing):
        intake.accept(not_found=SOUGHT, **step(made, without.dossier_id, "one-stop-clerk"))
    opened = deliver(made, papers=[{"paper": "witness-statement", "files": [file]}])
    intake.accept(not_found=SOUGHT, **step(made, opened.dossier_id, "one-stop-clerk"))
    assert view_of(made, opened.dossier_id).state is State.RECEIVED


def test_it_stays_what_it_is_when_the_version_changes() -> None:
    made = commune()
    opened = hand_in(made, papers=(PAPERS[0], STATEMENT))
    accepted = accept(made, opened, not_found=SOUGHT)
    over(made, accepted.moved.dossier_id, successor())
    view = view_of(made, accepted.moved.dossier_id)
    assert {row.paper for row in view.papers if row.originals} == {"declaration", "witness-statement"}
    assert dossiers.rebuilt(dossier_id=view.id) == dossiers.kept(dossier_id=view.id)
