"""Asking for what is missing, once and completely; a second time only with a supervisor's ground; and refusing, with
the right place to go (NĐ 118/2025 art. 17; NĐ 61/2018 art. 19(4); NĐ 63/2010 art. 20(4))."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers import queries as dossier_queries
from motcua.registers.dossiers.actions import Change, Fact, Moved, NewDuty, Note
from motcua.registers.dossiers.errors import NotYoursToDo
from motcua.registers.dossiers.queries import DossierView, HistoryLine
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Role, Viewer
from motcua.rules.deadlines import Policy, due_within
from motcua.rules.lifecycle import By, Guard, Move, State
from motcua.rules.shortcomings import SECOND_REQUEST_GROUNDS, SHORTCOMINGS
from motcua.stages.intake.errors import (
    AskedNever,
    GroundMissing,
    ItemsMissing,
    NoRequestToGrant,
    PlaceMissing,
    SecondPairOfEyes,
    WordsMissing,
)

SECOND_REQUEST: Final = "second-request"
"""The supervisor's duty to grant or decline it."""
ASKABLE: Final = frozenset({State.SUBMITTED, State.RECEIVED, State.PROCESSING})
GOES_TO: Final = "→ "
"""Begins the line of a refusal's words that names the right place."""
_HOW: Final = " → "


@dataclass(frozen=True, slots=True)
class SupplementItem:
    """One thing asked for: what, why, and how to get it. `paper` is its key, empty for the dossier as a whole;
    `reason` a
    code of `rules.shortcomings`, to which `why` may add words; without a code `why` says it all."""

    what: str
    why: str = ""
    how: str = ""
    paper: str = ""
    reason: str = ""


def ask_supplement(
    *,
    dossier_id: int,
    items: tuple[SupplementItem, ...],
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
) -> Moved:
    """Ask, once and completely, for what is missing. Raises `ItemsMissing`, `WordsMissing`, and as `move`: a second
    time it is refused by the guard of the first request."""
    facts, text = _told(items)
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    change = Change(text=text, until=_answer_by(view, now), facts=facts)
    return _move(Move.ASK_SUPPLEMENT, dossier_id, by, now, key, revision, change)


def want_second_request(
    *,
    dossier_id: int,
    items: tuple[SupplementItem, ...],
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
) -> Moved:
    """More is missing than was asked for: the supervisor of the one-stop unit is to grant another request.

    Raises `ItemsMissing`, `WordsMissing`, `AskedNever` (the first request needs nobody), and as `dossiers.note`.
    """
    facts, text = _told(items)
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    if view.supplements == 0:
        raise AskedNever
    note = Note(
        fact=Fact.SECOND_REQUEST_WANTED,
        may=frozenset({By.ONE_STOP, By.DUTY_HOLDER}),
        during=ASKABLE,
        text=text,
        facts=facts,
        opens=NewDuty(
            SECOND_REQUEST,
            view.received_office_id,
            supervisor_of(view.received_office_id, now),
            dossiers.answer_by(view.received_office_id, now),
        ),
        closes=SECOND_REQUEST if any(duty.step == SECOND_REQUEST for duty in view.duties) else "",
    )
    return dossiers.note(dossier_id=dossier_id, note=note, by=by, now=now, key=key, revision=revision)


def allow_second_request(
    *, dossier_id: int, ground: str, by: Viewer, now: datetime, key: UUID, revision: int, text: str = ""
) -> Moved:
    """The supervisor grants it on a listed ground; the applicant is asked at once.

    Raises `GroundMissing`, `NoRequestToGrant`, `SecondPairOfEyes`, and as `move`.
    """
    if ground not in SECOND_REQUEST_GROUNDS:
        raise GroundMissing
    view = dossier_queries.dossier(dossier_id=dossier_id, viewer=by)
    wanted = _wanted(view, by)
    said = "\n".join(part for part in ((wanted.text or "").strip(), text.strip()) if part)
    change = Change(
        met=frozenset({Guard.FIRST_REQUEST}),
        ground=ground,
        text=said,
        until=_answer_by(view, now),
        facts={"items": wanted.body.get("items", []), "wanted_by": wanted.by},
    )
    return _move(Move.ASK_SUPPLEMENT, dossier_id, by, now, key, revision, change)


def decline_second_request(*, dossier_id: int, text: str, by: Viewer, now: datetime, key: UUID, revision: int) -> Moved:
    """The supervisor does not grant it, and says why: the dossier is decided with what there is.

    Raises `WordsMissing`, `NoRequestToGrant`, `SecondPairOfEyes`, and as `dossiers.note`.
    """
    if not text.strip():
        raise WordsMissing
    _wanted(dossier_queries.dossier(dossier_id=dossier_id, viewer=by), by)
    note = Note(
        fact=Fact.SECOND_REQUEST_DECLINED,
        may=frozenset({By.DUTY_HOLDER}),
        during=ASKABLE,
        text=text.strip(),
        closes=SECOND_REQUEST,
    )
    return dossiers.note(dossier_id=dossier_id, note=note, by=by, now=now, key=key, revision=revision)


