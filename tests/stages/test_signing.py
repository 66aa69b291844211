"""Signing: electronically through the port, by hand with a scan, one or many; all or nothing and none twice."""

from __future__ import annotations

import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import override_settings

from motcua.registers.documents.errors import DocumentDamaged, FileIsAProgram
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.errors import DossierMovedOn, DossierUnknown, StepNotAllowed
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import actions as offices
from motcua.rules.access import PUBLIC, SYSTEM
from motcua.rules.lifecycle import State
from motcua.stages.processing import actions as processing
from motcua.stages.signing import actions as signing
from motcua.stages.signing import queries as signing_queries
from motcua.stages.signing.actions import Chosen, Scan
from motcua.stages.signing.errors import (
    NoResultYet,
    NotYoursToSign,
    ScanMissing,
    ScanNotAsked,
    SignerNotAnswering,
    SignerNotSet,
    SignerRefused,
    TooManyToSign,
)
from motcua.stages.signing.models import Signature
from motcua.stages.signing.ports import SignerSaysNo
from motcua.stages.signing.queries import Manner
from tests.commune import Commune, add_official, at, commune
from tests.stages.signers import FakeSigner, fake_signer
from tests.stages.test_birth_registration import accept, hand_in, step, to_the_leader

pytestmark = pytest.mark.django_db
SCAN = Scan(b"\xff\xd8\xff\xe0 a photograph", "khai sinh.jpg", "image/jpeg")


@pytest.fixture
def fake() -> Iterator[FakeSigner]:
    with fake_signer() as signer:
        yield signer


def proposed(made: Commune) -> int:
    dossier_id = accept(made, hand_in(made)).moved.dossier_id
    to_the_leader(made, dossier_id)
    return dossier_id


def signatures(dossier_id: int) -> list[Any]:
    return list(Signature.objects.filter(dossier_id=dossier_id).values_list("manner", "revision"))


def test_a_result_is_signed_and_whoever_may_see_the_dossier_opens_it(tmp_path: Path) -> None:
    made = commune()
    dossier_id = proposed(made)
    moved = signing.sign(step="sign", **step(made, dossier_id, "leader"))
    file = signing_queries.result_file(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))
    assert "Signature is Valid" in checked(file.content, tmp_path)
    assert "Total document signed" in checked(file.content, tmp_path)
    event = ledger.events_of(f"dossier/{dossier_id}")[-1]
    assert (event.body["manner"], event.body["sha256"]) == ("electronic", file.sha256)
    assert signatures(dossier_id) == [("electronic", moved.revision)]
    text = said(file.content, tmp_path)
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert "CHỦ TỊCH" in text
    assert "Nguyễn Văn leader" in text
    assert "DỰ THẢO" not in text
    assert text.count("BẢN THỬ – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ") >= text.count("\f")
    found = signing_queries.signed_result(dossier_id=dossier_id, viewer=made.who("clerical"))
    assert found is not None
    assert "Nguyễn Văn leader" in (found.certificate or {})["subject"]
    with pytest.raises(DossierUnknown):
        signing_queries.result_file(dossier_id=dossier_id, viewer=PUBLIC)


def test_its_number_and_the_offices_signature_come_on_top_and_the_first_stays_valid(tmp_path: Path) -> None:
    made = commune()
    dossier_id = proposed(made)
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    done = signing.number(step="number", number="124", book="01/2026", **step(made, dossier_id, "clerical"))
    assert done.state is State.DONE
    file = signing_queries.result_file(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))
    assert checked(file.content, tmp_path).count("Signature is Valid") == 2
    assert "Số 124, quyển 01/2026, ngày 23/11/2026" in said(file.content, tmp_path)
    assert ledger.events_of(f"dossier/{dossier_id}")[-1].body["sha256"] == file.sha256


