"""The result as it was signed: its bytes proved by their hash, who signed, who vouches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings

from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView
from motcua.registers.people import queries as people
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.stages.signing import signatures
from motcua.stages.signing.errors import NoResultYet
from motcua.stages.signing.manners import Manner
from motcua.stages.signing.printing import can_print


@dataclass(frozen=True, slots=True)
class SignedResult:
    """What is known of a signed result. Positions as holdings; `document_id` None while a scan is still to come."""

    manner: Manner
    document_id: int | None
    signed_by: int
    signed_at: datetime
    certificate: Mapping[str, Any] | None
    vouched_by: int | None
    vouched_at: datetime | None

    @property
    def certified(self) -> str:
        """Whom the certificate names: name, title, office; as it stands there when it cannot be read."""
        subject = str(self.certificate["subject"]) if self.certificate else ""
        try:
            said = x509.Name.from_rfc4514_string(subject)
        except ValueError:
            return subject
        found = [one.value for oid in _TOLD for one in said.get_attributes_for_oid(oid)]
        return ", ".join(str(value) for value in found) or subject


_TOLD: Final = (NameOID.COMMON_NAME, NameOID.TITLE, NameOID.ORGANIZATION_NAME)


@dataclass(frozen=True, slots=True)
class ResultFile:
    """The file of a result."""

    name: str
    media_type: str
    sha256: str
    content: bytes


def signed_result(*, dossier_id: int, viewer: Viewer) -> SignedResult | None:
    """How the result of a dossier was signed; None while it is not, and again once it was sent back.

    Raises `DossierUnknown`.
    """
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    found = signatures.of(dossier_id) if view.signed_at is not None else None
    if found is None:
        return None
    return SignedResult(
        manner=Manner(found.manner),
        document_id=found.sealed_document_id or found.document_id,
        signed_by=found.holding_id,
        signed_at=found.signed_at,
        certificate=found.certificate,
        vouched_by=found.vouched_by_id,
        vouched_at=found.vouched_at,
    )


def result_file(*, dossier_id: int, viewer: Viewer) -> ResultFile:
    """The signed result, or the scan of it. The sight of its people is logged.

    Raises `DossierUnknown`, `NoResultYet`, `DocumentDamaged`.
    """
    found = signed_result(dossier_id=dossier_id, viewer=viewer)
    if found is None or found.document_id is None:
        raise NoResultYet
    view = dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    people.persons((view.applicant_id, view.owner_id), viewer=viewer, purpose="print", dossier_id=view.id)
    facts = documents.document(found.document_id)
    return ResultFile(facts.name, facts.media_type, facts.sha256, documents.content(found.document_id))


def manners_of(*, view: DossierView, procedure: Procedure) -> tuple[Manner, ...]:
    """How the result may be signed here, the usual way first: electronically only what has a template and a port."""
    if settings.SIGNATURE_PORT and can_print(view=view, procedure=procedure):
        return (Manner.ELECTRONIC, Manner.BY_HAND)
    return (Manner.BY_HAND,)
