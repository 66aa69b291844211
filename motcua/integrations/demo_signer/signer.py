"""The port's adapter: marks, signs (PAdES B-B), and remembers what it answered to which key."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigAppearanceSetup, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from motcua.foundation.clock import VIETNAM
from motcua.foundation.kept_once import keep_once
from motcua.integrations.demo_signer import cms
from motcua.integrations.demo_signer.authority import Authority, KeyPair
from motcua.integrations.demo_signer.marking import face, mark
from motcua.stages.signing.ports import Certificate, SignedPdf, SignerSaysNo, SigningPerson


class DemoSigner:
    """Signs for anybody the stage names. Keys stay loaded for the life of the process."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or settings.VAR_FOLDER / "demo-signer"
        self._authority = Authority(self._folder)

    def sign(
        self, *, pdf: bytes, person: SigningPerson, moment: datetime, key: UUID, within: float, note: str = ""
    ) -> SignedPdf:
        """As `SignaturePort.sign`; `within` is kept without trying, for nobody is asked."""
        answers = self._folder / "answers"
        kept, pages = answers / f"{key}.json", answers / f"{key}.pdf"
        if kept.exists():
            return _answer(pages.read_bytes(), json.loads(kept.read_text(encoding="utf-8")))
        pair = self._authority.of(number=person.holding_id, name=person.name, title=person.title, office=person.office)
        try:
            signed = _sign(pdf, pair, person, moment, note)
        except PdfError as error:
            raise SignerSaysNo("tệp không phải là PDF đọc được.") from error
        answers.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def _sign(pdf: bytes, pair: KeyPair, person: SigningPerson, moment: datetime, note: str) -> bytes:
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    before = sum(1 for _ in fields.enumerate_sig_fields(writer.prev, filled_status=True))
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
    embedding = PdfCMSEmbedder(new_field_spec=spec).write_cms(name, writer)
    shown = SigAppearanceSetup(style=style, timestamp=moment, name=person.name) if style else None
    return _embedded(embedding, writer, pair, SigObjSetup(_place(pair, person, moment), appearance_setup=shown))


def _place(pair: KeyPair, person: SigningPerson, moment: datetime) -> SignatureObject:
    """The signature's dictionary, with room for its container in hexadecimal and not for one letter more: there is no
    filler that could be altered unseen."""
    room: Any = 2 * cms.size(pair)
    return SignatureObject(
        timestamp=moment,
        bytes_reserved=room,
        subfilter=fields.SigSeedSubFilter.PADES,
        name=person.name,
        location=person.office,
    )


def _embedded(embedding: Any, writer: Any, pair: KeyPair, place: SigObjSetup) -> bytes:
    """pyHanko writes the file, we the container: it goes in at the last of the embedder's four steps."""
    writer.ensure_output_version(version=(1, 7))
    writer.register_extension(ESIC_EXTENSION_1)
    next(embedding)
    embedding.send(place)
    prepared, output = embedding.send(SigIOSetup(md_algorithm="sha256"))
    embedding.send(cms.signed(digest=prepared.document_digest, pair=pair))
    content: bytes = output.getvalue()
    return content


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
