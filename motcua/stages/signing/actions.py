"""What the stage does: sign, refuse to sign, number and seal (NĐ 30/2020/NĐ-CP art. 13–15)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import Change, Moved
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move
from motcua.rules.process import Complete, SendBack
from motcua.stages.signing.errors import NumberMissing

LONGEST_NUMBER = 40


def sign(*, dossier_id: int, step: str, by: Viewer, now: datetime, key: UUID, revision: int, text: str = "") -> Moved:
    """Approve and sign the proposed result. Raises as `dossiers.actions.move`; nobody signs a changed dossier."""
    change = Change(act=Complete(step), text=text)
    return dossiers.move(
        dossier_id=dossier_id, move=Move.SIGN, by=by, now=now, key=key, revision=revision, change=change
    )


def send_back(
    *, dossier_id: int, step: str, to: str, text: str, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Refuse to sign: the dossier goes back to an earlier step, with the reason."""
    change = Change(act=SendBack(step, to), text=text)
    return dossiers.move(
        dossier_id=dossier_id, move=Move.SEND_BACK, by=by, now=now, key=key, revision=revision, change=change
    )


def number(
    *, dossier_id: int, step: str, number: str, book: str, by: Viewer, now: datetime, key: UUID, revision: int
) -> Moved:
    """Give the signed result its number and book, and seal it. Raises `NumberMissing`, and as `move`."""
    number, book = number.strip(), book.strip()
    if not number or max(len(number), len(book)) > LONGEST_NUMBER:
        raise NumberMissing(most=LONGEST_NUMBER)
    change = Change(act=Complete(step), text=f"Số {number}" + (f", quyển {book}" if book else ""))
    return dossiers.move(
        dossier_id=dossier_id, move=Move.FORWARD, by=by, now=now, key=key, revision=revision, change=change
    )