def test_a_flipped_byte_is_found(tmp_path: Path) -> None:
    made = commune()
    dossier_id = proposed(made)
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    file = signing_queries.result_file(dossier_id=dossier_id, viewer=made.who("leader"))
    spoiled = bytearray(file.content)
    spoiled[len(spoiled) // 3] ^= 1
    assert "Signature is Valid" not in checked(bytes(spoiled), tmp_path)
    (kept,) = (path for path in Path(settings.FILES_FOLDER).rglob("*") if path.name == file.sha256)
    kept.chmod(0o600)
    kept.write_bytes(bytes(spoiled))
    with pytest.raises(DocumentDamaged):
        signing_queries.result_file(dossier_id=dossier_id, viewer=made.who("leader"))


def test_keys_of_the_demonstration_are_their_owners_only() -> None:
    made = commune()
    signing.sign(step="sign", **step(made, proposed(made), "leader"))
    kept = [path for path in (settings.VAR_FOLDER / "demo-signer").rglob("*") if path.is_file()]
    assert any(path.name == "authority.pem" for path in kept)
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


@pytest.mark.parametrize("error", [TimeoutError(), ConnectionResetError()])
def test_a_port_that_does_not_answer_twice_is_a_refusal_and_nothing_is_written(
    fake: FakeSigner, error: Exception
) -> None:
    made = commune()
    dossier_id = proposed(made)
    asked = step(made, dossier_id, "leader")

    def late(nth: int) -> None:
        raise error

    fake.before = late
    with pytest.raises(SignerNotAnswering):
        signing.sign(step="sign", **asked)
    assert len(fake.asked) == 2
    assert len(set(fake.asked)) == 1
    assert signatures(dossier_id) == []
    assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).revision == asked["revision"]
    fake.before = lambda nth: None
    assert signing.sign(step="sign", **asked).revision == asked["revision"] + 1


def test_an_answer_that_was_lost_is_asked_for_again_by_the_same_key(fake: FakeSigner) -> None:
    made = commune()
    dossier_id = proposed(made)

    def lost(nth: int) -> None:
        if nth == 1:
            raise TimeoutError

    fake.after = lost
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    assert len(fake.asked) == 2
    assert len(fake.signed) == 1
    assert len(signatures(dossier_id)) == 1


def test_an_answer_that_is_no_signed_pdf_is_not_taken(fake: FakeSigner, monkeypatch: pytest.MonkeyPatch) -> None:
    made = commune()
    dossier_id = proposed(made)
    monkeypatch.setattr("tests.stages.signers.TAIL", b"")
    with pytest.raises(SignerNotAnswering):
        signing.sign(step="sign", **step(made, dossier_id, "leader"))
    assert signatures(dossier_id) == []


def test_what_the_signer_says_is_told(fake: FakeSigner) -> None:
    made = commune()

    def no(nth: int) -> None:
        raise SignerSaysNo("chứng thư số đã hết hạn.")

    fake.before = no
    with pytest.raises(SignerRefused) as refused:
        signing.sign(step="sign", **step(made, proposed(made), "leader"))
    assert "chứng thư số đã hết hạn" in str(refused.value)
    assert len(fake.asked) == 1


def test_the_same_click_again_asks_nobody_and_signs_none_twice(fake: FakeSigner) -> None:
    made = commune()
    dossier_id = proposed(made)
    asked = step(made, dossier_id, "leader")
    first = signing.sign(step="sign", **asked)
    second = signing.sign(step="sign", **asked)
    signing.number(step="number", number="1", book="", **step(made, dossier_id, "clerical"))
    third = signing.sign(step="sign", **asked)
    assert (first.already, second.already, third.already) == (False, True, True)
    assert len(fake.asked) == 2, "one signature, one seal"
    assert len(signatures(dossier_id)) == 1


def test_nobody_signs_what_changed_since_it_was_shown(fake: FakeSigner) -> None:
    made = commune()
    dossier_id = proposed(made)
    asked = step(made, dossier_id, "leader")
    signing.send_back(step="sign", to="examine", text="Sai họ của mẹ.", **step(made, dossier_id, "leader"))
    with pytest.raises(DossierMovedOn):
        signing.sign(step="sign", **asked)
    assert fake.asked == []


