"""What a file is, by its bytes and not by its name: pure, quick, no opening of what is inside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from motcua.registers.documents.errors import (
    FileIsAProgram,
    FileIsEmpty,
    FileIsNotWhatItSays,
    FileNameUnfit,
    FileTooLarge,
    FileTypeNotTaken,
    PdfIsLocked,
)
from motcua.registers.documents.photographs import is_photograph

LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class MediaType:
    """A type of file that is taken, with the bytes it begins with (any of them)."""

    words: str
    begins: tuple[bytes, ...]
    within: int = 0
    """How far into the file its beginning may stand: PDF allows rubbish before it."""


_ZIP = (b"PK\x03\x04",)
MEDIA_TYPES: Final = {
    "application/pdf": MediaType("PDF", (b"%PDF-",), within=1024),
    "image/jpeg": MediaType("ảnh JPEG", (b"\xff\xd8\xff",)),
    "image/png": MediaType("ảnh PNG", (b"\x89PNG\r\n\x1a\n",)),
    "image/tiff": MediaType("ảnh TIFF", (b"II*\x00", b"MM\x00*")),
    "image/heic": MediaType("ảnh HEIC của điện thoại", ()),
    "image/heif": MediaType("ảnh HEIF của điện thoại", ()),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": MediaType("Word (.docx)", _ZIP),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": MediaType("Excel (.xlsx)", _ZIP),
    "application/xml": MediaType("XML", (b"<?xml", b"\xef\xbb\xbf<?xml")),
}
ACCEPTED: Final = "PDF, ảnh JPEG, PNG, TIFF, HEIC, Word (.docx), Excel (.xlsx) hoặc XML"

_PROGRAMS: Final = (
    b"MZ",  # Windows
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # macOS for several processors, and Java
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows link
    b"\x00asm",
)
_ENCRYPT = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_PREVIOUS = re.compile(rb"/Prev\s+(\d+)")
_MOST_SECTIONS = 64


def checked_name(name: str) -> str:
    """The file's name fit to be kept and shown: without folders, composed, without invisible or turning signs.

    Raises `FileNameUnfit`.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")).strip()
    if not 1 <= len(shown) <= LONGEST_NAME or shown in (".", ".."):
        raise FileNameUnfit(limit=LONGEST_NAME)
    return shown


def check_content(*, content: bytes, name: str, media_type: str, limit: int) -> None:
    """See that the bytes are a paper of the type announced. `limit` in bytes.

    Raises `FileIsEmpty`, `FileTooLarge`, `FileIsAProgram`, `FileTypeNotTaken`, `FileIsNotWhatItSays`, `PdfIsLocked`.
    """
    if not content:
        raise FileIsEmpty(name=name)
    if len(content) > limit:
        raise FileTooLarge(name=name, size=_megabytes(len(content)), limit=_megabytes(limit))
    if content.startswith(_PROGRAMS):
        raise FileIsAProgram(name=name)
    taken = MEDIA_TYPES.get(media_type)
    if taken is None:
        raise FileTypeNotTaken(name=name, accepted=ACCEPTED)
    if not _begins(content, taken) and not is_photograph(content, media_type):
        raise FileIsNotWhatItSays(name=name, said=taken.words)
    if media_type == "application/pdf" and pdf_is_locked(content):
        raise PdfIsLocked(name=name)


def pdf_is_locked(content: bytes) -> bool:
    """Whether a PDF is encrypted: its trailers, which never are themselves, name an encryption.

    Follows the chain of cross-reference sections from the end; a file whose chain cannot be followed is read whole.
    """
    starts = _START.findall(content)
    if not starts:
        return _ENCRYPT.search(content) is not None
    ahead = [int(starts[-1])]
    seen: set[int] = set()
    while ahead and len(seen) < _MOST_SECTIONS:
        offset = ahead.pop()
        if offset in seen:
            continue
        seen.add(offset)
        trailer = _trailer(content, offset)
        if trailer is None:
            return _ENCRYPT.search(content) is not None
        if _ENCRYPT.search(trailer):
            return True
        ahead += [int(previous) for previous in _PREVIOUS.findall(trailer)]
    return False


def _trailer(content: bytes, offset: int) -> bytes | None:
    """The dictionary of the cross-reference section at an offset: after `trailer`, or of the section's own stream."""
    section = content[offset : offset + 64].lstrip()
    if section.startswith(b"xref"):
        start = content.find(b"trailer", offset)
        end = content.find(b"startxref", start)
    elif re.match(rb"\d+\s+\d+\s+obj", section):
        start = offset
        end = content.find(b"stream", offset)
    else:
        return None
    return content[start:end] if 0 <= start < end else None


def _begins(content: bytes, media_type: MediaType) -> bool:
    head = content[: media_type.within + 16]
    if media_type.within:
        return any(sign in head for sign in media_type.begins)
    return head.startswith(media_type.begins)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".replace(".", ",")
