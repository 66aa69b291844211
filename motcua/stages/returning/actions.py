"""What the stage does: hand the result over to its owner or to whoever has authority (NĐ 118/2025 art. 6, 22), or where
there is none give the originals back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from motcua.registers.documents import actions as documents
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import GIVE_BACK, Change, Fact, Held, Moved, Note
from motcua.registers.procedures import queries as procedures
from motcua.rules import originals
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import ENDED, By, Guard, Move
from motcua.stages.returning.errors import NothingHeld, StaysWithDossier
from motcua.stages.returning.rating import SCORES as SCORES
from motcua.stages.returning.rating import rate as rate
from motcua.stages.returning.receivers import Authority as Authority
from motcua.stages.returning.receivers import Receiver as Receiver
from motcua.stages.returning.waiting import Called as Called
from motcua.stages.returning.waiting import call as call
from motcua.stages.returning.waiting import call_again as call_again


def hand_over(
    *,
    dossier_id: int,
    receiver: Receiver,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    also: Collection[str] = (),
) -> Moved:
    """Give the result, and with it the originals that were taken for comparison (NĐ 61/2018 art. 20(2)); where the
    request was not granted, all (art. 19(8)). Of the papers of which the procedure does not say, those of `also`, too.

    Raises `StaysWithDossier`, as `Receiver.said`, and as `dossiers.actions.move` (the fee must be settled, the result
    ready).
    """
    met, give_back = frozenset({Guard.RECEIVER_KNOWN}), partial(_give_back, receiver=receiver, also=also, now=now)
    change = Change(met=met, text=receiver.said(), facts=receiver.facts(), before_write=give_back)
    return dossiers.move(
        dossier_id=dossier_id, move=Move.HAND_OVER, by=by, now=now, key=key, revision=revision, change=change
    )


def give_back_originals(
    *,
    dossier_id: int,
    receiver: Receiver,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    also: Collection[str] = (),
) -> Moved:
    """Give back the originals that offices still hold of a dossier that ended: all of what was stopped, refused,
    withdrawn or not granted; of the others as `hand_over`.

    The same `key` again changes nothing. Raises as `Receiver.said`, `StaysWithDossier`, `NothingHeld`, and as
    `dossiers.note`: only the one-stop unit's, only of what ended.
    """
    note = Note(
        fact=Fact.ORIGINALS_GIVEN_BACK,
        may=frozenset({By.ONE_STOP}),
        during=ENDED,
        text=receiver.said(),
        facts=receiver.facts(),
        closes=GIVE_BACK,
        of_mirrored=True,
        before_write=partial(_give_back_some, receiver=receiver, also=also, now=now),
    )
    return dossiers.note(dossier_id=dossier_id, note=note, by=by, now=now, key=key, revision=revision)


def _give_back_some(held: Held, *, receiver: Receiver, also: Collection[str], now: datetime) -> dict[str, list[str]]:
    back = _give_back(held, receiver=receiver, also=also, now=now)
    if not back["originals_back"]:
        raise NothingHeld
    return back


def _give_back(held: Held, *, receiver: Receiver, also: Collection[str], now: datetime) -> dict[str, list[str]]:
    """Under the dossier's lock, as every change of its originals' hands. What goes by post is in the carrier's."""
    papers = procedures.version(held.procedure_version_id).papers
    if not originals.left_open(papers, state=held.state, outcome=held.outcome).issuperset(also):
        raise StaysWithDossier
    stay = originals.staying(papers, state=held.state, outcome=held.outcome, also=also)
    give = documents.hand_to_carrier if receiver.authority is Authority.CARRIER else documents.hand_back
    back = give(subject=f"dossier/{held.id}", but=stay, now=now)
    asked = {"originals_asked": sorted(back.keys() & set(also))} if back.keys() & set(also) else {}
    return {"originals_back": sorted(back), **asked}
