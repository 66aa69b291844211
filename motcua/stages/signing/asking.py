"""Asking the signature port: in time, twice at most, and never trusting an answer that is no signed PDF."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.stages.signing.errors import SignerNotAnswering, SignerNotSet, SignerRefused
from motcua.stages.signing.ports import SignaturePort, SignedPdf, SignerDidNotAnswer, SignerSaysNo, SigningPerson

WITHIN: Final = 10.0
"""Seconds that the port has for one answer."""
TRIES: Final = 2


def port() -> SignaturePort:
    """The adapter that `config` names. Raises `SignerNotSet`."""
    if not settings.SIGNATURE_PORT:
        raise SignerNotSet
    return _adapter(settings.SIGNATURE_PORT)


def ask(*, pdf: bytes, person: SigningPerson, moment: datetime, key: UUID, note: str = "") -> SignedPdf:
    """The signed PDF; asked again by the same key when no answer came.

    Raises `SignerNotSet`, `SignerNotAnswering`, `SignerRefused`.
    """
    signer = port()
    missed: Exception | None = None
    for _ in range(TRIES):
        try:
            answer = signer.sign(pdf=pdf, person=person, moment=moment, key=key, within=WITHIN, note=note)
        except SignerSaysNo as error:
            raise SignerRefused(why=str(error)) from error
        except (SignerDidNotAnswer, OSError) as error:  # a timeout and a lost connection are OSErrors
            missed = error
            continue
        if _is_signed(answer.pdf):
            return answer
    raise SignerNotAnswering from missed


def _is_signed(pdf: bytes) -> bool:
    return pdf.startswith(b"%PDF-") and b"/ByteRange" in pdf


@cache
def _adapter(path: str) -> SignaturePort:
    adapter: SignaturePort = import_string(path)()
    return adapter
