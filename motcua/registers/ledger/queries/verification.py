"""Proving the ledger: inside by its hashes, against the outside by the checkpoint files.

The hash is computed by an expression written here, not by the database's own functions, which an owner could replace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext

from motcua.registers.ledger.checkpoint_files import (
    NOTHING_BEFORE,
    Checkpoint,
    Unreadable,
    files_in,
    heads_in,
    read,
)
from motcua.registers.ledger.queries.checkpoints import Departure, checkpoints, departures


class BreakKind(StrEnum):
    """What is broken, and the sentence that says it."""

    EVENT_CHANGED = "Nhật ký {stream}: sự kiện số {seq} đã bị sửa."
    EVENT_MISSING = "Nhật ký {stream}: thiếu sự kiện số {seq}."
    LAST_EVENT_MISSING = "Nhật ký {stream}: thiếu sự kiện cuối, số {seq}."
    TIME_WENT_BACK = "Nhật ký {stream}: sự kiện số {seq} được ghi nhận trước sự kiện liền trước nó."
    HEAD_CHANGED = "Nhật ký {stream}: dòng đầu mối không khớp với sự kiện cuối, số {seq}."
    STREAM_MISSING = "Thiếu cả nhật ký {stream}, có trong điểm chốt số {checkpoint}."
    STREAM_ROW_MISSING = "Có sự kiện (số {seq}) của một nhật ký không còn tên: dòng đầu mối đã bị xóa."
    CUT_SINCE_CHECKPOINT = "Nhật ký {stream}: thiếu sự kiện số {seq}, có trong điểm chốt số {checkpoint}."
    REWRITTEN = "Nhật ký {stream} đã bị viết lại: sự kiện số {seq} khác với điểm chốt số {checkpoint}."
    CHECKPOINT_CHANGED = "Tệp điểm chốt số {checkpoint} đã bị sửa hoặc hỏng."
    CHECKPOINT_FILE_MISSING = "Thiếu tệp điểm chốt số {checkpoint}."
    CHECKPOINT_CHAIN = "Điểm chốt số {checkpoint} không nối tiếp điểm chốt trước nó: một điểm chốt đã bị viết lại."
    CHECKPOINT_ROW_CHANGED = "Điểm chốt số {checkpoint} trong cơ sở dữ liệu khác với tệp bên ngoài."
    CHECKPOINT_ROW_MISSING = (
        "Điểm chốt số {checkpoint} có tệp nhưng không có trong cơ sở dữ liệu. Nếu lần lập điểm chốt trước bị ngắt giữa "
        "chừng, hãy chạy: motcua ledger checkpoint, rồi kiểm tra lại."
    )


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing found wrong."""

    kind: BreakKind
    stream: str = ""
    seq: int = 0
    checkpoint: int = 0

    def words(self) -> str:
        """The sentence for the operator."""
        return gettext(self.kind.value).format(stream=self.stream, seq=self.seq, checkpoint=self.checkpoint)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was proved. `outside` is the last checkpoint file, `ground` the last full one (after a restore).

    `abandoned`: heads that checkpoints before `ground` name otherwise than the ledger now does.
    """

    events: int
    outside: Checkpoint | None
    ground: Checkpoint | None
    abandoned: int
    first_break: Break | None


# One row for each event: whether it stands where it should, hashes as it should, and agrees with the head if last.


_PROVED = """
    SELECT e.stream_id, e.seq, s.name, s.seq AS head,
        row_number() OVER w AS nth,
        s.name IS NULL AS nameless,
        e.hash IS DISTINCT FROM sha256(
            coalesce(lag(e.hash) OVER w, sha256(convert_to('motcua-ledger 1 ' || s.name, 'UTF8')))
            || convert_to('1 ' || e.seq || ' ' || e.kind
                || to_char(e.happened_at AT TIME ZONE 'UTC', ' YYYY-MM-DD"T"HH24:MI:SS.US"Z" ')
                || to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z ')
                || e.body, 'UTF8')) AS changed,
        coalesce(e.recorded_at < lag(e.recorded_at) OVER w, false) AS back,
        lead(e.seq) OVER w IS NULL
            AND (e.seq, e.hash, e.recorded_at) IS DISTINCT FROM (s.seq, s.hash, s.recorded_at) AS beheaded
    FROM ledger_event e LEFT JOIN ledger_stream s ON s.id = e.stream_id
    WHERE e.stream_id > %(low)s AND e.stream_id <= %(high)s
    WINDOW w AS (PARTITION BY e.stream_id ORDER BY e.seq)
"""
_FAULTY = "nameless OR seq <> nth OR changed OR back OR beheaded"
_COUNT = f"SELECT count(*), bool_or({_FAULTY}) FROM ({_PROVED}) proved"
_FIRST = f"SELECT * FROM ({_PROVED}) proved WHERE {_FAULTY} ORDER BY stream_id, seq LIMIT 1"
_EMPTY = """
    SELECT s.name, s.seq FROM ledger_stream s
    WHERE s.id > %(low)s AND s.id <= %(high)s AND NOT EXISTS (SELECT FROM ledger_event e WHERE e.stream_id = s.id)
    ORDER BY s.id LIMIT 1
