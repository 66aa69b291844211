"""What the stage does: hand the result over to its owner or to whoever has authority (NĐ 118/2025 art. 6, 22), or where
there is none give the originals back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from motcua.registers.documents import actions as documents
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import GIVE_BACK, Change, Fact, Held, Moved, Note
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import ENDED, By, Guard, Move
from motcua.stages.returning.errors import AuthorityMissing, AuthorityUnchecked, NothingHeld, ReceiverMissing
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


def hand_over(
    *,
    dossier_id: int,
    receiver_name: str,
    receiver_id_number: str,
    authority: Authority,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    paper: str = "",
    checked: bool = False,
    slip_lost: bool = False,
) -> Moved:
    """Give the result, and back with it the originals that were kept.

    `paper` names the authorisation when another collects, `checked` that it was compared with whoever came; `slip_lost`
    that no slip was shown. Raises `ReceiverMissing`, `AuthorityMissing`, `AuthorityUnchecked`, and as
    `dossiers.actions.move` (the fee must be settled, the result ready).
    """
    said = _receiver(receiver_name, receiver_id_number, authority, paper, checked)
    facts = _facts(authority, slip_lost)
    met, give_back = frozenset({Guard.RECEIVER_KNOWN}), partial(_give_back, now=now)
    change = Change(met=met, text=said, facts=facts, before_write=give_back)
    return dossiers.move(
        dossier_id=dossier_id, move=Move.HAND_OVER, by=by, now=now, key=key, revision=revision, change=change
    )


def give_back_originals(
    *,
    dossier_id: int,
    receiver_name: str,
    receiver_id_number: str,
    authority: Authority,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    paper: str = "",
    checked: bool = False,
    slip_lost: bool = False,
) -> Moved:
    """Give back all originals that offices still hold of a dossier that ended: stopped, refused, withdrawn.

    Who collects is said as in `hand_over`. The same `key` again changes nothing. Raises `ReceiverMissing`,
    `AuthorityMissing`, `AuthorityUnchecked`, `NothingHeld`, and as `dossiers.note`: only the one-stop unit's, only of
    what ended.
    """
    note = Note(
        fact=Fact.ORIGINALS_GIVEN_BACK,
        may=frozenset({By.ONE_STOP}),
        during=ENDED,
        text=_receiver(receiver_name, receiver_id_number, authority, paper, checked),
        facts=_facts(authority, slip_lost),
        closes=GIVE_BACK,
        before_write=partial(_give_back_some, now=now),
    )
    return dossiers.note(dossier_id=dossier_id, note=note, by=by, now=now, key=key, revision=revision)


def _receiver(name: str, number: str, authority: Authority, paper: str, checked: bool) -> str:
    """Who collects, in one line. Raises `ReceiverMissing`, `AuthorityMissing`, `AuthorityUnchecked`."""
    name, number, paper = name.strip(), number.strip(), paper.strip()
    if not name or len(name) > LONGEST_NAME:
        raise ReceiverMissing(most=LONGEST_NAME)
    if authority is Authority.AUTHORISED and not paper:
        raise AuthorityMissing
    if authority is Authority.AUTHORISED and not checked:
        raise AuthorityUnchecked
    return "; ".join(part for part in (name, number, paper[:LONGEST_NAME]) if part)


def _facts(authority: Authority, slip_lost: bool) -> dict[str, Any]:
    return {"authority": authority.value} | ({"slip_lost": True} if slip_lost else {})


def _give_back_some(held: Held, *, now: datetime) -> dict[str, list[str]]:
    back = _give_back(held, now=now)
    if not back["originals_back"]:
        raise NothingHeld
    return back


def _give_back(held: Held, *, now: datetime) -> dict[str, list[str]]:
    """Under the dossier's lock, as every change of its originals' hands."""
    return {"originals_back": sorted(documents.hand_back(subject=f"dossier/{held.id}", now=now))}
