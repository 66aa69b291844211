"""A batch of signatures whose line is cut after the twelfth: nothing is lost, and none is signed twice."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

import pytest
from django.db import InterfaceError, OperationalError, connection

from motcua.stages.signing import actions as signing
from motcua.stages.signing.actions import Chosen
from tests.births import ACTS, Case, Desk, desk
from tests.databases import TestDatabase
from tests.proof import truth
from tests.stages.signers import FakeSigner, fake_signer

COUNT, CUT_AFTER = 15, 12


def proposed(at: Desk) -> Case:
    case = at.open()
    for act in ACTS[: ACTS.index("sign")]:
        case.act(act)
    return case


def cut_after(database: TestDatabase, signer: FakeSigner, *, answered: bool) -> None:
    """The database's end of the line goes when the signer is asked for the thirteenth, or has answered it."""
    backend = connection.connection.info.backend_pid

    def end(nth: int) -> None:
        if nth != CUT_AFTER + 1:
            return
        with database.connect_as_owner(autocommit=True) as owner:
            owner.execute("SELECT pg_terminate_backend(%s)", [backend])
            while owner.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [backend]).fetchone():
                time.sleep(0.001)

    if answered:
        signer.after = end
    else:
        signer.before = end


@pytest.mark.parametrize("answered", [False, True], ids=["before the answer", "after the answer"])
def test_a_batch_cut_after_the_twelfth_loses_nothing_and_signs_none_twice(
    own_database: TestDatabase, answered: bool
) -> None:
    at = desk()
    cases = [proposed(at) for _ in range(COUNT)]
    chosen = tuple(Chosen(case.dossier_id, case.revision) for case in cases)
    batch: dict[str, Any] = {"chosen": chosen, "by": at.viewers["leader"], "now": cases[-1].moment, "key": uuid4()}
    with fake_signer() as signer:
        cut_after(own_database, signer, answered=answered)
        with pytest.raises((OperationalError, InterfaceError)):
            signing.sign_batch(**batch)
        connection.close()
        assert taken() == CUT_AFTER
        told = signing.sign_batch(**batch)
        assert all(one.signed for one in told)
        assert len(signer.signed) == COUNT
        assert signing.sign_batch(**batch) == told
        assert len(signer.signed) == COUNT
    assert taken() == COUNT
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT dossier_id) FROM signing_signature")
        assert cursor.fetchone() == (COUNT, COUNT)
    for case in cases:
        truth.is_whole(case.dossier_id)
    truth.ledger_is_whole()


def taken() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM signing_signature WHERE revision IS NOT NULL")
        found: int = cursor.fetchone()[0]
        return found
