"""Two parts that wait for nothing give their results at the same moment: the part after both opens once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from motcua.registers.dossiers import actions as moving
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Change, PaperGiven
from motcua.registers.procedures import actions as procedures
from motcua.registers.procedures import queries as procedure_queries
from motcua.rules.access import SYSTEM
from motcua.rules.chains import PartState
from motcua.rules.lifecycle import Move
from motcua.rules.process import Complete
from motcua.stages.intake import actions as intake
from motcua.stages.processing import actions as processing
from tests.commune import PROCEDURES
from tests.karaoke import CODE, PAPERS, START, Group, group


def side_by_side() -> Group:
    """The group with security waiting for nothing, taken in: sixteen days become thirteen."""
    found = group()
    text = (PROCEDURES / CODE / "chain.yaml").read_text(encoding="utf-8")
    waits = "    after:\n      - {part: business, paper: business-certificate}\n    source: [ND297-A, DM-C]\n"
    text = text.replace(waits, "    source: [ND297-A, DM-C]\n", 1).replace("term: 16 ngày", "term: 13 ngày")
    text = text.replace('label: "2026-07-18"', 'label: "2026-11"').replace("from: 2026-07-18", "from: 2026-11-01")
    procedures.publish_chain(text=text, now=START, by=SYSTEM)
    chain = procedure_queries.chain_in_force(CODE, START.date())
    assert [part.is_first for part in chain.parts] == [True, True, False]
    return found


def papers_of_business() -> Any:
    return PAPERS | {"security": (*PAPERS["security"], PaperGiven("business-certificate", copies=1))}


@pytest.mark.usefixtures("own_database")
def test_results_that_come_at_once_open_what_waits_for_both_exactly_once() -> None:
    found = side_by_side()
    opened = found.submit(papers=papers_of_business())
    assert len(opened.dossiers) == 2
    for dossier in opened.dossiers:
        asked: dict[str, Any] = {"dossier_id": dossier.dossier_id, "revision": dossier.revision, "key": uuid4()}
        intake.accept(by=found.clerk, now=found.moment, fee_taken=True, **asked)
    assert found.chain.promised_at is not None
    last = {part: to_the_last_step(found, part) for part in ("business", "security")}
    together = Barrier(2)

    def number(part: str) -> None:
        try:
            together.wait(timeout=60)
            moving.move(move=Move.FORWARD, change=Change(act=Complete("number"), text="Số 7"), **last[part])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        list(both.map(number, last))
    states = {part.key: part.state for part in found.chain.parts}
    assert states == {"business": PartState.GRANTED, "security": PartState.GRANTED, "karaoke": PartState.OPEN}
    assert dossiers.rebuilt_chain(chain_id=opened.chain_id) == dossiers.kept_chain(chain_id=opened.chain_id)
    found_again = dossiers.find(text="Trần Thị Ước", viewer=SYSTEM, limit=10)
    assert len(found_again) == 3


def to_the_last_step(found: Group, part: str) -> dict[str, Any]:
    found.take_up(part)
    processing.forward(step="examine", outcome="eligible", **found.acting(part, "examiner"))
    step = {"business": "register", "security": "propose"}[part]
    processing.forward(step=step, **found.acting(part, "examiner"))
    moving.move(move=Move.SIGN, change=Change(act=Complete("sign")), **found.acting(part, "leader"))
    return found.acting(part, "examiner" if part == "security" else "clerical")
