"""The signature's container, a CMS SignedData in DER (RFC 5652) as PAdES B-B wants it (ETSI EN 319 142-1).

Written by hand: of what pyHanko's general builder takes for each, nine tenths go into writing the same few parts again.
"""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from motcua.integrations.demo_signer.authority import KeyPair

_INTEGER, _OCTETS, _NULL, _OID, _SEQUENCE, _SET, _ZERO, _FOUR = 0x02, 0x04, 0x05, 0x06, 0x30, 0x31, 0xA0, 0xA4


def _part(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _oid(hexadecimal: str) -> bytes:
    return _part(_OID, bytes.fromhex(hexadecimal))


_DATA: Final = _oid("2a864886f70d010701")
_SIGNED_DATA: Final = _oid("2a864886f70d010702")
_CONTENT_TYPE: Final = _oid("2a864886f70d010903")
_MESSAGE_DIGEST: Final = _oid("2a864886f70d010904")
_SIGNING_CERTIFICATE: Final = _oid("2a864886f70d010910022f")
_SHA256: Final = _part(_SEQUENCE, _oid("608648016503040201"), _part(_NULL))
_SHA256_WITH_RSA: Final = _part(_SEQUENCE, _oid("2a864886f70d01010b"), _part(_NULL))
_ONE: Final = _part(_INTEGER, b"\1")


def signed(*, digest: bytes, pair: KeyPair) -> bytes:
    """The container of one signature over a document of this SHA-256. It carries the signer's certificate and nothing
    above it, which the signature would not cover."""
    attributes = _attributes(digest, pair)
    signature = pair.key.sign(_part(_SET, attributes), padding.PKCS1v15(), hashes.SHA256())
    return _container(pair, attributes, signature)


def size(pair: KeyPair) -> int:
    """Bytes of every container of this signer: nothing in it has a length that varies."""
    return len(_container(pair, _attributes(bytes(32), pair), bytes(pair.key.key_size // 8)))


def _container(pair: KeyPair, attributes: bytes, signature: bytes) -> bytes:
    signer = _part(
        _SEQUENCE,
        _ONE,
        _which(pair),
        _SHA256,
        _part(_ZERO, attributes),
        _SHA256_WITH_RSA,
        _part(_OCTETS, signature),
    )
    data = _part(
        _SEQUENCE,
        _ONE,
        _part(_SET, _SHA256),
        _part(_SEQUENCE, _DATA),
        _part(_ZERO, pair.certificate.public_bytes(serialization.Encoding.DER)),
        _part(_SET, signer),
    )
    return _part(_SEQUENCE, _SIGNED_DATA, _part(_ZERO, data))


def _attributes(digest: bytes, pair: KeyPair) -> bytes:
    """What is signed: type, digest of the document, and which certificate signs (RFC 5035); in the order of DER."""
    fingerprint = _part(_OCTETS, pair.certificate.fingerprint(hashes.SHA256()))
    certificates = _part(_SEQUENCE, _part(_SEQUENCE, fingerprint, _which(pair, name=_FOUR)))
    told = (
        (_CONTENT_TYPE, _DATA),
        (_MESSAGE_DIGEST, _part(_OCTETS, digest)),
        (_SIGNING_CERTIFICATE, _part(_SEQUENCE, certificates)),
    )
    return b"".join(sorted(_part(_SEQUENCE, kind, _part(_SET, value)) for kind, value in told))


def _which(pair: KeyPair, name: int | None = None) -> bytes:
    """Issuer and number of the certificate; the issuer as one of several kinds of names where `name` is its tag."""
    issuer, number = pair.certificate.issuer.public_bytes(), pair.certificate.serial_number
    given = issuer if name is None else _part(_SEQUENCE, _part(name, issuer))
    return _part(_SEQUENCE, given, _part(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big")))
