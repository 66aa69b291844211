"""A dossier as printed papers speak of it: its people, and who acted on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.clock import VIETNAM
from motcua.foundation.postgres import prepared
from motcua.registers.documents.queries import AboutDossier, Tracking
from motcua.registers.dossiers.queries.one import DossierView, HistoryLine
from motcua.registers.offices import queries as offices
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import Move


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did an act, by the position held that day; for a person outside the administration only the name."""

    name: str
    title: str = ""
    role: str = ""
    office_id: int | None = None


NOBODY = Actor("")
"""The system, or somebody whom the reader may not see."""


def about(*, view: DossierView, viewer: Viewer, tracking: Tracking) -> AboutDossier:
    """The dossier as plain values for a paper. The sight of its people is logged."""
    procedure = procedures.version(view.procedure_version_id)
    both = people.persons((view.applicant_id, view.owner_id), viewer=viewer, purpose="print", dossier_id=view.id)
    applicant, owner = both.get(view.applicant_id), both.get(view.owner_id)
    return AboutDossier(
        code=view.code,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        owner_name=owner.name if owner else "",
        applicant_name=applicant.name if applicant else "",
        is_organisation=applicant is not None and applicant.kind == "organisation",
        case_name=procedure.case(view.case_key).name if len(procedure.cases) > 1 else "",
        id_number=applicant.id_number if applicant else "",
        address=applicant.address if applicant else "",
        phone=applicant.phone if applicant else "",
        email=applicant.email if applicant else "",
        received_at=view.received_at,
        promised_at=view.due_at or view.promised_at,
        whole_code=_whole_code(view),
        tracking_url=tracking.of(view.code),
        lookup_url=tracking.search,
    )


def _whole_code(view: DossierView) -> str:
    """The code of the interlinked submission that it is a part of, which is what people know; else empty."""
    sql = "SELECT code FROM dossiers_chain WHERE id = %(chain)s"
    found = prepared.rows(sql, {"chain": view.chain_id}) if view.chain_id else ()
    return str(found[0][0]) if found else ""


def actors(*, view: DossierView, lines: Iterable[HistoryLine], viewer: Viewer) -> dict[str, Actor]:
    """Who acted, by the code that events carry ("holding/12", "person/3")."""
    events = list(lines)
    places = {view.received_office_id, view.competent_office_id}
    places |= {int(duty[2]) for event in events for duty in event.body.get("opens", ())}
    found = _holders(events, sorted(places))
    persons = {event.by for event in events if event.by.startswith("person/")}
    names = people.persons((int(code.partition("/")[2]) for code in persons), viewer=viewer, purpose="print")
    return found | {f"person/{number}": Actor(one.name) for number, one in names.items()}


def last_act(lines: Sequence[HistoryLine], *kinds: str) -> HistoryLine | None:
    """The last event of one of these kinds."""
    return next((line for line in reversed(lines) if line.kind in kinds), None)


def reason_of_refusal(lines: Sequence[HistoryLine]) -> str:
    """Why the request is not granted, as the applicant will read it: what was said where the refusal was drafted, else
    with the decision before it; before anything is drafted, with the step done last. Empty: nobody has said."""
    steps = [line for line in lines if line.kind == Move.FORWARD]
    drafted = [at for at, line in enumerate(steps) if "refuse" in line.body.get("effects", ())]
    last = drafted[-1] if drafted else len(steps)
    said = ((line.text or "").strip() for line in reversed(steps[max(0, last - 1) : last + 1]))
    return next((words for words in said if words), "")


def _holders(events: list[HistoryLine], places: list[int]) -> dict[str, Actor]:
    """The holders of positions on the days they acted; a day is asked only while somebody of it is unknown."""
    wanted: dict[date, set[str]] = {}
    for event in events:
        if event.by.startswith("holding/"):
            wanted.setdefault(_day(event.at), set()).add(event.by)
    found: dict[str, Actor] = {}
    for day, codes in wanted.items():
        for place in places:
            if codes <= found.keys():
                break
            for one in offices.holders_of(place, day):
                found[f"holding/{one.holding_id}"] = Actor(one.name, one.title, one.role, place)
    return found


def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
