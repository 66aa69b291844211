"""What a message says and where it goes, from the dossier as it stands at this moment: a promise that moved since is
told as it is now, and what is no longer true is not told at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.ledger import queries as ledger
from motcua.registers.notices import partners
from motcua.registers.notices.moments import MOMENTS, Call, Moment
from motcua.registers.notices.wording import Facts, Words, hours_in_short, missing_words, words_of
from motcua.registers.offices import queries as offices
from motcua.registers.people import queries as people
from motcua.registers.people.queries import Person
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import Move

AWAITED: Final = "await-supplement"
_AT_THE_COUNTER: Final = "direct"


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready to go. `next_channel`: where it goes if this one fails; empty for nowhere."""

    channel: str
    to: str
    words: Words
    address_end: str
    next_channel: str
    to_call: bool


@dataclass(frozen=True, slots=True)
class Needless:
    """It does not go: why, and what becomes of it."""

    state: str
    reason: str
    to_call: bool = False


def compose(
    *, dossier_id: int, person_id: int, kind: str, event_id: int, channel: str, tracking: Tracking, now: datetime
) -> Composed | Needless:
    """The message of this notice on its channel, or the first that reaches the person when none is chosen yet."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    moment = MOMENTS.get(kind)
    if moment is None or view.state not in moment.during or view.mirrored_at is not None:
        return Needless("needless", "moved-on")
    if kind == Move.ACCEPT and _stood_here(view):
        return Needless("needless", "stood-here")
    person = people.person(person_id, viewer=SYSTEM, dossier_id=dossier_id)
    to_call = _is_to_be_called(moment, view)
    addresses = _addresses(person)
    reached = [one for one in partners.channels() if addresses.get(one)]
    if not reached:
        return Needless("no-address", "no-partner" if any(addresses.values()) else "no-address", to_call)
    chosen = channel if channel in reached else reached[0]
    after = reached[reached.index(chosen) + 1 :]
    return Composed(
        channel=chosen,
        to=addresses[chosen],
        words=words_of(kind, _facts(view, kind, event_id, tracking, now)),
        address_end=addresses[chosen][-3:] if chosen == "phone" else "",
        next_channel=after[0] if after else "",
        to_call=to_call,
    )


def _addresses(person: Person) -> dict[str, str]:
    return {"phone": person.phone, "email": person.email if "@" in person.email else ""}


def _stood_here(view: DossierView) -> bool:
    """Taken in at the counter for the same day: the person has the slip, or waits."""
    if view.channel != _AT_THE_COUNTER or view.received_at is None or view.due_at is None:
        return False
    return view.received_at.astimezone(VIETNAM).date() == view.due_at.astimezone(VIETNAM).date()


def _is_to_be_called(moment: Moment, view: DossierView) -> bool:
    return moment.call is Call.YES or (moment.call is Call.AFAR and view.channel != _AT_THE_COUNTER)


def _facts(view: DossierView, kind: str, event_id: int, tracking: Tracking, now: datetime) -> Facts:
    unit = offices.one_stop_unit_of(view.received_office_id, now.astimezone(VIETNAM).date())
    both = offices.offices_by_id({view.received_office_id, view.competent_office_id})
    office = both[view.received_office_id]
    asks = kind == Move.ASK_SUPPLEMENT
    return Facts(
        code=view.code,
        place=unit.name if unit else office.name,
        address=unit.address if unit else office.address,
        hours=hours_in_short(unit.hours if unit else {}),
        phone=(unit.phone if unit else "") or office.phone,
        link=tracking.of(view.code),
        office=both[view.competent_office_id].name,
        due_at=view.due_at,
        until=next((duty.due_at for duty in view.duties if duty.step == AWAITED), None) if asks else None,
        missing=_missing(view, event_id) if asks else "",
    )


def _missing(view: DossierView, event_id: int) -> str:
    event = next((one for one in ledger.events_of(f"dossier/{view.id}") if one.event_id == event_id), None)
    items = event.body.get("items", ()) if event else ()
    names = {paper.key: paper.name for paper in procedures.version(view.procedure_version_id).papers}
    return missing_words((names.get(paper, paper), reason) for paper, reason in items)