def test_a_mistake_seen_before_the_number_goes_back_and_the_signature_with_it(fake: FakeSigner) -> None:
    made = commune()
    dossier_id = proposed(made)
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    processing.send_back(step="number", to="examine", text="Sai họ của mẹ.", **step(made, dossier_id, "clerical"))
    view = dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM)
    assert (view.state, view.signed_at, view.duties[0].step) == (State.PROCESSING, None, "examine")
    assert signing_queries.signed_result(dossier_id=dossier_id, viewer=SYSTEM) is None
    processing.forward(step="examine", outcome="eligible", **step(made, dossier_id, "justice-examiner"))
    processing.forward(step="register", **step(made, dossier_id, "justice-examiner"))
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    done = signing.number(step="number", number="1", book="", **step(made, dossier_id, "clerical"))
    assert done.state is State.DONE
    assert len(fake.asked) == 3, "signed twice, sealed once"
    with pytest.raises(StepNotAllowed):
        processing.send_back(step="number", to="examine", text="Sai họ.", **step(made, dossier_id, "leader"))
    assert dossiers.rebuilt(dossier_id=dossier_id) == dossiers.kept(dossier_id=dossier_id)


@pytest.mark.parametrize("role", ["justice-examiner", "clerical", "one-stop-clerk"])
def test_nobody_without_the_duty_signs(fake: FakeSigner, role: str) -> None:
    made = commune()
    dossier_id = proposed(made)
    for sign in (signing.sign, signing.sign_by_hand):
        with pytest.raises(NotYoursToSign):
            sign(step="sign", **step(made, dossier_id, role))
        with pytest.raises(NotYoursToSign):
            sign(step="examine", **step(made, dossier_id, "leader"))
    assert fake.asked == []


def test_a_leader_of_another_commune_neither_signs_nor_sees(fake: FakeSigner) -> None:
    made = commune()
    other = commune(code="H26.1.2", name="Ủy ban nhân dân xã Bên Cạnh")
    dossier_id = proposed(made)
    asked = step(made, dossier_id, "leader") | {"by": other.who("leader")}
    with pytest.raises(DossierUnknown):
        signing.sign(step="sign", **asked)
    (told,) = signing.sign_batch(
        chosen=(Chosen(dossier_id, asked["revision"]),), by=other.who("leader"), now=made.moment, key=uuid4()
    )
    assert isinstance(told.refusal, DossierUnknown)
    assert fake.asked == []


def test_without_a_port_results_are_signed_by_hand() -> None:
    made = commune()
    dossier_id = proposed(made)
    with override_settings(SIGNATURE_PORT=None):
        with pytest.raises(SignerNotSet):
            signing.sign(step="sign", **step(made, dossier_id, "leader"))
        signing.sign_by_hand(step="sign", **step(made, dossier_id, "leader"))


def test_a_result_signed_by_hand_is_its_scan_and_somebody_vouches_for_it(fake: FakeSigner) -> None:
    made = commune()
    dossier_id = proposed(made)
    signing.sign_by_hand(step="sign", **step(made, dossier_id, "leader"))
    with pytest.raises(NoResultYet):
        signing_queries.result_file(dossier_id=dossier_id, viewer=made.who("leader"))
    with pytest.raises(ScanMissing):
        signing.number(step="number", number="124", book="", **step(made, dossier_id, "clerical"))
    program = Scan(b"MZ\x90\x00 a program", "khai sinh.pdf", "application/pdf")
    with pytest.raises(FileIsAProgram):
        signing.number(step="number", number="124", book="", scan=program, **step(made, dossier_id, "clerical"))
    done = signing.number(step="number", number="124", book="", scan=SCAN, **step(made, dossier_id, "clerical"))
    assert done.state is State.DONE
    file = signing_queries.result_file(dossier_id=dossier_id, viewer=made.who("one-stop-clerk"))
    assert (file.content, file.media_type) == (SCAN.content, "image/jpeg")
    found = signing_queries.signed_result(dossier_id=dossier_id, viewer=made.who("leader"))
    assert found is not None
    assert found.manner is Manner.BY_HAND
    assert found.signed_by == made.who("leader").seats[0].holding_id
    assert found.vouched_by == made.who("clerical").seats[0].holding_id
    assert ledger.events_of(f"dossier/{dossier_id}")[-1].body["sha256"] == file.sha256
    assert fake.asked == []


