"""The page of intake as it was sent, read; what a scan, the register and the answers themselves fill in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.http import QueryDict
from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import Office
from motcua.registers.people import queries as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.errors import NoProcedureInForce
from motcua.registers.procedures.queries import Chain, Procedure
from motcua.rules import forms as form_rules
from motcua.rules.access import Viewer
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.errors import NobodyDecidesHere
from motcua.web.counter import earlier
from motcua.web.counter.cards import Scan, person_first, take_scan
from motcua.web.counter.chains import at_hand, chain_called
from motcua.web.counter.filling import fill
from motcua.web.counter.forms import PersonForm, typed_of
from motcua.web.counter.intake import Intake
from motcua.web.counter.paying import paying_of
from motcua.web.counter.persons_in_forms import fill_groups
from motcua.web.shared.communes import resolved
from motcua.web.shared.numbers import number_in
from motcua.web.shared.procedure_form import Typed, left_over, typed

MOST_PIECES = 99


def read(
    sent: QueryDict,
    *,
    viewer: Viewer,
    office_id: int,
    now: datetime,
    scans: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
    checking: bool = False,
    channel: str = "",
    fed: frozenset[str] = frozenset(),
) -> Intake:
    """The page as it was sent; an empty one for an empty `sent`.

    `scans`: documents attached so far, by paper. `checking`: faults of persons are to be told. `channel`: the one that
    stands, where it is not to be chosen. `fed`: papers that are results of earlier parts of a submission.
    """
    sent = sent.copy()
    person_first(sent)
    cards = {prefix: take_scan(sent, prefix, viewer=viewer) for prefix in ("ap", "ow")}
    pick = sent.get("pick")
    code = pick if pick is not None else sent.get("procedure", "")
    chain = chain_called(code, now)
    procedure = chain.as_one if chain else _procedure(code, now)
    applicant = _person("ap", sent, cards, viewer=viewer, checking=checking)
    owner = None if _is_same(sent) else _person("ow", sent, cards, viewer=viewer, checking=checking)
    page = _typed(sent, procedure, applicant, owner, office_id=office_id, channel=channel, scans=scans)
    page.fed = fed
    if procedure:
        _read_answers(page, procedure, sent, scans, viewer=viewer, now=now)
        if chain:
            _look_at_chain(page, chain, now)
        else:
            _look_at(page, procedure, sent, now)
    return page


def _typed(
    sent: QueryDict,
    procedure: Procedure | None,
    applicant: PersonForm,
    owner: PersonForm | None,
    *,
    office_id: int,
    channel: str,
    scans: Mapping[str, tuple[int, ...]],
) -> Intake:
    """What was typed and ticked."""
    return Intake(
        query=sent.get("q", "")[: procedures.LONGEST_QUESTION],
        procedure=procedure,
        case_key=_case(procedure, sent.get("case", "")),
        channel=_channel(procedure, channel or sent.get("channel", "")),
        applicant=applicant,
        owner=owner,
        answers=typed(procedure.form, sent) if procedure else {},
        given=_given(procedure, sent, scans) if procedure else (),
        not_found=frozenset(name[2:] for name in sent if name.startswith("n-")),
        groups=frozenset(sent.getlist("group")),
        correct=bool(sent.get("correct")),
        office_id=office_id,
        **paying_of(sent),
    )


def _case(procedure: Procedure | None, chosen: str) -> str:
    """The case chosen, if the procedure has it; else its first."""
    keys = [case.key for case in procedure.cases] if procedure else []
    return chosen if chosen in keys else next(iter(keys), "")


def _channel(procedure: Procedure | None, chosen: str) -> str:
    channels = procedure.service.channels if procedure else ()
    return chosen if chosen in channels else next(iter(channels), "")


def _read_answers(
    page: Intake,
    procedure: Procedure,
    sent: QueryDict,
    scans: Mapping[str, tuple[int, ...]],
    *,
    viewer: Viewer,
    now: datetime,
) -> None:
    """What the form's questions come to, with what files, register and persons fill in."""
    today = now.astimezone(VIETNAM).date()
    page.left_over = {name: text for name, text in left_over(procedure.form, sent).items() if not sent.get(f"x-{name}")}
    page.answers |= _files(procedure, scans)
    page.earlier = earlier.offered(sent, procedure, page.applicant, viewer=viewer)
    if page.earlier and sent.get("act") == earlier.ACT:
        page.earlier_note = earlier.fill_again(procedure.form, page.answers, page.earlier, viewer=viewer)
    page.notes = fill_groups(procedure.form, page.answers, viewer=viewer)
    resolved(procedure.form, page.answers)
    before = form_rules.read(procedure.form, page.answers, today=today)
    fill(procedure.form, page.answers, before, _said(page.applicant))
    page.reading = form_rules.read(procedure.form, page.answers, today=today)


def _look_at(page: Intake, procedure: Procedure, sent: QueryDict, now: datetime) -> None:
    """Who will decide, and what accepting now would mean."""
    today = now.astimezone(VIETNAM).date()
    page.for_another = _for_another(procedure, sent.get("for_office", ""), page.office_id, today)
    page.deciding = (
        offices.office(page.for_another) if page.for_another else _deciding(procedure, page.office_id, today)
    )
    page.preview = intake_queries.preview(
        procedure=procedure,
        case_key=page.case_key,
        channel=page.channel,
        office_id=page.deciding.id if page.deciding else page.office_id,
        answers=page.known,
        papers=page.given,
        groups=page.groups,
        not_found=page.not_found,
        fed=page.fed,
        now=now,
    )


