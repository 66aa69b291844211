"""The file of a result that another system gave: got by the worker, kept with the part that it ends, and a paper of the
part that waited for it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.integrations.demo_police.playing import dossier_record, given, of_chain
from motcua.integrations.demo_police.reading import DemoPolice
from motcua.registers.dossiers import actions as dossier_actions
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import RESULT_PAPER
from motcua.rules.access import SYSTEM
from motcua.rules.lifecycle import State
from motcua.stages.mirroring import actions as mirroring
from motcua.stages.mirroring.fetching import PAUSES
from motcua.stages.mirroring.ports import FileNotHad, PartnerSilent
from tests.commune import at
from tests.karaoke import Group
from tests.stages.test_interlinked_mirrored import CAME, CODE, RESULT, rebuilds, reference, sent, waiting_for_the_police

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
PLACE = "2026/7.pdf"


class Police(DemoPolice):
    """Has what the test lays there."""

    answers: ClassVar[dict[str, Any]] = {}
    asked: ClassVar[list[str]] = []

    def fetch(self, address: str, *, within: float, most: int) -> tuple[bytes, str]:
        self.asked.append(address)
        found = self.answers.get(address, PartnerSilent("404"))
        if isinstance(found, Exception):
            raise found
        return found, "application/pdf"


@pytest.fixture(autouse=True)
def police(settings: Any) -> type[Police]:
    settings.MASTER_PORTS = {"police": f"{Police.__module__}.Police"}
    settings.MASTER_FILES = {"police": "https://tep.example.vn/"}
    Police.answers.clear()
    Police.asked.clear()
    return Police


@pytest.fixture
def found() -> Group:
    """The police's part is done, and its result has a file."""
    made = waiting_for_the_police()
    granted(made)
    return made


def granted(made: Group, now: datetime = CAME, **changes: Any) -> None:
    values: dict[str, Any] = {
        "code": CODE,
        "office": "G01.1",
        "owner": "Trần Thị Ước",
        "number": "082190000001",
        "state": State.DONE,
        "submitted": at("2026-11-04 14:00"),
        "NgayTiepNhan": at("2026-11-04 14:20"),
        "NgayKetThucXuLy": CAME,
    }
    record = of_chain(dossier_record(**values), procedure="3.000243", receipt=reference(made))
    assert sent("DongBoHoSoMC", record | given(record, RESULT, file=PLACE) | changes, now).refusal is None


def fetch(now: datetime = CAME) -> Counter[str]:
    return mirroring.fetch_due(clock=lambda: now)


def scans(dossier_id: int) -> dict[str, tuple[int, ...]]:
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    return {paper.paper: tuple(paper.scans) for paper in view.papers if paper.scans}


def waited_for(found: Group) -> tuple[dossiers.FileAwaited, ...]:
    return dossiers.files_awaited(dossier_id=found.dossier_of("security"), viewer=SYSTEM)


def test_it_is_kept_with_its_part_and_is_a_paper_of_the_next(found: Group, police: type[Police]) -> None:
    police.answers[PLACE] = PDF
    assert fetch() == {"kept": 1}
    (document,) = scans(found.dossier_of("security"))[RESULT_PAPER]
    assert scans(found.dossier_of("karaoke"))["security-certificate"] == (document,)
    view = dossiers.dossier(dossier_id=found.dossier_of("karaoke"), viewer=SYSTEM)
    assert [one.held_by_state for one in view.papers if one.paper == "security-certificate"] == [True]
    rebuilds(found)
    assert fetch(CAME + timedelta(days=1)) == {}
    assert police.asked == [PLACE]


def test_what_is_done_twice_is_once(found: Group, police: type[Police]) -> None:
    police.answers[PLACE] = PDF
    due = dossier_actions.due_file(now=CAME, until=CAME)
    assert due is not None
    fetch()
    karaoke = found.dossier_of("karaoke")
    before = dossiers.dossier(dossier_id=karaoke, viewer=SYSTEM).revision
    (document,) = scans(karaoke)["security-certificate"]
    security = found.dossier_of("security")
    dossier_actions.pass_on_file(file_id=due.id, dossier_id=security, document_id=document, now=CAME)
    assert not dossier_actions.keep_file(file_id=due.id, document_id=document, now=CAME)
    assert dossiers.dossier(dossier_id=karaoke, viewer=SYSTEM).revision == before


