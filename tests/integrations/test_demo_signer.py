"""The demonstration's signer: one answer to one key, keys for their owner only, and what it says of itself."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import typst
from asn1crypto.cms import ContentInfo  # type: ignore[import-untyped]
from django.test import override_settings
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

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


def test_a_stranger_finds_both_signatures_valid_and_each_bound_to_its_certificate(tmp_path: Path) -> None:
    signer = DemoSigner(tmp_path)
    first = signer.sign(pdf=page(), person=CHAIR, moment=MOMENT, key=uuid4(), within=1)
    office = replace(CHAIR, holding_id=4, name=CHAIR.office, title="")
    both = signer.sign(pdf=first.pdf, person=office, moment=MOMENT, key=uuid4(), within=1, note="Số 124")
    one, other = PdfFileReader(BytesIO(both.pdf)).embedded_signatures
    for signature, made, name in ((one, first, CHAIR.name), (other, both, CHAIR.office)):
        told = validate_pdf_signature(signature, ValidationContext(trust_roots=[], allow_fetching=False))
        assert told.intact and told.valid, told.summary()
        assert told.signing_cert.sha256.hex() == made.certificate.sha256
        (which,) = find_unique_cms_attribute(signature.signer_info["signed_attrs"], "signing_certificate_v2")["certs"]
        assert which["cert_hash"].native.hex() == made.certificate.sha256
        assert signature.sig_object["/Name"] == name
        assert signature.self_reported_timestamp == MOMENT
        container = signature.pkcs7_content
        assert ContentInfo.load(container).dump(force=True) == container, "in DER, without filler"
    assert other.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE
    spoilt = both.pdf.replace(b"20261123", b"20261124")
    again = PdfFileReader(BytesIO(spoilt)).embedded_signatures[1]
    assert not validate_pdf_signature(again, ValidationContext(trust_roots=[], allow_fetching=False)).intact


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
