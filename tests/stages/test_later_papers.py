"""Papers that come after a dossier has begun: asked for, or of themselves; with their scans and their holder."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as document_queries
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.dossiers.errors import DossierEnded, DossierMovedOn, NotYoursToAddTo
from motcua.registers.ledger import queries as ledger
from motcua.rules.lifecycle import State
from motcua.stages.intake import actions as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.stages.intake.errors import NothingToAdd, PaperNotOfThis, PapersMissing
from motcua.stages.processing import actions as processing
from tests.births import PAPERS
from tests.commune import Commune, commune
from tests.stages.test_birth_registration import accept, hand_in, step

pytestmark = pytest.mark.django_db

CERTIFICATE = PaperGiven("birth-certificate", originals=1)
ITEMS = (SupplementItem("Giấy chứng sinh", "chưa có", "xin ở bệnh viện"),)


def scan(made: Commune, name: str = "giay-chung-sinh.pdf") -> int:
    return documents.keep(
        content=b"%PDF-1.7 " + name.encode(),
        name=name,
        media_type="application/pdf",
        kind="paper",
        by=None,
        now=made.moment,
    )


def view_of(made: Commune, dossier_id: int) -> dossiers.DossierView:
    return dossiers.dossier(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))


def held(dossier_id: int) -> list[tuple[str, int | None]]:
    return [(hold.paper, hold.office_id) for hold in document_queries.originals_of(f"dossier/{dossier_id}")]


def tells_the_same(dossier_id: int) -> bool:
    return dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


def clerk(made: Commune, dossier_id: int) -> dict[str, Any]:
    return step(made, dossier_id, "one-stop-clerk")


def test_a_missing_paper_comes_with_the_supplement_before_acceptance() -> None:
    made = commune()
    opened = hand_in(made, papers=(PAPERS[0], PAPERS[2]))
    intake.ask_supplement(items=ITEMS, **clerk(made, opened.dossier_id))
    with pytest.raises(PapersMissing):
        intake.supply(not_found=("birth-certificate",), **clerk(made, opened.dossier_id))
    intake.supply(papers=(CERTIFICATE,), **clerk(made, opened.dossier_id))
    view = view_of(made, opened.dossier_id)
    assert view.state is State.SUBMITTED
    assert {row.paper: row.originals for row in view.papers}["birth-certificate"] == 1
    assert held(opened.dossier_id) == []
    intake.accept(**clerk(made, opened.dossier_id))
    assert ("birth-certificate", made.office_id) in held(opened.dossier_id)
    assert tells_the_same(opened.dossier_id)


def test_originals_supplied_while_it_is_processed_get_their_holder_at_once() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    processing.take_up(**step(made, dossier_id, "justice-examiner"))
    processing.ask_supplement(text="Bản chính thứ hai", **step(made, dossier_id, "justice-examiner"))
    intake.supply(
        papers=(PaperGiven("birth-certificate", originals=1, scans=(scan(made),)),), **clerk(made, dossier_id)
    )
    assert sorted(held(dossier_id)).count(("birth-certificate", made.office_id)) == 2
    row = next(row for row in view_of(made, dossier_id).papers if row.paper == "birth-certificate")
    assert (row.originals, len(row.scans), row.document_id) == (2, 1, row.scans[-1])
    assert tells_the_same(dossier_id)
    intake.withdraw(text="", **clerk(made, dossier_id))
    assert {office for _, office in held(dossier_id)} == {None}
    assert tells_the_same(dossier_id)


def test_scans_are_added_without_a_change_of_state_and_told_in_the_ledger() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    before = view_of(made, dossier_id)
    first, second = scan(made, "trang-1.pdf"), scan(made, "trang-2.pdf")
    act = clerk(made, dossier_id) | {"papers": (PaperGiven("declaration", scans=(first, second)),)}
    intake.add_papers(**act)
    assert intake.add_papers(**act).already, "a second click adds nothing"
    view = view_of(made, dossier_id)
    assert (view.state, view.due_at, view.revision) == (before.state, before.due_at, before.revision + 1)
    row = next(row for row in view.papers if row.paper == "declaration")
    assert (row.originals, row.scans, row.document_id) == (1, (first, second), second)
    told = ledger.events_of(f"dossier/{dossier_id}")[-1]
    assert (told.kind, told.body["papers"]) == ("papers-added", [["declaration", 0, 0, [first, second]]])
    assert tells_the_same(dossier_id)


def test_further_originals_are_told_with_all_that_are_held() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    intake.add_papers(papers=(CERTIFICATE, PaperGiven("identity-paper", originals=1)), **clerk(made, dossier_id))
    assert ledger.events_of(f"dossier/{dossier_id}")[-1].body["originals"] == {"birth-certificate": 2}
    assert tells_the_same(dossier_id)


def test_nothing_is_added_by_strangers_nor_to_what_has_ended() -> None:
    made = commune()
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    with pytest.raises(NotYoursToAddTo):
        intake.add_papers(papers=(CERTIFICATE,), **step(made, dossier_id, "leader"))
    with pytest.raises(PaperNotOfThis, match="marriage"):
        intake.add_papers(papers=(PaperGiven("marriage", copies=1),), **clerk(made, dossier_id))
    with pytest.raises(NothingToAdd):
        intake.add_papers(papers=(PaperGiven("declaration"),), **clerk(made, dossier_id))
    with pytest.raises(DossierMovedOn):
        intake.add_papers(papers=(CERTIFICATE,), **clerk(made, dossier_id) | {"revision": 1})
    intake.withdraw(text="", **clerk(made, dossier_id))
    with pytest.raises(DossierEnded):
        intake.add_papers(papers=(CERTIFICATE,), **clerk(made, dossier_id))


def test_a_scan_at_the_counter_does_not_stand_for_the_paper() -> None:
    made = commune()
    opened = hand_in(made, papers=(PaperGiven("declaration", scans=(scan(made),)), *PAPERS[1:]))
    with pytest.raises(PapersMissing, match="Tờ khai"):
        accept(made, opened)
    with connection.cursor() as cursor:
        cursor.execute("SELECT paper FROM dossiers_scan WHERE dossier_id = %s", [opened.dossier_id])
        assert cursor.fetchall() == [("declaration",)]
