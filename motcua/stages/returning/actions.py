"""What the stage does: hand the result over to its owner or to whoever has authority (NĐ 118/2025 art. 6, 22), or where
there is none give the originals back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from motcua.registers.documents import actions as documents
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import GIVE_BACK, Change, Fact, Held, Moved, Note
from motcua.registers.procedures import queries as procedures
from motcua.rules import originals
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import ENDED, By, Guard, Move
from motcua.stages.returning.errors import (
    AuthorityMissing,
    AuthorityUnchecked,
    NothingHeld,
    ReceiverMissing,
    StaysWithDossier,
)
from motcua.stages.returning.rating import SCORES as SCORES
from motcua.stages.returning.rating import rate as rate
from motcua.stages.returning.waiting import Called as Called
from motcua.stages.returning.waiting import call as call
from motcua.stages.returning.waiting import call_again as call_again

LONGEST_NAME = 200


class Authority(StrEnum):
    """By what right somebody collects the result."""

    OWNER = "owner"
    APPLICANT = "applicant"
    AUTHORISED = "authorised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who collects. `paper` names the authorisation when another does, `checked` that it was compared with whoever
    came; `slip_lost` that no slip was shown."""

    name: str
    id_number: str
    authority: Authority
    paper: str = ""
    checked: bool = False
    slip_lost: bool = False

    def said(self) -> str:
        """In one line. Raises `ReceiverMissing`, `AuthorityMissing`, `AuthorityUnchecked`."""
        name, number, paper = self.name.strip(), self.id_number.strip(), self.paper.strip()
        if not name or len(name) > LONGEST_NAME:
            raise ReceiverMissing(most=LONGEST_NAME)
        if self.authority is Authority.AUTHORISED and not paper:
            raise AuthorityMissing
        if self.authority is Authority.AUTHORISED and not self.checked:
            raise AuthorityUnchecked
        return "; ".join(part for part in (name, number, paper[:LONGEST_NAME]) if part)

    def facts(self) -> dict[str, Any]:
        """As the event tells: nothing of the person."""
        return {"authority": self.authority.value} | ({"slip_lost": True} if self.slip_lost else {})


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
    met, give_back = frozenset({Guard.RECEIVER_KNOWN}), partial(_give_back, also=also, now=now)
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
        before_write=partial(_give_back_some, also=also, now=now),
    )
    return dossiers.note(dossier_id=dossier_id, note=note, by=by, now=now, key=key, revision=revision)


def _give_back_some(held: Held, *, also: Collection[str], now: datetime) -> dict[str, list[str]]:
    back = _give_back(held, also=also, now=now)
    if not back["originals_back"]:
        raise NothingHeld
    return back


def _give_back(held: Held, *, also: Collection[str], now: datetime) -> dict[str, list[str]]:
    """Under the dossier's lock, as every change of its originals' hands."""
    papers = procedures.version(held.procedure_version_id).papers
    if not originals.left_open(papers, state=held.state, outcome=held.outcome).issuperset(also):
        raise StaysWithDossier
    stay = originals.staying(papers, state=held.state, outcome=held.outcome, also=also)
    back = documents.hand_back(subject=f"dossier/{held.id}", but=stay, now=now)
    asked = {"originals_asked": sorted(back.keys() & set(also))} if back.keys() & set(also) else {}
    return {"originals_back": sorted(back), **asked}
