"""What the stage needs from outside: somebody who puts a signature on a PDF (Law 20/2023/QH15 art. 22–25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SigningPerson:
    """Who signs, and by what position: a position's holding, the name, the title, the office."""

    holding_id: int
    name: str
    title: str
    office: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate that a signature was made with. `serial` and `sha256` are lower case hexadecimal."""

    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """The port's answer: the PDF with its signature, and the certificate's facts."""

    pdf: bytes
    certificate: Certificate


class SignerDidNotAnswer(Exception):
    """No answer in time, or none that can be used: the same key may be asked again."""


class SignerSaysNo(Exception):
    """The signer will not sign; its argument is the reason for the reader, in Vietnamese. Asking again is no use."""


class SignaturePort(Protocol):
    """A service that signs. The same `key` is signed once, however often it is asked: the first answer comes again."""

    def sign(
        self, *, pdf: bytes, person: SigningPerson, moment: datetime, key: UUID, within: float, note: str = ""
    ) -> SignedPdf:
        """Sign for this person, in at most `within` seconds. `note` is shown on the page beside the signature.

        A document that carries signatures already keeps them valid. Raises `SignerDidNotAnswer`, `SignerSaysNo`.
        """
        ...

    def check(self) -> tuple[str, ...]:
        """What is wrong with its configuration, each a sentence for the operator; nothing when it may be used."""
        ...