"""
_NEXT = "SELECT stream_id FROM ledger_event WHERE stream_id > %s ORDER BY stream_id, seq OFFSET %s LIMIT 1"
_END = 2**31 - 1


def verify(*, folder: Path | None, chunk: int = 50_000) -> Verification:
    """Prove every event and every checkpoint, in chunks of about `chunk` events; stops at the first break.

    Reads only; a ledger in use may go on being written.
    """
    # A checkpoint being taken is waited for, so that a file is never seen before its row.
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM ledger_position WHERE follower = 'checkpoint' FOR SHARE")
        rows = checkpoints()
        files = files_in(folder) if folder else []
    outside, first = _files(files)
    first = first or _rows(rows, outside)
    ground = next((one for one in reversed(outside) if one.full), None)
    events = abandoned = 0
    if first is None:
        events, first = _chains(chunk)
    if first is None:
        abandoned, first = _named(files, ground.number if ground else 0)
    return Verification(events, outside[-1] if outside else None, ground, abandoned, first)


def _named(files: Sequence[tuple[int, Path]], ground: int) -> tuple[int, Break | None]:
    """Every head a checkpoint names, against the ledger."""
    abandoned = 0
    for number, path in files:
        for departure in departures(heads_in(path)):
            if number >= ground:
                return abandoned, Break(_of_head(departure), departure.head.stream, departure.head.seq, number)
            abandoned += 1
    return abandoned, None


def _files(files: Sequence[tuple[int, Path]]) -> tuple[list[Checkpoint], Break | None]:
    """Each file by itself, then each as the follower of the one before it."""
    found: list[Checkpoint] = []
    for number, path in files:
        try:
            one = read(path)
        except Unreadable:
            return found, Break(BreakKind.CHECKPOINT_CHANGED, checkpoint=number)
        if one.number != number:
            return found, Break(BreakKind.CHECKPOINT_CHANGED, checkpoint=number)
        expected = found[-1].number + 1 if found else 1
        if number != expected and not one.full:
            return found, Break(BreakKind.CHECKPOINT_FILE_MISSING, checkpoint=expected)
        if number == expected and one.previous != (found[-1].digest if found else NOTHING_BEFORE):
            return found, Break(BreakKind.CHECKPOINT_CHAIN, checkpoint=number)
        found.append(one)
    return found, None


def _rows(rows: Sequence[Checkpoint], files: Sequence[Checkpoint]) -> Break | None:
    """Rows against files; a row or a file that was lost before the last full checkpoint is forgiven."""
    ground = max((one.number for one in files if one.full), default=0)
    by_number = {one.number: one for one in files}
    for row in rows:
        if row.number in by_number and row != by_number[row.number]:
            return Break(BreakKind.CHECKPOINT_ROW_CHANGED, checkpoint=row.number)
        if row.number not in by_number and row.number >= ground:
            return Break(BreakKind.CHECKPOINT_FILE_MISSING, checkpoint=row.number)
    known = {row.number for row in rows}
    lost = (one.number for one in files if one.number not in known and one.number >= ground)
    return next((Break(BreakKind.CHECKPOINT_ROW_MISSING, checkpoint=number) for number in lost), None)


def _chains(chunk: int) -> tuple[int, Break | None]:
    """Every event from the first stream to the last: how many were proved, and the first break."""
    events, low = 0, 0
    while low < _END:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [low, chunk])
            row = cursor.fetchone()
            span = {"low": low, "high": row[0] if row else _END}
            cursor.execute(_COUNT, span)
            count, faulty = cursor.fetchone()
            events += count
            if faulty:
                cursor.execute(_FIRST, span)
                return events, _of_event(*cursor.fetchone()[1:])
            cursor.execute(_EMPTY, span)
            if row := cursor.fetchone():
                return events, Break(BreakKind.LAST_EVENT_MISSING, *row)
        low = span["high"]
    return events, None


def _of_event(
    seq: int, name: str, head: int, nth: int, nameless: bool, changed: bool, back: bool, beheaded: bool
) -> Break:
    if nameless:
        return Break(BreakKind.STREAM_ROW_MISSING, seq=seq)
    if seq != nth:
        return Break(BreakKind.EVENT_MISSING, name, nth)
    if changed:
        return Break(BreakKind.EVENT_CHANGED, name, seq)
    if back:
        return Break(BreakKind.TIME_WENT_BACK, name, seq)
    if head > seq:
        return Break(BreakKind.LAST_EVENT_MISSING, name, seq + 1)
    return Break(BreakKind.HEAD_CHANGED, name, seq)


def _of_head(departure: Departure) -> BreakKind:
    if departure.stream_is_missing:
        return BreakKind.STREAM_MISSING
    return BreakKind.CUT_SINCE_CHECKPOINT if departure.event_is_missing else BreakKind.REWRITTEN
