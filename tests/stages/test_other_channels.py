"""Dossiers of other channels enter by one submit(); what is received here for another commune begins its term there."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from motcua.registers.documents import queries as documents
from motcua.registers.documents.queries import Tracking
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import Opened, PaperGiven
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import State
from motcua.stages.intake import actions as intake
from motcua.stages.intake import queries as intake_queries
from motcua.stages.intake.errors import NotForAnother, NotYoursToAcknowledge
from motcua.stages.submission import actions as submission
from motcua.stages.submission.actions import Submission
from motcua.stages.submission.errors import AnswersFaulty, MessageUnfit, NameDiffers
from tests.births import ANSWERS
from tests.commune import Commune, at, commune, person, publish
from tests.stages.test_birth_registration import hand_in, step

pytestmark = pytest.mark.django_db

MESSAGE: dict[str, Any] = {
    "format": "motcua-dossier-1",
    "source": "dvcqg",
    "number": "G22.99.99-261123-0042",
    "channel": "online",
    "office": "H26.1.1",
    "procedure": "1.001193",
    "applicant": {"name": "Trần Thị Ước", "id_number": "082190000001", "birth": "1990-05-09", "phone": "0901234567"},
    "answers": ANSWERS,
    "papers": [{"paper": "birth-certificate", "files": ["giay-chung-sinh.pdf"]}],
}
FILES = {"giay-chung-sinh.pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"}


def deliver(made: Commune, **changes: Any) -> Opened:
    publish("1.001193", made.moment)
    message = submission.read_message(MESSAGE | changes)
    return submission.deliver(message=message, file=FILES.__getitem__, by=SYSTEM, now=made.moment)


def test_what_the_portal_sends_waits_eight_working_hours_for_its_answer() -> None:
    made = commune(now=at("2026-11-23 14:00"))
    opened = deliver(made)
    view = dossiers.dossier(dossier_id=opened.dossier_id, viewer=made.who("one-stop-clerk"))
    assert (view.state, view.channel, view.received_at) == (State.SUBMITTED, "online", None)
    (duty,) = view.duties
    assert (duty.step, duty.due_at) == ("intake", at("2026-11-25 14:00")), "24 November is a holiday"
    (scan,) = next(row.scans for row in view.papers if row.paper == "birth-certificate")
    assert documents.content(scan) == FILES["giay-chung-sinh.pdf"]
    assert deliver(made).already, "the same source and number begin one"
    intake.accept(**step(made, opened.dossier_id, "one-stop-clerk"))
    assert dossiers.rebuilt(dossier_id=opened.dossier_id) == dossiers.kept(dossier_id=opened.dossier_id)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"format": "2"}, "format"),
        ({"channel": "telex"}, "channel"),
        ({"number": ""}, "number"),
        ({"number": "a/../b"}, "number"),
        ({"applicant": {"phone": "1"}}, "applicant.name"),
        ({"applicant": {"name": "A", "secret": "x"}}, "applicant"),
        ({"owner": "ai đó"}, "owner"),
        ({"answers": {"child_name": [1]}}, "answers.child_name"),
        ({"papers": [{"paper": "declaration", "originals": -1}]}, r"papers\[0\].originals"),
        ({"papers": [{"paper": "declaration", "files": ["../../etc/passwd"]}]}, r"papers\[0\].files"),
        ({"papers": [{"paper": "declaration"}, {"paper": "declaration"}]}, "papers"),
    ],
)
def test_a_message_of_another_shape_is_refused_at_its_place(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(MessageUnfit, match=f"“{place}”"):
        submission.read_message(MESSAGE | changes)


def test_faulty_answers_and_a_number_of_another_name_begin_nothing() -> None:
    made = commune()
    with pytest.raises(AnswersFaulty):
        deliver(made, answers={**ANSWERS, "child_birth_date": "31/02/2026"})
    person("Người Khác", "082190000001", now=made.moment)
    with pytest.raises(NameDiffers):
        deliver(made)
    assert dossiers.my_duties(viewer=made.who("one-stop-clerk"), now=made.moment).rows == ()


def received_for(there: Commune, here: Commune) -> Opened:
    """A certified copy: a procedure without boundary, in a form that needs no fee first."""
    publish("2.000815", here.moment)
    who = person(now=here.moment)
    return submission.submit(
        submission=Submission(
            procedure_code="2.000815",
            case_key="standard",
            channel="direct",
            received_office_id=here.office_id,
            competent_office_id=there.office_id,
            applicant_id=who,
            owner_id=who,
            answers={"requester_name": "Trần Thị Ước", "document_name": "Bằng", "pages": "1", "copies": "1"},
            papers=(PaperGiven("original", originals=1), PaperGiven("copy", originals=1, copies=1)),
        ),
        by=here.who("one-stop-clerk"),
        now=here.moment,
        key=uuid4(),
    )


def test_received_for_another_commune_the_term_starts_when_it_acknowledges() -> None:
    here, there = commune(), commune("H26.1.2", "Ủy ban nhân dân xã Khác")
    opened = received_for(there, here)
    handed = intake.hand_on(fee_taken=True, **step(here, opened.dossier_id, "one-stop-clerk"))
    view = dossiers.dossier(dossier_id=opened.dossier_id, viewer=SYSTEM)
    assert (view.state, view.received_at, view.due_at) == (State.SUBMITTED, None, None), "no term runs yet"
    assert handed.moved.code == view.code == "H26.1.1-261123-0001"
    (duty,) = view.duties
    assert (duty.office_id, duty.due_at) == (there.office_id, at("2026-11-23 10:10"))
    code, slip = intake_queries.slip_of(dossier_id=view.id, viewer=here.who("one-stop-clerk"), tracking=Tracking())
    assert (code, slip[:4]) == (view.code, b"%PDF")
    holders = {hold.office_id for hold in documents.originals_of(f"dossier/{view.id}")}
    assert holders == {here.office_id}
    with pytest.raises(NotYoursToAcknowledge):
        intake.accept(**step(here, view.id, "one-stop-clerk"))
    there.moment = at("2026-11-23 09:30")
    intake.accept(**step(there, view.id, "one-stop-clerk"))
    after = dossiers.dossier(dossier_id=view.id, viewer=SYSTEM)
    assert (after.state, after.received_at, after.code) == (State.RECEIVED, at("2026-11-23 09:40"), view.code)
    assert {hold.office_id for hold in documents.originals_of(f"dossier/{view.id}")} == {there.office_id}
    assert dossiers.rebuilt(dossier_id=view.id) == dossiers.kept(dossier_id=view.id)


def test_what_knows_its_boundary_is_not_handed_on() -> None:
    here, there = commune(), commune("H26.1.2", "Ủy ban nhân dân xã Khác")
    opened = hand_in(here, competent_office_id=there.office_id)
    with pytest.raises(NotForAnother):
        intake.hand_on(**step(here, opened.dossier_id, "one-stop-clerk"))
    own = hand_in(here)
    with pytest.raises(NotForAnother):
        intake.hand_on(**step(here, own.dossier_id, "one-stop-clerk"))
