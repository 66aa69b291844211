"""The rows of signatures: kept when made, taken by the move that they belong to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from motcua.foundation.postgres import prepared
from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as document_queries
from motcua.stages.signing.manners import Manner
from motcua.stages.signing.models import Signature
from motcua.stages.signing.ports import SignedPdf

KIND: Final = "result"
"""Of the documents that this stage keeps."""

_KEEP = """
INSERT INTO signing_signature (key, dossier_id, manner, document_id, holding_id, signed_at, certificate)
VALUES (%(key)s::uuid, %(dossier)s::bigint, 'electronic', %(document)s::bigint, %(holding)s::bigint,
    %(now)s::timestamptz, %(certificate)s::jsonb)
ON CONFLICT (key) DO NOTHING RETURNING id
"""

_FIELDS: Final = tuple(field.attname for field in Signature._meta.concrete_fields)
_COLUMNS: Final = ", ".join("certificate::json" if name == "certificate" else name for name in _FIELDS)
_BY_KEY: Final = f"SELECT {_COLUMNS} FROM signing_signature WHERE key = %(key)s"
_NEWEST: Final = f"""
SELECT {_COLUMNS} FROM signing_signature
WHERE dossier_id = %(dossier)s AND revision IS NOT NULL ORDER BY revision DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that shows what was signed by hand."""

    content: bytes
    name: str
    media_type: str


def by_key(key: UUID) -> Signature | None:
    """What was signed by this key, taken or not."""
    return _one(_BY_KEY, {"key": key})


def of(dossier_id: int) -> Signature | None:
    """The newest signature that a move has taken."""
    return _one(_NEWEST, {"dossier": dossier_id})


def _one(statement: str, values: Mapping[str, Any]) -> Signature | None:
    found = prepared.rows(statement, values)
    return Signature.from_db("default", _FIELDS, found[0]) if found else None


def keep(*, key: UUID, dossier_id: int, code: str, answer: SignedPdf, holding_id: int, now: datetime) -> Signature:
    """Keep the port's answer, in a transaction of its own; of two at once by one key the first stands."""
    certificate = json.dumps(asdict(answer.certificate), cls=DjangoJSONEncoder, ensure_ascii=False)
    with transaction.atomic():
        facts = {
            "key": key,
            "dossier": dossier_id,
            "document": _keep_pdf(answer.pdf, code, holding_id, now),
            "holding": holding_id,
            "now": now,
            "certificate": certificate,
        }
        if not prepared.rows(_KEEP, facts):
            transaction.set_rollback(True)
    found = by_key(key)
    assert found is not None
    return found


def take(signature: Signature, revision: int) -> Mapping[str, Any]:
    """The move of this revision takes it; what the event says of it comes back."""
    taken = Signature.objects.filter(pk=signature.pk, revision__isnull=True).update(revision=revision)
    assert taken == 1, "taken by another move"
    assert signature.document_id is not None
    return _told(Manner.ELECTRONIC, signature.document_id, _hash_of(signature.document_id))


def write_by_hand(
    *, key: UUID, dossier_id: int, revision: int, scan: Scan | None, holding_id: int, now: datetime
) -> Mapping[str, Any]:
    """A signature on paper, within the transaction of its move; its scan may be to come."""
    document_id, sha256 = _keep_scan(scan, holding_id, now) if scan else (None, None)
    Signature.objects.create(
        key=key,
        dossier_id=dossier_id,
        revision=revision,
        manner=Manner.BY_HAND.value,
        document_id=document_id,
        holding_id=holding_id,
        signed_at=now,
        vouched_by_id=holding_id if scan else None,
        vouched_at=now if scan else None,
    )
    return _told(Manner.BY_HAND, document_id, sha256)


def vouch(signature: Signature, *, scan: Scan, holding_id: int, now: datetime) -> Mapping[str, Any]:
    """The scan of what was signed by hand, and who vouches for it, within the transaction of a move."""
    document_id, sha256 = _keep_scan(scan, holding_id, now)
    Signature.objects.filter(pk=signature.pk).update(document_id=document_id, vouched_by_id=holding_id, vouched_at=now)
    return _told(Manner.BY_HAND, document_id, sha256)


def seal(signature: Signature, *, pdf: bytes, code: str, holding_id: int, now: datetime) -> Mapping[str, Any]:
    """The same result with its number and the office's signature, within the transaction of a move."""
    document_id = _keep_pdf(pdf, code, holding_id, now)
    Signature.objects.filter(pk=signature.pk).update(
        sealed_document_id=document_id, vouched_by_id=holding_id, vouched_at=now
    )
    return _told(Manner.ELECTRONIC, document_id, _hash_of(document_id))


def _told(manner: Manner, document_id: int | None, sha256: str | None) -> Mapping[str, Any]:
    told: dict[str, Any] = {"manner": manner.value}
    return told | ({"document": document_id, "sha256": sha256} if document_id else {})


def _keep_pdf(pdf: bytes, code: str, holding_id: int, now: datetime) -> int:
    return documents.keep(
        content=pdf, name=f"{code}.pdf", media_type="application/pdf", kind=KIND, by=holding_id, now=now
    )


def _keep_scan(scan: Scan, holding_id: int, now: datetime) -> tuple[int, str]:
    document_id = documents.keep(
        content=scan.content, name=scan.name, media_type=scan.media_type, kind=KIND, by=holding_id, now=now
    )
    return document_id, _hash_of(document_id)


def _hash_of(document_id: int) -> str:
    return document_queries.document(document_id).sha256