def test_no_scan_is_taken_for_what_was_signed_electronically(fake: FakeSigner) -> None:
    made = commune()
    dossier_id = proposed(made)
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    with pytest.raises(ScanNotAsked):
        signing.number(step="number", number="1", book="", scan=SCAN, **step(made, dossier_id, "clerical"))


def test_a_seal_that_does_not_come_leaves_the_number_ungiven(fake: FakeSigner) -> None:
    made = commune()
    dossier_id = proposed(made)
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    asked = step(made, dossier_id, "clerical")

    def late(nth: int) -> None:
        raise TimeoutError

    fake.before = late
    with pytest.raises(SignerNotAnswering):
        signing.number(step="number", number="1", book="", **asked)
    assert dossiers.dossier(dossier_id=dossier_id, viewer=SYSTEM).revision == asked["revision"]


def test_a_batch_tells_of_each_what_became_of_it(fake: FakeSigner) -> None:
    made = commune()
    shown = [proposed(made) for _ in range(3)]
    chosen = tuple(Chosen(one, dossiers.dossier(dossier_id=one, viewer=SYSTEM).revision) for one in shown)
    signing.send_back(step="sign", to="examine", text="Sai họ của mẹ.", **step(made, shown[1], "leader"))
    key = uuid4()
    told = signing.sign_batch(chosen=chosen, by=made.who("leader"), now=made.later(minutes=1), key=key)
    assert [one.signed for one in told] == [True, False, True]
    assert isinstance(told[1].refusal, DossierMovedOn)
    again = signing.sign_batch(chosen=chosen, by=made.who("leader"), now=made.later(minutes=1), key=key)
    assert [one.signed for one in again] == [True, False, True]
    assert len(fake.asked) == 2


def test_a_batch_is_no_longer_than_two_hundred() -> None:
    made = commune()
    chosen = tuple(Chosen(number, 1) for number in range(201))
    with pytest.raises(TooManyToSign):
        signing.sign_batch(chosen=chosen, by=made.who("leader"), now=made.moment, key=uuid4())


def test_who_stands_in_for_the_chair_signs_as_what_he_is(fake: FakeSigner, tmp_path: Path) -> None:
    made = commune()
    dossier_id = proposed(made)
    deputy = add_official(made, "leader", "Phó Chủ tịch", key="deputy")
    offices.end_holding(
        holding_id=made.who("leader").seats[0].holding_id,
        last_day=at("2026-11-20 08:00").date(),
        now=made.moment,
        by=SYSTEM,
    )
    offices.seat(
        position_id=made.positions["leader"],
        official_id=deputy,
        from_date=made.moment.date(),
        substitute=True,
        now=made.moment,
        by=SYSTEM,
    )
    made.officials["leader"] = deputy
    signing.sign(step="sign", **step(made, dossier_id, "leader"))
    text = said(signing_queries.result_file(dossier_id=dossier_id, viewer=SYSTEM).content, tmp_path)
    assert "KT. CHỦ TỊCH" in text
    assert "PHÓ CHỦ TỊCH" in text


def checked(pdf: bytes, folder: Path) -> str:
    """What poppler says of the signatures."""
    path = folder / "result.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout


def said(pdf: bytes, folder: Path) -> str:
    path = folder / "said.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
