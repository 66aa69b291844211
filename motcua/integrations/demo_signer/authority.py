"""The demonstration's certificate authority and the certificates of its signers, made once and kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

from motcua.foundation.kept_once import keep_once

TRIAL: Final = "BẢN THỬ"
_BITS: Final = 2048
_FROM, _UNTIL = datetime(2025, 7, 1, tzinfo=UTC), datetime(2040, 7, 1, tzinfo=UTC)
_AUTHORITY = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"Một Cửa – {TRIAL}"),
        x509.NameAttribute(NameOID.COMMON_NAME, "BẢN THỬ, không có giá trị pháp lý"),
    ]
)


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key, loaded, and its certificate."""

    key: RSAPrivateKey
    certificate: x509.Certificate


class Authority:
    """Issues certificates out of a folder; keys once read stay loaded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, KeyPair] = {}

    @property
    def own(self) -> KeyPair:
        """The authority's own pair."""
        return self._pair("authority", lambda key: _issue(key, _AUTHORITY, key, _AUTHORITY, is_authority=True))

    def of(self, *, number: int, name: str, title: str, office: str) -> KeyPair:
        """The pair of one signer; another name or title of the same number gets another certificate."""
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(office)),
                *([x509.NameAttribute(NameOID.TITLE, _short(title))] if title else []),
                x509.NameAttribute(NameOID.COMMON_NAME, _short(f"{TRIAL}: {name}")),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, str(number)),
            ]
        )
        digest = hashlib.sha256(subject.public_bytes()).hexdigest()[:12]
        authority = self.own
        issuer = authority.certificate.subject
        return self._pair(f"signer-{number}-{digest}", lambda key: _issue(key, subject, authority.key, issuer))

    def _pair(self, name: str, issue: Any) -> KeyPair:
        found = self._loaded.get(name)
        if found is None:
            path = self._folder / f"{name}.pem"
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = path.read_bytes() if path.exists() else keep_once(path, _fresh(issue))
            found = self._loaded[name] = _read(kept)
        return found


def _fresh(issue: Any) -> bytes:
    key = generate_private_key(65537, _BITS)
    certificate: x509.Certificate = issue(key)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def _read(kept: bytes) -> KeyPair:
    key = serialization.load_pem_private_key(kept, password=None)
    assert isinstance(key, RSAPrivateKey)
    return KeyPair(key, x509.load_pem_x509_certificate(kept))


def _issue(
    key: RSAPrivateKey, subject: x509.Name, by: RSAPrivateKey, issuer: x509.Name, *, is_authority: bool = False
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    return builder.sign(by, hashes.SHA256())


def _short(text: str) -> str:
    """Names in certificates hold 64 bytes at most, as the library counts them (RFC 5280, Annex A)."""
    return text.encode()[:64].decode(errors="ignore").strip()
