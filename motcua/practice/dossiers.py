"""Some hundred dossiers in every state, each made by the stages as officials would, from a few weeks ago up to now.

Each has a fate: how far it goes, and whether something happens on the way. What would lie in the future does not
happen, so the dossiers of today are where today's dossiers are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID, uuid5

from motcua.foundation.clock import VIETNAM
from motcua.practice.answers import MadeUpAnswers
from motcua.practice.institutions import SHOWN_COMMUNE, committee_code
from motcua.practice.persons import MadeUpPersons
from motcua.practice.playing import Late, Player
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from motcua.registers.offices import queries as offices
from motcua.registers.offices.queries import AdministrativeUnit, Office
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries as payment_queries
from motcua.registers.people import actions as people
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules import completeness
from motcua.rules.access import SYSTEM, Viewer
from motcua.stages.intake import queries as intake
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import Submission

SPACE: Final = UUID("6d6f7463-7561-4000-8000-70726163746f")
SHARE_OF_SHOWN: Final = 0.4
DAYS_BACK: Final = 28
FORGOTTEN: Final = timedelta(days=8)
UNSIGNED: Final = timedelta(days=4)
UNANSWERED: Final = 0.1
"""Of what should have been answered already."""
PROCEDURES: Final = (
    ("1.001193", 8),
    ("1.000656", 3),
    ("1.000894", 3),
    ("1.004873", 4),
    ("2.000635", 4),
    ("2.000815", 5),
    ("1.115778", 4),
)
"""Procedures of our own system and how often they come."""


@dataclass(frozen=True, slots=True)
class Fate:
    """How far a dossier goes, and its turns."""

    name: str
    weight: int


FATES: Final = (
    Fate("to-the-end", 46),
    Fate("not-collected", 10),
    Fate("forgotten", 9),
    Fate("sent-back", 6),
    Fate("not-eligible", 5),
    Fate("supplement", 5),
    Fate("supplied", 5),
    Fate("untouched", 5),
    Fate("submitted", 4),
    Fate("refused", 2),
    Fate("withdrawn", 2),
    Fate("rescheduled", 1),
    Fate("unsigned", 4),
)


def load(*, now: datetime, count: int = 300, tell: Callable[[str], None] = print, seed: str = "motcua") -> int:
    """Make `count` dossiers, unless there are some already; answer how many were made."""
    communes = offices.communes_of("82")
    shown = offices.office_by_code(committee_code(_commune(communes, SHOWN_COMMUNE)))
    since = now - timedelta(days=3650)
    if dossiers.received_since(office_id=shown.id, since=since, viewer=SYSTEM, limit=1):
        return 0
    maker = _Maker(communes, now, seed)
    for number, made in enumerate(maker.dossiers(count), start=1):
        if number % 100 == 0 or number == count:
            tell(f"{number} hồ sơ mẫu, gần nhất: {made}")
    for office in maker.received_at:
        close_tills(office, now)
    return count


def close_tills(office_id: int, now: datetime) -> None:
    """What the made-up clerks took is counted and right: today begins with no till of theirs."""
    for till in payment_queries.tills_on(office_id=office_id, on=now.date(), viewer=SYSTEM):
        if till.is_open:
            payments.close_till(
                till_id=till.id, counted=till.expected, by=SYSTEM, now=now, key=uuid5(SPACE, f"till {till.id}")
            )


def _commune(communes: tuple[AdministrativeUnit, ...], code: str) -> AdministrativeUnit:
    return next(commune for commune in communes if commune.code == code)


class _Maker:
    """Makes dossiers one after another, all of one seed."""

    def __init__(self, communes: tuple[AdministrativeUnit, ...], now: datetime, seed: str) -> None:
        self._random = Random(f"{seed}-dossiers")
        self._persons = MadeUpPersons(communes=communes, seed=f"{seed}-dossiers")
        self._communes = communes
        self._now = now
        self._seed = seed
        self._player = Player(now)
        self._offices: dict[str, Office] = {}
        self.received_at: set[int] = set()
        """Offices whose clerks took something in."""

    def dossiers(self, count: int) -> Iterator[str]:
        """Make them, the earliest received first; tell the name of the procedure of each."""
        for number, received_at in enumerate(sorted(self._receipts(count))):
            yield self._dossier(number, received_at)

    def _receipts(self, count: int) -> Iterator[datetime]:
        """Half within the last six days: today's lists are the fullest."""
        for _ in range(count):
            back = self._random.randint(0, 6) if self._random.random() < 0.5 else self._random.randint(0, DAYS_BACK)
            on = (self._now - timedelta(days=back)).date()
            minutes = self._random.choice((0, 3, 3, 7)) * 60 + self._random.randint(5, 115)
            yield self._worked(on, minutes)

    def _worked(self, on: date, minutes: int) -> datetime:
        """A moment in working time on that day, or on the last working day before it."""
        calendar = offices.calendar_of(self._office(committee_code(_commune(self._communes, SHOWN_COMMUNE))).id)
        while not calendar.works_on(on) or datetime.combine(on, time(7, 30), VIETNAM) > self._now:
            on -= timedelta(days=1)
        moment = datetime.combine(on, time(7, 5), VIETNAM) + timedelta(minutes=minutes)
        return min(moment, self._now - timedelta(minutes=1))

    def _dossier(self, number: int, received_at: datetime) -> str:
        code = self._random.choices(*zip(*PROCEDURES, strict=True))[0]
        procedure = procedures.in_force(code, received_at.date())
        fate = self._fate(received_at)
        commune = _commune(self._communes, SHOWN_COMMUNE)
        if self._random.random() > SHARE_OF_SHOWN:
            commune = self._random.choice(self._communes)
        asked, person = self._submission(number, procedure, commune, fate, received_at)
        self.received_at.add(asked.received_office_id)
        by = (
            Viewer(None, person_id=person) if asked.channel == "online" else self._player.at_counter(asked, received_at)
        )
        key = uuid5(SPACE, f"{self._seed}-{number}")
        opened = submission.submit(submission=asked, by=by, now=received_at, key=key)
        self._player.play(opened.dossier_id, procedure, fate, received_at, Random(f"{self._seed}-{number}"))
        return procedure.name

    def _fate(self, received_at: datetime) -> str:
        """An office that works: most are answered within the eight working hours, and what was forgotten is
        found within some days."""
        fate = self._random.choices(FATES, [each.weight for each in FATES])[0].name
        answered = fate == "submitted" and self._is_late(received_at) and self._random.random() > UNANSWERED
        longest = {"forgotten": FORGOTTEN, "untouched": FORGOTTEN, "unsigned": UNSIGNED}.get(fate)
        found = longest is not None and received_at < self._now - longest
        return "to-the-end" if answered or found else fate

    def _is_late(self, received_at: datetime) -> bool:
        shown = self._office(committee_code(_commune(self._communes, SHOWN_COMMUNE)))
        try:
            self._player.later(received_at, shown.id, 8)
        except Late:
            return False
        return True

    def _submission(
        self, number: int, procedure: Procedure, commune: AdministrativeUnit, fate: str, at: datetime
    ) -> tuple[Submission, int]:
        facts = self._persons.citizen(commune=commune)
        person = people.register_person(facts=facts, now=at, by=SYSTEM).person_id
        online = "online" in procedure.service.channels and (fate == "submitted" or self._random.random() < 0.15)
        channel = "online" if online else "direct"
        case = self._random.choice(procedure.cases).key
        answers = MadeUpAnswers(applicant=facts, on=at.date(), seed=f"{self._seed}-{number}").to(procedure.form)
        received = self._office(committee_code(commune))
        competent = intake.deciding_office(procedure=procedure, received_office_id=received.id, on=at.date())
        asked = Submission(
            procedure_code=procedure.code,
            case_key=case,
            channel=channel,
            received_office_id=received.id,
            competent_office_id=competent.id,
            applicant_id=person,
            owner_id=person,
            answers=answers,
            papers=_papers(procedure, case, channel, answers),
        )
        return asked, person

    def _office(self, code: str) -> Office:
        if code not in self._offices:
            self._offices[code] = offices.office_by_code(code)
        return self._offices[code]


def _papers(procedure: Procedure, case: str, channel: str, answers: dict[str, object]) -> tuple[PaperGiven, ...]:
    asked = completeness.check(procedure.papers, case=case, channel=channel, answers=answers, given=())
    return tuple(
        PaperGiven(line.paper.key, originals=line.originals_lacking, copies=line.copies_lacking)
        for line in asked.missing
    )
