"""An interlinked submission under way, and dossiers that the police's system tells of: so that both can be seen."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from motcua.foundation.clock import VIETNAM
from motcua.integrations.demo_police.playing import dossier_record, given, progress_record
from motcua.practice.dossiers import close_tills
from motcua.practice.institutions import SHOWN_COMMUNE, committee_code, police_code
from motcua.practice.persons import MadeUpPersons
from motcua.practice.playing import Player
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import AdministrativeUnit
from motcua.registers.people import actions as people
from motcua.registers.procedures import queries as procedures
from motcua.rules.access import SYSTEM, Role
from motcua.rules.deadlines import Policy, Term, Unit, due_within
from motcua.rules.lifecycle import State
from motcua.stages.intake import queries as intake
from motcua.stages.mirroring import actions as mirroring
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import ChainSubmission

SPACE: Final = UUID("6d6f7463-7561-4000-8000-6c69656e7468")
CHAIN: Final = "LT.297-2025"
THREE_DAYS: Final = Term(Decimal(3), Unit.WORKING_DAY)
BEGAN: Final = 9
"""Days ago that the interlinked submission came."""
_ANSWERS: Final[dict[str, Any]] = {
    "business_name": "Hộ kinh doanh Karaoke Sao Mai",
    "business_address": "12 đường Ấp Bắc, phường Mỹ Tho",
    "business_lines": "Kinh doanh dịch vụ karaoke",
    "business_capital": 500_000_000,
    "workers": 4,
    "pledge": True,
    "conditional_line": "karaoke",
    "responsible_title": "Chủ hộ",
    "area": "city",
    "rooms": 3,
    "rooms_area": "22; 24; 25",
}
_PAPERS: Final = {
    "business": (PaperGiven("declaration", originals=1),),
    "security": (
        PaperGiven("declaration", originals=1),
        PaperGiven("fire-safety", copies=1),
        PaperGiven("curriculum-vitae", originals=1),
    ),
    "karaoke": (PaperGiven("declaration", originals=1),),
}
RESULT: Final = "Thông báo kết quả giải quyết thủ tục về cư trú"
_STATES: Final = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.DONE)


def load(*, now: datetime) -> None:
    """Make both, once: the same keys and messages again change nothing."""
    commune = next(one for one in offices.communes_of("82") if one.code == SHOWN_COMMUNE)
    persons = MadeUpPersons(communes=[commune], seed="motcua-linked")
    _karaoke(persons, commune, now)
    _police(persons, commune, now)


def _karaoke(persons: MadeUpPersons, commune: AdministrativeUnit, now: datetime) -> None:
    received = offices.office_by_code(committee_code(commune))
    at = _worked(now - timedelta(days=BEGAN), received.id)
    chain = procedures.chain_in_force(CHAIN, at.date())
    facts = persons.citizen(commune=commune)
    person = people.register_person(facts=facts, now=at, by=SYSTEM).person_id
    places = intake.deciding_offices(chain=chain, received_office_id=received.id, on=at.date())
    own = {
        "owner_name": facts.name,
        "owner_birth_date": facts.birth,
        "owner_id_number": facts.id_number,
        "owner_residence": facts.address,
        "owner_phone": facts.phone,
        "responsible_name": facts.name,
        "responsible_id_number": facts.id_number,
    }
    asked = ChainSubmission(
        chain_code=CHAIN,
        channel="direct",
        received_office_id=received.id,
        deciding={key: place.id for key, place in places.items()},
        applicant_id=person,
        owner_id=person,
        answers=_ANSWERS | own,
        papers=_PAPERS,
    )
    player = Player(now)
    clerk = player.holder(received.id, Role.ONE_STOP_CLERK, at)
    opened = submission.submit_chain(submission=asked, by=clerk, now=at, key=uuid5(SPACE, "karaoke"))
    if not opened.already:
        procedure = chain.part("business").procedure
        player.play(opened.dossiers[0].dossier_id, procedure, "not-collected", at, Random("motcua-karaoke"))
        close_tills(received.id, now)


def _police(persons: MadeUpPersons, commune: AdministrativeUnit, now: datetime) -> None:
    office, received = police_code(commune), committee_code(commune)
    police = offices.office_by_code(office).id
    begin = _worked(now - timedelta(days=4), police)
    due = due_within(begin, THREE_DAYS, Policy.BY_DAYS, offices.calendar_of(police))
    for number, state in enumerate(_STATES, start=1):
        person = persons.citizen(commune=commune)
        code = f"{office}-{begin:%y%m%d}-{number:04}"
        moments = {"NgayTiepNhan": begin, "NgayHenTra": due}
        if state is State.DONE:
            moments["NgayKetThucXuLy"] = begin + timedelta(hours=5)
        record = dossier_record(
            code=code,
            office=office,
            owner=person.name,
            number=person.id_number,
            state=state,
            submitted=begin - timedelta(minutes=20),
            **moments,
        )
        if state is State.DONE:
            record |= given(record, RESULT, file="ket-qua/tam-tru.pdf")
        act = progress_record(
            code=code, state=State.RECEIVED, at=begin, who="Cán bộ trực (mẫu)", what="Kiểm tra hồ sơ, cấp phiếu CT04"
        )
        _send("DongBoHoSoMC", record | {"NoiNopHoSo": received}, now)
        _send("CapNhatTienDoHoSoMC", act, now)


def _send(service: str, record: dict[str, Any], now: datetime) -> None:
    (outcome,) = mirroring.take_records(partner="police", service=service, records=[record], now=now)
    if outcome.refusal is not None:
        raise outcome.refusal


def _worked(moment: datetime, office_id: int) -> datetime:
    """Nine in the morning of that day, or of the last working day before it."""
    on = moment.astimezone(VIETNAM).date()
    calendar = offices.calendar_of(office_id)
    while not calendar.works_on(on):
        on -= timedelta(days=1)
    return datetime.combine(on, time(9), VIETNAM)
