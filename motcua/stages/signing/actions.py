"""What the stage does: sign, refuse to sign, number and seal (NĐ 30/2020/NĐ-CP art. 13–18)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.foundation.errors import Refusal
from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Change, Held, Moved
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move, State
from motcua.rules.process import Complete, SendBack
from motcua.stages.signing import electronic, signatures
from motcua.stages.signing.errors import (
    NotYoursToSign,
    NumberMissing,
    ScanMissing,
    ScanNotAsked,
    TooManyToSign,
)
from motcua.stages.signing.fees_of_refusals import let_go
from motcua.stages.signing.manners import Manner
from motcua.stages.signing.models import Signature
from motcua.stages.signing.printers import set_printer as set_printer
from motcua.stages.signing.printing import item_of
from motcua.stages.signing.signatures import Scan as Scan

LONGEST_NUMBER = 40
MOST_IN_A_BATCH = 200
NOT_TRACKED = Tracking()

_Writing = Callable[[Held], Mapping[str, Any]]


def sign(
    *,
    dossier_id: int,
    step: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    text: str = "",
    tracking: Tracking = NOT_TRACKED,
) -> Moved:
    """Sign the proposed result electronically: the port signs first, then its answer is kept, then the dossier moves
    with it. The same `key` signs once, wherever it was cut.

    Raises `NotYoursToSign`, `SignedOnPaperOnly`, `SignerNotSet`, `SignerNotAnswering`, `SignerRefused`, and as
    `dossiers.actions.move`; nobody signs a changed dossier.
    """
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    asked = uuid5(key, f"sign/{dossier_id}/{revision}")
    before = signatures.by_key(asked)
    if view.last_key == key or (before is not None and before.revision is not None):
        return _already(view)
    writing: _Writing = _nothing
    if view.revision == revision:
        seat = electronic.seat_to_sign(view, step, by)
        made = electronic.signature(view=view, seat=seat, by=by, now=now, key=asked, text=text, tracking=tracking)
        writing = lambda held: signatures.take(made, held.revision)  # noqa: E731
    change = Change(act=Complete(step), text=text, before_write=writing)
    return dossiers.move(
        dossier_id=dossier_id, move=Move.SIGN, by=by, now=now, key=key, revision=revision, change=change
    )


def sign_by_hand(
    *,
    dossier_id: int,
    step: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    text: str = "",
    scan: Scan | None = None,
) -> Moved:
    """The signer says that the printed result is signed on paper. Its scan comes now or with its number, before the
    dossier is done.

    Raises `NotYoursToSign`, `ScanMissing`, as `documents.actions.keep` and as `dossiers.actions.move`.
    """
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    asked = uuid5(key, f"sign/{dossier_id}/{revision}")
    if view.last_key == key or signatures.by_key(asked) is not None:
        return _already(view)
    writing: _Writing = _nothing
    if view.revision == revision:
        holding = electronic.seat_to_sign(view, step, by).holding_id

        def writing(held: Held) -> Mapping[str, Any]:
            if held.state is State.DONE and scan is None:
                raise ScanMissing
            return signatures.write_by_hand(
                key=asked, dossier_id=held.id, revision=held.revision, scan=scan, holding_id=holding, now=now
            )

    change = Change(act=Complete(step), text=text, before_write=writing)
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
    *,
    dossier_id: int,
    step: str,
    number: str,
    book: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    scan: Scan | None = None,
) -> Moved:
    """Give the signed result its number and book, and seal it: an electronic one is signed for the office, one signed
    by hand is kept as its `scan`, for which whoever acts vouches.

    Raises `NumberMissing`, `ScanMissing`, `ScanNotAsked`, as `asking.ask`, `documents.actions.keep` and `move`.
    """
    number, book = number.strip(), book.strip()
    if not number or max(len(number), len(book)) > LONGEST_NUMBER:
        raise NumberMissing(most=LONGEST_NUMBER)
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    words = f"Số {number}" + (f", quyển {book}" if book else "")
    is_open = view.signed_at is not None and view.revision == revision and view.last_key != key
    found = signatures.of(dossier_id) if is_open else None
    if scan is not None and is_open and (found is None or found.manner != Manner.BY_HAND):
        raise ScanNotAsked
    writing = _sealing(view, step, found, scan, words, by, now, key) if found is not None else None

    def enter(held: Held) -> Mapping[str, Any]:
        """The seal, and what a refusal lets go of."""
        sealed = writing(held) if writing else {}
        return {**sealed, **let_go(held)}

    change = Change(act=Complete(step), text=words, before_write=enter)
    return dossiers.move(
        dossier_id=dossier_id, move=Move.FORWARD, by=by, now=now, key=key, revision=revision, change=change
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A dossier of a batch, at the revision that was shown."""

    dossier_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of a batch: signed, or why not."""

    dossier_id: int
    refusal: Refusal | None = None

    @property
    def signed(self) -> bool:
        return self.refusal is None


def sign_batch(
    *, chosen: tuple[Chosen, ...], by: Viewer, now: datetime, key: UUID, tracking: Tracking = NOT_TRACKED
) -> tuple[Outcome, ...]:
    """Sign what was shown, each in its own transactions and by a key derived from the batch's: cut anywhere, the same
    batch again signs what is left and none twice. Raises `TooManyToSign`."""
    if len(chosen) > MOST_IN_A_BATCH:
        raise TooManyToSign(most=MOST_IN_A_BATCH)
    return tuple(_of_batch(one, by, now, key, tracking) for one in dict.fromkeys(chosen))


def sign_by_hand_batch(*, chosen: tuple[Chosen, ...], by: Viewer, now: datetime, key: UUID) -> tuple[Outcome, ...]:
    """The signer says of each that it is signed on paper, at the revision shown; as `sign_batch`, each by a key of its
    own. Their scans come with their numbers, where there are any. Raises `TooManyToSign`."""
    if len(chosen) > MOST_IN_A_BATCH:
        raise TooManyToSign(most=MOST_IN_A_BATCH)
    return tuple(_by_hand_of_batch(one, by, now, key) for one in dict.fromkeys(chosen))


def _by_hand_of_batch(one: Chosen, by: Viewer, now: datetime, key: UUID) -> Outcome:
    own = uuid5(key, str(one.dossier_id))
    try:
        view = dossier_queries.dossier(dossier_id=one.dossier_id, viewer=by)
        step = _step_to_sign(view)
        sign_by_hand(dossier_id=one.dossier_id, step=step, by=by, now=now, key=own, revision=one.revision)
    except Refusal as refusal:
        return Outcome(one.dossier_id, refusal)
    return Outcome(one.dossier_id)


def _of_batch(one: Chosen, by: Viewer, now: datetime, key: UUID, tracking: Tracking) -> Outcome:
    own = uuid5(key, str(one.dossier_id))
    try:
        view = dossier_queries.dossier(dossier_id=one.dossier_id, viewer=by)
        sign(
            dossier_id=one.dossier_id,
            step=_step_to_sign(view),
            by=by,
            now=now,
            key=own,
            revision=one.revision,
            tracking=tracking,
        )
    except Refusal as refusal:
        return Outcome(one.dossier_id, refusal)
    return Outcome(one.dossier_id)


def _step_to_sign(view: DossierView) -> str:
    """The open step that signs; nothing fits a dossier that has none, which `sign` then tells."""
    process = procedures.version(view.procedure_version_id).process
    open_steps = (duty.step for duty in view.duties if duty.step in process.by_key)
    return next((step for step in open_steps if process.step(step).effect == "sign"), "")


def _sealing(
    view: DossierView,
    step: str,
    found: Signature,
    scan: Scan | None,
    words: str,
    by: Viewer,
    now: datetime,
    key: UUID,
) -> _Writing:
    """What numbering does to the signed result, once the move is decided. The port is asked before."""
    seat = next(
        (
            seat
            for duty in view.duties
            if duty.step == step and (seat := by.seat_for(duty.role, duty.office_id, duty.position_id))
        ),
        None,
    )
    if seat is None:
        return lambda held: {}  # the move refuses
    pdf = electronic.sealed(
        found=found,
        office_id=view.competent_office_id,
        holding_id=seat.holding_id,
        words=words,
        now=now,
        key=uuid5(key, f"seal/{view.id}/{view.revision}"),
    )

    def writing(held: Held) -> Mapping[str, Any]:
        if pdf is not None:
            return signatures.seal(found, pdf=pdf, code=view.code, holding_id=seat.holding_id, now=now)
        if scan is not None:
            return signatures.vouch(found, scan=scan, holding_id=seat.holding_id, now=now)
        if held.state is State.DONE and found.document_id is None and not _is_in_a_book(view):
            raise ScanMissing
        return {}

    return writing


def _is_in_a_book(view: DossierView) -> bool:
    """The result is the paper that is given away, and what is kept of it is its line in a register: nothing is
    scanned."""
    item = item_of(view, procedures.version(view.procedure_version_id))
    return item is not None and item.book is not None


def _nothing(held: Held) -> Mapping[str, Any]:
    """A dossier that moved on since it was shown is never signed: the move refuses before it comes here."""
    raise NotYoursToSign


def _already(view: DossierView) -> Moved:
    return Moved(view.id, view.state, view.revision, view.due_at, view.code if view.has_code else None, already=True)
