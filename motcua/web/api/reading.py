"""What a call brings, read within bounds."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.stages.submission.errors import FileUnreadable

MOST_BYTES: Final = 1_000_000
"""Of JSON alone, without files."""
MOST_INLINE: Final = 32_000_000
"""Of JSON with its files as base64."""
MOST_PARTS: Final = 128_000_000
"""Of a call with files as parts: they go to the disk as they come, and are read one by one."""
MOST_FILES: Final = 40
DEEPEST: Final = 20
DOSSIER: Final = "dossier"
FILES: Final = "files"
BEARER: Final = "Bearer "

FileSource = Callable[[], bytes]


class CallUnreadable(Refusal):
    """Takes `why`: the call is not of the agreed shape."""

    sentence = "Không đọc được lời gọi: {why}"
    status = 400


class CallTooLarge(Refusal):
    sentence = "Lời gọi lớn quá {most} byte. Hãy chia nhỏ."
    status = 413


class TooManyFiles(Refusal):
    sentence = "Một hồ sơ gửi kèm nhiều nhất {most} tệp."
    status = 413


def token_of(request: HttpRequest) -> str:
    """What stands after `Bearer`; empty without."""
    given = request.headers.get("Authorization", "")
    return given.removeprefix(BEARER) if given.startswith(BEARER) else ""


def json_of(request: HttpRequest, *, most: int = MOST_BYTES) -> Any:
    """The body as JSON. Raises `CallTooLarge`, `CallUnreadable`."""
    _refuse_large(request, most)
    body = request.read(most + 1)
    if len(body) > most:
        raise CallTooLarge(most=most)
    return _parsed(body)


def dossier_of(request: HttpRequest) -> tuple[Any, Mapping[str, FileSource]]:
    """The message of one dossier, and its files by name, from JSON with base64 or from parts.

    Raises `CallTooLarge`, `CallUnreadable`, `TooManyFiles`, `FileUnreadable`.
    """
    if request.content_type == "multipart/form-data":
        return _from_parts(request)
    if request.content_type != "application/json":
        raise CallUnreadable(why=gettext("chỉ nhận application/json hoặc multipart/form-data."))
    told = json_of(request, most=MOST_INLINE)
    files = told.pop(FILES, []) if isinstance(told, dict) else []
    if not isinstance(files, list):
        raise CallUnreadable(why=gettext("files phải là danh sách {name, content}."))
    if len(files) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    return told, _inline(files)


def _inline(files: list[Any]) -> Mapping[str, FileSource]:
    found: dict[str, FileSource] = {}
    for one in files:
        shaped = isinstance(one, dict) and isinstance(one.get("name"), str) and isinstance(one.get("content"), str)
        if not shaped or not one["name"]:
            raise CallUnreadable(why=gettext("files phải là danh sách {name, content}."))
        name = one["name"][:200]
        try:
            content = base64.b64decode(one["content"], validate=True)
        except (binascii.Error, ValueError) as fault:
            raise FileUnreadable(name=name) from fault
        if name in found:
            raise FileUnreadable(name=name)
        found[name] = _bytes_of(content)
    return found


def _bytes_of(content: bytes) -> FileSource:
    return lambda: content


def _part_of(part: UploadedFile[Any]) -> FileSource:
    def read() -> bytes:
        part.seek(0)  # two papers may name the same file
        content: bytes = part.read()
        return content

    return read


def _from_parts(request: HttpRequest) -> tuple[Any, Mapping[str, FileSource]]:
    _refuse_large(request, MOST_PARTS)
    try:
        sent = request.POST.get(DOSSIER)
        parts = [one for name in request.FILES for one in request.FILES.getlist(name) if name != DOSSIER]
        message = request.FILES.get(DOSSIER)
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError) as fault:
        raise CallUnreadable(why=gettext("các phần của lời gọi không đọc được.")) from fault
    if len(parts) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    if message is not None and (message.size or 0) > MOST_BYTES:
        raise CallTooLarge(most=MOST_BYTES)
    body = message.read() if message is not None else (sent or "").encode()
    return _parsed(body), _parts(parts)


def _parts(parts: list[UploadedFile[Any]]) -> Mapping[str, FileSource]:
    found: dict[str, FileSource] = {}
    for one in parts:
        name = one.name or ""
        if name in found:
            raise FileUnreadable(name=name)
        found[name] = _part_of(one)
    return found


def _refuse_large(request: HttpRequest, most: int) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > most:
        raise CallTooLarge(most=most)


def _parsed(body: bytes) -> Any:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CallUnreadable(why=gettext("không phải JSON.")) from error
    if _is_deeper(data, DEEPEST):
        raise CallUnreadable(why=gettext("lồng nhau quá sâu."))
    return data


def _is_deeper(value: Any, most: int) -> bool:
    """Whether lists and maps lie in each other more than `most` times."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return most == 0 or any(_is_deeper(each, most - 1) for each in inner)
