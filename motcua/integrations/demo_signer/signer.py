"""The port's adapter: marks, signs (PAdES B-B), and remembers what it answered to which key."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.foundation.clock import VIETNAM
from motcua.integrations.demo_signer.authority import Authority, KeyPair
from motcua.integrations.demo_signer.marking import face, mark
from motcua.integrations.demo_signer.private_files import keep_once
from motcua.stages.signing.ports import Certificate, SignedPdf, SignerSaysNo, SigningPerson

T = TypeVar("T")


class DemoSigner:
    """Signs for anybody the stage names. Keys stay loaded for the life of the process."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or settings.VAR_FOLDER / "demo-signer"
        self._authority = Authority(self._folder)

    def sign(
        self, *, pdf: bytes, person: SigningPerson, moment: datetime, key: UUID, within: float, note: str = ""
    ) -> SignedPdf:
        """As `SignaturePort.sign`; `within` is kept without trying, for nobody is asked."""
        kept = self._folder / "answers" / f"{key}.json"
        pages = self._folder / "answers" / f"{key}.pdf"
        if kept.exists():
            return _answer(pages.read_bytes(), json.loads(kept.read_text(encoding="utf-8")))
        pair = self._authority.of(number=person.holding_id, name=person.name, title=person.title, office=person.office)
        try:
            signed = _sign(pdf, pair, self._authority.own, person, moment, note)
        except PdfError as error:
            raise SignerSaysNo("tệp không phải là PDF đọc được.") from error
        facts = {**asdict(_facts(pair)), "pdf": hashlib.sha256(keep_once(pages, signed)).hexdigest()}
        told = keep_once(kept, json.dumps(facts, default=datetime.isoformat, ensure_ascii=False).encode())
        return _answer(pages.read_bytes(), json.loads(told))

    def check(self) -> tuple[str, ...]:
        """Makes the authority on the first call."""
        try:
            self._authority.own  # noqa: B018
        except OSError as error:
            return (f"Không ghi được khóa ký thử vào {self._folder}: {error.strerror}.",)
        return ()


class _KeptKey(signers.Signer):
    """Signs with a key that is loaded already; pyHanko's own loads and checks it at each call."""

    def __init__(self, pair: KeyPair, authority: KeyPair) -> None:
        self._key = pair.key
        store: Any = SimpleCertificateStore  # its constructor has no types
        known = store()
        known.register(_asn1(authority))
        # Nothing above the issuing certificate is embedded: the signature would not cover it.
        super().__init__(signing_cert=_asn1(pair), cert_registry=known, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        assert digest_algorithm == "sha256"
        return bytes(256) if dry_run else self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def _sign(pdf: bytes, pair: KeyPair, authority: KeyPair, person: SigningPerson, moment: datetime, note: str) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    before = len(writer.prev.embedded_signatures)
    at = f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    who = ", ".join(part for part in (person.name, person.title) if part)
    note = note or f"Ký số: {who}, lúc {at}"
    name = f"Signature{before + 1}"
    style, spec = None, None
    if before:
        style, box = face(writer, note=note, row=before)
        spec = fields.SigFieldSpec(name, on_page=0, box=box)
    else:
        mark(writer, note=note)
    meta = signers.PdfSignatureMetadata(
        field_name=name,
        name=person.name,
        location=person.office,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    signing = signers.PdfSigner(meta, signer=_KeptKey(pair, authority), stamp_style=style, new_field_spec=spec)
    session = signing.init_signing_session(writer)
    session.system_time = moment
    return _at_once(_in_session(session, writer))


async def _in_session(session: Any, writer: IncrementalPdfFileWriter) -> bytes:
    """What pyHanko's own `async_sign_pdf` does, with the moment that was asked for."""
    reserved = await session.estimate_signature_container_size(None, tight=False)
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=reserved)
    digest, output = prepared.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=session.system_time)
    done = await prepared.perform_signature(document_digest=digest.document_digest, pdf_cms_signed_attrs=attributes)
    await done.post_signature_processing(output)
    content: bytes = output.getvalue()
    return content


def _at_once(work: Coroutine[Any, Any, T]) -> T:
    """The outcome of a coroutine; in a thread of its own, for a loop may run in this one already."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


def _facts(pair: KeyPair) -> Certificate:
    own = pair.certificate
    return Certificate(
        subject=own.subject.rfc4514_string(),
        issuer=own.issuer.rfc4514_string(),
        serial=f"{own.serial_number:x}",
        valid_from=own.not_valid_before_utc,
        valid_until=own.not_valid_after_utc,
        sha256=own.fingerprint(hashes.SHA256()).hex(),
    )


def _answer(pdf: bytes, facts: dict[str, Any]) -> SignedPdf:
    certificate = Certificate(
        subject=facts["subject"],
        issuer=facts["issuer"],
        serial=facts["serial"],
        valid_from=datetime.fromisoformat(facts["valid_from"]),
        valid_until=datetime.fromisoformat(facts["valid_until"]),
        sha256=facts["sha256"],
    )
    return SignedPdf(pdf, certificate)


def _asn1(pair: KeyPair) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pair.certificate.public_bytes(serialization.Encoding.DER))