def _look_at_chain(page: Intake, chain: Chain, now: datetime) -> None:
    page.chain = at_hand(
        chain,
        channel=page.channel,
        office_id=page.office_id,
        answers=page.known,
        papers=page.given,
        groups=page.groups,
        not_found=page.not_found,
        now=now,
    )
    page.preview = page.chain.preview


def again_for(dossier_id: int, viewer: Viewer) -> QueryDict:
    """A page as if the persons of this dossier had been typed into it. Raises `DossierUnknown`."""
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    both = people.persons((view.applicant_id, view.owner_id), viewer=viewer, purpose="page", dossier_id=view.id)
    sent = QueryDict(mutable=True)
    parts = {"ap": view.applicant_id} | ({"ow": view.owner_id} if view.owner_id != view.applicant_id else {})
    for prefix, person_id in parts.items():
        for name, text in typed_of(both[person_id]).items():
            sent[f"{prefix}-{name}"] = text
    if "ow" not in parts:
        sent["same"] = "1"
    return sent


def _is_same(sent: QueryDict) -> bool:
    return bool(sent.get("same")) or "ap-name" not in sent


def _person(
    prefix: str, sent: QueryDict, cards: Mapping[str, Scan | None], *, viewer: Viewer, checking: bool
) -> PersonForm:
    """A person as typed; with what their card gave."""
    form = PersonForm(sent, prefix=prefix, auto_id="%s") if checking else _looked_up(prefix, sent, viewer)
    form.scan = cards[prefix]
    return form


def _looked_up(prefix: str, sent: QueryDict, viewer: Viewer) -> PersonForm:
    """One whose number is known and who has no name yet is filled in from the register."""
    values = {name: str(sent[f"{prefix}-{name}"]) for name in PersonForm.base_fields if f"{prefix}-{name}" in sent}
    number = values.get("id_number", "").strip()
    form = PersonForm(initial=values, prefix=prefix, auto_id="%s")
    if number and not values.get("name", "").strip():
        found = people.person_by_number(number, viewer=viewer, kind=values.get("kind") or "citizen")
        form.initial = typed_of(found) if found else values
        form.source = gettext("Lấy từ sổ, theo lần nộp trước. So lại với giấy tờ.") if found else ""
        form.is_new = found is None
    return form


def _procedure(code: str, now: datetime) -> Procedure | None:
    if not code:
        return None
    try:
        return procedures.in_force(code, now.astimezone(VIETNAM).date())
    except NoProcedureInForce:
        return None


def others(procedure: Procedure, office_id: int, today: date) -> tuple[Office, ...]:
    """The offices for which this one may receive: of its own kind, where the procedure knows no boundary."""
    here = offices.office(office_id)
    decides_here = not procedure.service.decided_by or procedure.service.decided_by == here.kind
    if not (procedure.service.is_non_boundary and decides_here):
        return ()
    return tuple(one for one in offices.offices(today, kind=here.kind) if one.id != office_id)


def _for_another(procedure: Procedure, chosen: str, office_id: int, today: date) -> int | None:
    if (wanted := number_in(chosen)) is None:
        return None
    return next((one.id for one in others(procedure, office_id, today) if one.id == wanted), None)


def _deciding(procedure: Procedure, office_id: int, today: date) -> Office | None:
    try:
        return intake_queries.deciding_office(procedure=procedure, received_office_id=office_id, on=today)
    except NobodyDecidesHere:
        return None


def _files(procedure: Procedure, scans: Mapping[str, tuple[int, ...]]) -> dict[str, Typed]:
    """How many files each question for files has, whatever was sent for it."""
    return {
        each.key: str(len(scans[each.paper])) if scans.get(each.paper) else ""
        for each in procedure.form.fields
        if each.type is form_rules.FieldType.FILE
    }


def _given(
    procedure: Procedure, sent: Mapping[str, str], scans: Mapping[str, tuple[int, ...]]
) -> tuple[PaperGiven, ...]:
    """Ticked papers: the numbers typed, or as many as the procedure asks for; and what was scanned."""
    found = []
    for paper in procedure.papers:
        scanned = scans.get(paper.key, ())
        if not sent.get(f"p-{paper.key}"):
            if scanned:
                found.append(PaperGiven(paper.key, scans=scanned))
            continue
        originals, copies = (_pieces(sent.get(f"{part}-{paper.key}", "")) for part in ("o", "c"))
        if not originals and not copies:
            originals, copies = paper.originals, paper.copies
            originals = originals if originals or copies else 1
        found.append(PaperGiven(paper.key, originals, copies, scans=scanned))
    return tuple(found)


def _pieces(text: str) -> int:
    return min(number_in(text) or 0, MOST_PIECES)


def _said(form: PersonForm) -> dict[str, str]:
    """What stands in a person's inputs and is not at fault."""
    wrong = form.errors if form.is_bound else {}
    return {name: str(form[name].value() or "") for name in form.fields if name not in wrong}