def test_a_worker_killed_on_the_way_leaves_it_to_the_next_turn(found: Group, police: type[Police]) -> None:
    police.answers[PLACE] = PDF
    due = dossier_actions.due_file(now=CAME, until=CAME + timedelta(minutes=5))
    assert due is not None
    assert fetch() == {}, "it is in hand"
    assert fetch(CAME + timedelta(minutes=6)) == {"kept": 1}


def test_what_is_not_there_yet_is_asked_for_again_and_at_last_told_as_not_to_be_had(
    found: Group, police: type[Police]
) -> None:
    now = CAME
    for pause in PAUSES:
        assert fetch(now) == {"later": 1}
        (waits,) = waited_for(found)
        assert (waits.reason, waits.next_at) == ("404", now + pause)
        now += pause
    assert fetch(now) == {"failed": 1}
    (waits,) = waited_for(found)
    assert (waits.reason, waits.next_at) == ("404", None)
    assert fetch(now + timedelta(days=9)) == {}
    part = next(one for one in found.chain.parts if one.key == "security")
    assert part.state.value == "granted", "the result stands all the same"
    granted(found, now + timedelta(days=9), GhiChu="Gửi lại tệp")
    police.answers[PLACE] = PDF
    assert fetch(now + timedelta(days=9)) == {"kept": 1}
    assert waited_for(found) == ()


@pytest.mark.parametrize(
    ("answer", "told"),
    [(FileNotHad("elsewhere"), "elsewhere"), (b"MZ" + b"\0" * 100, "unfit:"), (b"", "unfit:")],
)
def test_what_is_no_paper_is_not_taken(answer: Any, told: str, found: Group, police: type[Police]) -> None:
    police.answers[PLACE] = answer
    assert fetch() == {"failed": 1}
    (waits,) = waited_for(found)
    assert waits.reason.startswith(told)
    assert RESULT_PAPER not in scans(found.dossier_of("security"))


def test_the_page_says_what_became_of_it_and_opens_it(found: Group, police: type[Police]) -> None:
    found.moment = CAME
    official = Client()
    official.force_login(get_user_model().objects.get(pk=found.officials["police", "leader"]))
    place = f"/ho-so/{found.dossier_of('security')}/"
    fetch()
    page = official.get(place).content.decode()
    assert f"“{RESULT}”: chưa lấy được tệp (hệ thống chủ nói không có tệp ấy); thử lại lúc 14:31, 04/11/2026." in page
    police.answers[PLACE] = FileNotHad("too-large")
    fetch(CAME + timedelta(minutes=1))
    assert "không lấy được tệp (tệp lớn hơn mức nhận được)" in official.get(place).content.decode()
    examiner = Client()
    examiner.force_login(get_user_model().objects.get(pk=found.officials["department", "examiner"]))
    karaoke = f"/ho-so/{found.dossier_of('karaoke')}/"
    assert "tệp kết quả không lấy được" in examiner.get(karaoke).content.decode()
    granted(found, CAME + timedelta(hours=1), GhiChu="Gửi lại tệp")
    police.answers[PLACE] = PDF
    fetch(CAME + timedelta(hours=1))
    (document,) = scans(found.dossier_of("karaoke"))["security-certificate"]
    answer = examiner.get(f"/giay-to/{found.dossier_of('karaoke')}/{document}")
    assert (answer.status_code, answer.content) == (200, PDF)
    assert "Kết quả do hệ thống chủ cấp" in official.get(place).content.decode()


def test_where_no_address_is_set_it_waits_and_says_so(found: Group, settings: Any) -> None:
    settings.MASTER_FILES = {"police": ""}
    assert fetch() == {"later": 1}
    assert [one.reason for one in waited_for(found)] == ["closed"]
