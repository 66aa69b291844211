"""A row of an earlier system's open dossiers, understood: which procedure, whose, where it stands, who holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Final

from motcua.console.bringing_in.errors import (
    CaseUnclear,
    CellEmpty,
    ChannelUnknown,
    HolderHasNoStep,
    HolderUnknown,
    MomentUnreadable,
    OutcomeUnknown,
    StateUnknown,
    StepUnknown,
)
from motcua.foundation.clock import VIETNAM
from motcua.foundation.tables import Row, moment_of_number
from motcua.foundation.vietnamese import fold
from motcua.registers.dossiers.actions import OldDossier, Outcome
from motcua.registers.offices import queries as offices
from motcua.registers.people import actions as people
from motcua.registers.people import queries as people_told
from motcua.registers.people.actions import PersonFacts
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import PORTAL_CODE, STATE_NAMES, State
from motcua.rules.process import ProcessDefinition

CODE, PROCEDURE, CASE, CHANNEL = "Mã hồ sơ", "Mã thủ tục", "Trường hợp", "Cách nộp"
APPLICANT, APPLICANT_NUMBER = "Người nộp", "Số giấy tờ người nộp"
OWNER, OWNER_NUMBER = "Chủ hồ sơ", "Số giấy tờ chủ hồ sơ"
RECEIVED, PROMISED, STATE, SINCE = "Tiếp nhận", "Hẹn trả", "Trạng thái", "Từ ngày"
HOLDER, STEP, OUTCOME = "Người giữ", "Bước", "Kết quả"
OFFICE, COMPETENT = "Cơ quan tiếp nhận", "Cơ quan giải quyết"

NEEDED: Final = (CODE, PROCEDURE, OWNER, RECEIVED, PROMISED, STATE)
KNOWN: Final = (
    *NEEDED, CASE, CHANNEL, APPLICANT, APPLICANT_NUMBER, OWNER_NUMBER, SINCE, HOLDER, STEP, OUTCOME, OFFICE, COMPETENT,
)  # fmt: skip
MORNING, EVENING = time(8), time(17)
"""What a day without an hour means: received in the morning, promised for the end of the working day."""

_MOMENT = re.compile(
    r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})(?:[ T,]+(?P<h>\d{1,2})[:h](?P<i>\d{2})(?::\d{2})?)?"
)
_TURNED = re.compile(
    r"(?P<h>\d{1,2})[:h](?P<i>\d{2})(?::\d{2})?[ ,]+(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"
)
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:[ T](?P<h>\d{2}):(?P<i>\d{2})(?::\d{2})?)?")
_STATES: Final = {
    **{fold(name): state for state, name in STATE_NAMES.items()},
    **{state.value: state for state in State},
    **{str(number): state for state, number in PORTAL_CODE.items()},
}
_CHANNELS: Final = {"truc tiep": "direct", "truc tuyen": "online", "buu chinh": "postal"}
_OUTCOMES: Final = {
    "": Outcome.GRANTED,
    "du dieu kien": Outcome.GRANTED,
    "granted": Outcome.GRANTED,
    "khong du dieu kien": Outcome.NOT_ELIGIBLE,
    "not-eligible": Outcome.NOT_ELIGIBLE,
}


def old_dossier(row: Row, *, office_code: str, now: datetime) -> OldDossier:
    """The dossier of a row; its persons are registered on the way. Raises the refusals of `errors` and of the rooms."""
    for column in NEEDED:
        if not row.get(column):
            raise CellEmpty(column=column)
    procedure = procedures.in_force(row.get(PROCEDURE), now.astimezone(VIETNAM).date())
    received = offices.office_by_code(row.get(OFFICE) or office_code)
    competent = offices.office_by_code(row.get(COMPETENT) or received.code)
    state = _state(row.get(STATE))
    position, role = _holder(row.get(HOLDER), competent.id, competent.name, now)
    owner = _person(row.get(OWNER), row.get(OWNER_NUMBER), now)
    step = None
    if state is not State.DONE:
        step = _step(row.get(STEP), row.get(HOLDER), role, procedure.process)
    return OldDossier(
        code=code_of(row),
        procedure=procedure,
        case_key=_case(row.get(CASE), procedure),
        channel=_channel(row.get(CHANNEL), procedure),
        received_office_id=received.id,
        competent_office_id=competent.id,
        applicant_id=_person(row.get(APPLICANT), row.get(APPLICANT_NUMBER), now) if _has_applicant(row) else owner,
        owner_id=owner,
        received_at=moment(row.get(RECEIVED), column=RECEIVED, hour=MORNING),
        promised_at=moment(row.get(PROMISED), column=PROMISED, hour=EVENING),
        state=state,
        since=moment(row.get(SINCE), column=SINCE, hour=MORNING) if row.get(SINCE) else None,
        step=step,
        position_id=position,
        outcome=_outcome(row.get(OUTCOME)),
    )


def code_of(row: Row) -> str:
    """The code as it is kept and searched: capital letters, without spaces."""
    return "".join(row.get(CODE).split()).upper()


def moment(text: str, *, column: str, hour: time) -> datetime:
    """A moment of Vietnam; a day alone takes `hour`. Raises `MomentUnreadable`."""
    if (counted := moment_of_number(text)) is not None:
        found = counted if counted.time() != time() else datetime.combine(counted.date(), hour)
        return found.replace(tzinfo=VIETNAM)
    match = _MOMENT.fullmatch(text) or _TURNED.fullmatch(text) or _ISO.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(match[part]) for part in "ymd")
        clock = time(int(match["h"]), int(match["i"])) if match["h"] else hour
        return datetime.combine(datetime(year, month, day, tzinfo=VIETNAM), clock, VIETNAM)
    except ValueError:
        raise MomentUnreadable(column=column, text=text[:40]) from None


def _has_applicant(row: Row) -> bool:
    return bool(row.get(APPLICANT)) and (row.get(APPLICANT), row.get(APPLICANT_NUMBER)) != (
        row.get(OWNER),
        row.get(OWNER_NUMBER),
    )


def _person(name: str, number: str, now: datetime) -> int:
    """The kind follows from the number: 12 digits a citizen, 10 or 13 an organisation, letters in it a foreigner; an
    identity card of 9 digits is kept as the former number."""
    bare = re.sub(r"[\s.-]", "", number).upper()
    facts = PersonFacts(name=name, id_number=bare)
    if re.fullmatch(r"\d{10}(\d{3})?", bare):
        facts = PersonFacts(kind="organisation", name=name, id_number=bare)
    elif re.fullmatch(r"\d{9}", bare):
        facts = PersonFacts(name=name, previous_id_number=bare)
    elif re.search(r"[A-Z]", bare):
        facts = PersonFacts(kind="foreigner", name=name, id_number=bare)
    return people.register_person(facts=facts, now=now, by=SYSTEM).person_id


def _state(text: str) -> State:
    state = _STATES.get(fold(text))
    if state is None:
        raise StateUnknown(text=text[:60], names=", ".join(STATE_NAMES.values()))
    return state


def _case(text: str, procedure: Procedure) -> str:
    if not text and len(procedure.cases) == 1:
        return procedure.cases[0].key
    for case in procedure.cases:
        if fold(text) in (fold(case.key), fold(case.name)):
            return case.key
    raise CaseUnclear(code=procedure.code, names="; ".join(f"{case.key} ({case.name})" for case in procedure.cases))


def _channel(text: str, procedure: Procedure) -> str:
    channel = _CHANNELS.get(fold(text), fold(text)) or "direct"
    if channel not in procedure.service.channels:
        raise ChannelUnknown(text=text[:40], names=", ".join(procedure.service.channels))
    return channel


def _outcome(text: str) -> Outcome:
    outcome = _OUTCOMES.get(fold(text))
    if outcome is None:
        raise OutcomeUnknown(text=text[:40])
    return outcome


def _holder(text: str, office_id: int, office: str, now: datetime) -> tuple[int | None, str | None]:
    """The position and the role of who holds the dossier; nothing of either when nobody is named."""
    if not text:
        return None, None
    holders = offices.holders_of(office_id, now.astimezone(VIETNAM).date())
    names = people_told.officials([one.official_id for one in holders], viewer=SYSTEM)
    for one in holders:
        if fold(text) in (fold(names[one.official_id].sign_in_name), fold(one.name), fold(one.title)):
            return one.position_id, one.role
    if any(one.role == fold(text) for one in holders):
        return None, fold(text)
    raise HolderUnknown(text=text[:60], office=office)


def _step(text: str, holder: str, role: str | None, process: ProcessDefinition) -> str | None:
    """The step named; else the first, in the order of the process, that the holder's role does."""
    waiting = _in_order(process)
    if text:
        for key, name in waiting.items():
            if fold(text) in (fold(key), fold(name)):
                return key
        raise StepUnknown(text=text[:60], names="; ".join(f"{key} ({name})" for key, name in waiting.items()))
    if role is None:
        return None
    for key in waiting:
        if process.step(key).role == role:
            return key
    raise HolderHasNoStep(text=holder[:60])


def _in_order(process: ProcessDefinition) -> Mapping[str, str]:
    """Key and name of the steps that somebody does, as they follow each other."""
    found: dict[str, str] = {}
    pending, met = [process.start], set[str]()
    while pending:
        step = process.by_key.get(pending.pop(0))
        if step is None or step.key in met:
            continue
        met.add(step.key)
        if step.waits:
            found[step.key] = step.name
        pending += [branch.to for branch in step.branches]
    return found
