"""A file of records, one JSON object to a line, perhaps packed: read line by line, never whole."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, cast

from django.utils.translation import gettext

from motcua.foundation.system_words import why
from motcua.registers.procedures.errors import RecordsUnreachable
from motcua.registers.procedures.portal.shape import WrongShape, check_shape

Record: TypeAlias = Mapping[str, Any]

LONGEST_LINE = 1_000_000
"""Bytes. The longest record known has 85,000; a procedure file may have 1,000,000."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: a record whose shape is right, or why it is refused."""

    number: int
    record: Record | None
    refused: str = ""
    code: str = ""
    """As far as it could be read."""
    is_json: bool = True


MOST_STRANGE = 30
"""Lines that are not JSON, one after the other from the first: then the file is something else."""


def lines_of(path: Path) -> Iterator[Line]:
    """Every line that is not blank, in constant memory. Raises `RecordsUnreachable` before the first line.

    A packed file that breaks off gives one refused line where it does, the last; so does a file that is something else.
    """
    try:
        with _opened(path) as stream:
            yield from _while_json(_lines(stream))
    except OSError as error:
        raise RecordsUnreachable(file=path.name, why=why(error)) from error


def _while_json(lines: Iterator[Line]) -> Iterator[Line]:
    for strange, line in enumerate(lines, 1):
        yield line
        if line.is_json:
            break
        if strange == MOST_STRANGE:
            why = gettext(
                "{count} dòng đầu đều không phải JSON; tệp này không phải mỗi dòng một thủ tục (JSON Lines), "
                "hoặc là một danh sách JSON viết trên nhiều dòng; không đọc tiếp"
            ).format(count=strange)
            yield Line(line.number + 1, None, why)
            return
    yield from lines


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as stream:
        is_packed = stream.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path, "rb")) if is_packed else path.open("rb")


def _lines(stream: BinaryIO) -> Iterator[Line]:
    number = 0
    while True:
        number += 1
        try:
            raw = stream.readline(LONGEST_LINE + 1)
            is_cut = len(raw) > LONGEST_LINE
            if is_cut:
                _skip_rest(stream, raw)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            yield Line(number, None, gettext("tệp nén hỏng hoặc bị cắt từ chỗ này; không đọc tiếp được"))
            return
        if not raw:
            return
        if is_cut:
            yield Line(number, None, gettext("dòng dài quá {most} byte").format(most=LONGEST_LINE))
        elif raw.strip():
            yield _line(number, raw)


def _skip_rest(stream: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(LONGEST_LINE)


def _line(number: int, raw: bytes) -> Line:
    try:
        value = _parsed(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return Line(number, None, gettext("không phải chữ mã UTF-8"), is_json=False)
    except json.JSONDecodeError as error:
        why = gettext("không phải JSON, sai từ ký tự thứ {place}").format(place=error.pos + 1)
        return Line(number, None, why, is_json=False)
    except _Unfit as unfit:
        return Line(number, None, str(unfit))
    except (RecursionError, ValueError):
        return Line(number, None, gettext("JSON có số quá dài hoặc lồng nhau quá sâu"))
    code = value.get("code", "") if isinstance(value, dict) else ""
    try:
        return Line(number, check_shape(value), code=code)
    except WrongShape as wrong:
        return Line(number, None, str(wrong), code if isinstance(code, str) else "")


class _Unfit(Exception):
    pass


def _parsed(text: str) -> Any:
    value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    if "\\u" in text and _has_half_letter(json.dumps(value, ensure_ascii=False)):
        raise _Unfit(gettext("có nửa ký tự Unicode không ghép được"))
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Unfit(gettext("trường “{name}” viết hai lần").format(name=twice[:80]))
    return found


def _no_constant(name: str) -> Any:
    raise _Unfit(gettext("“{name}” không phải số").format(name=name))


def _has_half_letter(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
