"""A file of published records becomes drafts: each record on its own, what is refused stops nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext

from motcua.registers.ledger.actions import append
from motcua.registers.procedures.differences import differences
from motcua.registers.procedures.models import Draft
from motcua.registers.procedures.portal.doubt_facts import Doubt
from motcua.registers.procedures.portal.doubts import doubts_of, with_doubts
from motcua.registers.procedures.portal.drafting import draft
from motcua.registers.procedures.portal.lines import Line, lines_of
from motcua.registers.procedures.reading import MOST_BYTES
from motcua.registers.procedures.rereading import reread
from motcua.registers.procedures.writing import write
from motcua.rules.access import Viewer

_DIGEST_BYTES = 16
_STREAM_CODE = re.compile(r"[A-Za-z0-9._-]{1,60}")


class Outcome(StrEnum):
    """What became of a line."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Imported:
    """One line of the file. `changes` are sentences about a newer record; `standing` doubts are those of its draft."""

    line: int
    code: str
    outcome: Outcome
    standing: int = 0
    doubts: tuple[Doubt, ...] = ()
    changes: tuple[str, ...] = ()
    why: str = ""


def imported(path: Path, *, now: datetime, by: Viewer) -> Iterator[Imported]:
    """Import each line, and say at once what became of it. Memory: one record, and a digest for each code met."""
    met: dict[str, tuple[int, bytes]] = {}
    for line in lines_of(path):
        if line.record is None:
            yield Imported(line.number, line.code, Outcome.REFUSED, why=line.refused)
            continue
        digest = _digest(line.record)
        short = bytes.fromhex(digest)[:_DIGEST_BYTES]
        first, known = met.setdefault(line.code, (line.number, short))
        if known != short:
            why = gettext("mã này đã có ở dòng {first} với nội dung khác").format(first=first)
            yield Imported(line.number, line.code, Outcome.REFUSED, why=why)
        else:
            yield _import_one(line, line.record, digest, source=path.name, now=now, by=by)


def _import_one(
    line: Line, record: Mapping[str, Any], digest: str, *, source: str, now: datetime, by: Viewer
) -> Imported:
    latest = _latest(line.code)
    if latest is not None and latest.sha256 == digest:
        return Imported(line.number, line.code, Outcome.UNCHANGED, standing=len(latest.doubts))
    plain = draft(record)
    doubts = doubts_of(plain, on=now.date())
    full = with_doubts(plain, doubts)
    text = write(full, heading=_heading(line.code))
    if len(text.encode()) > MOST_BYTES:
        why = gettext("bản nháp dài quá {most} byte").format(most=MOST_BYTES)
        return Imported(line.number, line.code, Outcome.REFUSED, why=why)
    before = _kept_after(line, text, digest, doubts, name=str(record["name"]), source=source, now=now, by=by)
    if before is None:
        return Imported(line.number, line.code, Outcome.NEW, len(doubts), doubts)
    if before.sha256 == digest:
        return Imported(line.number, line.code, Outcome.UNCHANGED, standing=len(before.doubts))
    return Imported(line.number, line.code, Outcome.CHANGED, len(doubts), doubts, _changes(before.text, full))


def _kept_after(
    line: Line,
    text: str,
    digest: str,
    doubts: tuple[Doubt, ...],
    *,
    name: str,
    source: str,
    now: datetime,
    by: Viewer,
) -> Draft | None:
    """The draft after which this one is kept, with its event. An import at the same time is waited for: what it has
    just kept of the same record is that draft, and nothing is kept twice."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 3))", [f"procedures_draft/{line.code}"])
        before = _latest(line.code)
        if before is not None and before.sha256 == digest:
            return before
        number = before.number + 1 if before else 1
        Draft.objects.create(
            code=line.code,
            number=number,
            name=name.replace("\0", ""),
            text=text,
            sha256=digest,
            source=source,
            line=line.number,
            doubts=[asdict(each) for each in doubts],
            imported_at=now,
        )
        body = {"draft": number, "sha256": digest, "by": by.official_id}
        append(stream=_stream(line.code), kind="procedure.drafted", body=body, happened_at=now)
    return before


def _stream(code: str) -> str:
    """Codes that no stream can be called by, which the portal has a few of, are called by their digest."""
    if _STREAM_CODE.fullmatch(code):
        return f"procedure/{code}"
    return f"procedure/odd:{hashlib.sha256(code.encode()).hexdigest()[:32]}"


def _latest(code: str) -> Draft | None:
    return Draft.objects.filter(code=code).order_by("-number").first()


def _changes(old: str, new: Mapping[str, Any]) -> tuple[str, ...]:
    before = reread(old)
    assert isinstance(before, dict)
    return differences(before, new) or (gettext("chỉ thứ tự hoặc cách nhóm các phần đổi khác"),)


def _digest(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _heading(code: str) -> list[str]:
    return [
        gettext("Bản nháp của thủ tục {code}, nhập từ bản công bố; chưa dùng được.").format(code=code),
        gettext(
            "Cách đọc: docs/reference/procedure-format.md. Làm xong điều nào thì xóa điều ấy ở undecided, cuối tệp."
        ),
    ]