def refuse(
    *,
    dossier_id: int,
    ground: str,
    text: str,
    by: Viewer,
    now: datetime,
    key: UUID,
    revision: int,
    right_place: str | None = None,
) -> Moved:
    """Refuse to take the dossier in, on a ground the procedure lists. `right_place`: where to go instead; "" is
    refused,
    None says that there is none. Raises `GroundMissing`, `PlaceMissing`, and as `move`."""
    if not ground or not text.strip():
        raise GroundMissing
    if right_place is not None and not right_place.strip():
        raise PlaceMissing
    said = text.strip() if right_place is None else f"{text.strip()}\n{GOES_TO}{' '.join(right_place.split())}"
    return _move(Move.REFUSE, dossier_id, by, now, key, revision, Change(ground=ground, text=said))


def supervisor_of(office_id: int, now: datetime) -> str:
    """The role that grants a second request: the head of the one-stop unit, or where nobody is one the office's
    leader."""
    today = now.astimezone(VIETNAM).date()
    return Role.UNIT_HEAD if offices.holders_of(office_id, today, role=Role.UNIT_HEAD) else Role.LEADER


def wanted_request(*, view: DossierView, viewer: Viewer) -> HistoryLine | None:
    """The second request that waits for its supervisor; None when none does."""
    if not any(duty.step == SECOND_REQUEST for duty in view.duties):
        return None
    lines = dossier_queries.history(dossier_id=view.id, viewer=viewer)
    return dossier_queries.last_act(lines, Fact.SECOND_REQUEST_WANTED)


def _wanted(view: DossierView, by: Viewer) -> HistoryLine:
    found = wanted_request(view=view, viewer=by)
    if found is None:
        raise NoRequestToGrant
    if found.by in {f"holding/{seat.holding_id}" for seat in by.seats}:
        raise SecondPairOfEyes
    waits = next(duty for duty in view.duties if duty.step == SECOND_REQUEST)
    if not by.may_do(waits.office_id, waits.role, waits.position_id):
        raise NotYoursToDo
    return found


def _answer_by(view: DossierView, now: datetime) -> datetime:
    term = procedures.version(view.procedure_version_id).clock.supplement_answer
    return due_within(now, term, Policy.BY_DAYS, offices.calendar_of(view.received_office_id))


def _told(items: Iterable[SupplementItem]) -> tuple[dict[str, Any], str]:
    """What the event says, in codes, and the applicant's words, a line for each. Raises `ItemsMissing`,
    `WordsMissing`."""
    asked = tuple(items)
    if not asked or any(not item.what.strip() or not (item.why.strip() or item.reason) for item in asked):
        raise ItemsMissing
    for item in asked:
        if item.reason and (item.reason not in SHORTCOMINGS or _lacks_words(item)):
            raise WordsMissing
    codes = [[item.paper, item.reason] for item in asked if item.reason]
    return ({"items": codes} if codes else {}), lines_of(asked)


def _lacks_words(item: SupplementItem) -> bool:
    return SHORTCOMINGS[item.reason].needs_words and not item.why.strip()


def lines_of(items: Iterable[SupplementItem]) -> str:
    """The applicant's words, a line for each thing: as `items_of` reads them again."""
    return "\n".join(_line(item) for item in items)


def _line(item: SupplementItem) -> str:
    known = SHORTCOMINGS.get(item.reason)
    own = " ".join(item.why.split())
    named = gettext(known.words) if known and item.reason != "other" else ""
    why = "; ".join(part for part in (named, own) if part)
    how = " ".join(item.how.split()) or (gettext(known.how) if known and known.how else "")
    return f"{' '.join(item.what.split())}: {why}" + (f"{_HOW}{how}" if how else "")


def refusal_parts(text: str) -> tuple[str, str]:
    """Why it was refused, and where to go instead; no place where none was named."""
    reason, _, place = text.partition(f"\n{GOES_TO}")
    return reason.strip(), place.strip()


def refused_with(*, dossier_id: int, viewer: Viewer) -> tuple[str, str]:
    """Why a dossier was refused, and where to go instead. Raises `DossierUnknown`."""
    lines = dossier_queries.history(dossier_id=dossier_id, viewer=viewer)
    refused = dossier_queries.last_act(lines, Move.REFUSE)
    return refusal_parts(refused.text or "") if refused else ("", "")


def items_of(line: HistoryLine) -> tuple[tuple[str, str, str], ...]:
    """What, why and how of each thing that an event asks for."""
    return tuple(parts_of(each) for each in (line.text or "").splitlines() if each.strip())


def parts_of(line: str) -> tuple[str, str, str]:
    """What, why and how of a line that was told: as form 02 prints them."""
    rest, _, how = line.partition(_HOW)
    what, _, why = rest.partition(": ")
    return what.strip(), why.strip(), how.strip()


def _move(move: Move, dossier_id: int, by: Viewer, now: datetime, key: UUID, revision: int, change: Change) -> Moved:
    return dossiers.move(dossier_id=dossier_id, move=move, by=by, now=now, key=key, revision=revision, change=change)
