"""The demonstration's signer: one answer to one key, keys for their owner only, and what it says of itself."""

from __future__ import annotations

import stat
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import typst
from django.test import override_settings

from motcua.foundation.findings import Health
from motcua.integrations.demo_signer import DemoSigner, check
from motcua.stages.signing.ports import SignerSaysNo, SigningPerson

MOMENT = datetime(2026, 11, 23, 8, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CHAIR = SigningPerson(3, "Nguyễn Văn Ước", "Chủ tịch", "Ủy ban nhân dân xã Mỹ Thiện, một tên rất dài để thử độ dài")


def page() -> bytes:
    return typst.compile(b"Hello")


def test_the_same_key_has_the_same_answer_also_from_another_process(tmp_path: Path) -> None:
    key = uuid4()
    first = DemoSigner(tmp_path).sign(pdf=page(), person=CHAIR, moment=MOMENT, key=key, within=1)
    again = DemoSigner(tmp_path).sign(pdf=page(), person=CHAIR, moment=MOMENT, key=key, within=1)
    other = DemoSigner(tmp_path).sign(pdf=page(), person=CHAIR, moment=MOMENT, key=uuid4(), within=1)
    assert first == again
    assert other.pdf != first.pdf
    assert other.certificate == first.certificate
    assert first.pdf.startswith(page()[:1024]), "added to, not rewritten"


def test_all_it_keeps_is_for_its_owner_only(tmp_path: Path) -> None:
    DemoSigner(tmp_path / "signer").sign(pdf=page(), person=CHAIR, moment=MOMENT, key=uuid4(), within=1)
    kept = list((tmp_path / "signer").rglob("*"))
    assert {stat.S_IMODE(one.stat().st_mode) for one in kept if one.is_file()} == {0o600}
    assert {stat.S_IMODE(one.stat().st_mode) for one in kept if one.is_dir()} == {0o700}


def test_what_is_no_pdf_is_refused_with_words(tmp_path: Path) -> None:
    with pytest.raises(SignerSaysNo, match="không phải là PDF"):
        DemoSigner(tmp_path).sign(pdf=b"no", person=CHAIR, moment=MOMENT, key=uuid4(), within=1)


def test_it_says_whether_it_serves_and_warns_where_it_should_not() -> None:
    with override_settings(SIGNATURE_PORT=None):
        (none,) = check()
    with override_settings(DEMONSTRATION=True):
        (demonstration,) = check()
    with override_settings(DEMONSTRATION=False):
        (real,) = check()
    assert "ký giấy" in none.words
    assert (none.health, demonstration.health, real.health) == (Health.GOOD, Health.GOOD, Health.WARNING)
