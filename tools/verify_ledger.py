#!/usr/bin/env python3
"""Kiểm tra bản xuất của sổ nhật ký Một Cửa. An outsider's proof of an exported ledger.

    python3 verify_ledger.py FOLDER [--checkpoints FOLDER_OF_YOUR_OWN_COPIES]

FOLDER is what `motcua ledger export --to FOLDER` wrote. Standard library only, nothing of the program it checks; the
format is docs/reference/ledger-format.md. Status 0 if all is whole, 1 with the first break named, 2 for a wrong call.
"""

import argparse
import hashlib
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

NOTHING_BEFORE = "0" * 64
HEX = re.compile(r"[0-9a-f]{64}")
Fields = dict[str, str]


class Break(Exception):
    """The first thing found wrong."""


def read_checkpoint(path: Path) -> tuple[Fields, list[tuple[str, int, str]]]:
    """The fields of a checkpoint file and its heads, its digest proved."""
    fields, heads, sha = Fields(), [], hashlib.sha256()
    for raw in path.read_bytes().splitlines(keepends=True):
        name, _, rest = raw.decode("ascii", "replace").rstrip("\n").partition(" ")
        if "digest" in fields:
            raise Break(f"Tệp {path.name}: có chữ sau dòng digest.")
        if name != "digest":
            sha.update(raw)
        if "/" in name:
            seq, _, digest = rest.partition(" ")
            heads.append((name, int(seq), digest))
        else:
            fields[name] = rest
    if fields.get("digest") != sha.hexdigest() or fields.get("streams") != str(len(heads)):
        raise Break(f"Tệp {path.name} đã bị sửa hoặc hỏng.")
    if fields.get("motcua-checkpoint") != "1" or path.name != f"checkpoint-{int(fields['number']):06d}.txt":
        raise Break(f"Tệp {path.name}: số hoặc phiên bản không đúng.")
    return fields, heads


def check_checkpoints(folder: Path, rows: dict[int, str], kept: sqlite3.Connection) -> tuple[Fields, int]:
    """Each file, their chain, their rows; heads go into `kept`. Answers the last file's fields and the last ground."""
    last, ground, strangers = Fields(), 0, []
    for path in sorted(folder.glob("checkpoint-*.txt")):
        fields, heads = read_checkpoint(path)
        number, full = int(fields["number"]), fields["full"] == "yes"
        expected = int(last.get("number", 0)) + 1
        if number != expected and not full:
            raise Break(f"Thiếu tệp điểm chốt số {expected}.")
        if number == expected and fields["previous"] != last.get("digest", NOTHING_BEFORE):
            raise Break(f"Điểm chốt số {number} không nối tiếp điểm trước nó: một điểm chốt đã bị viết lại.")
        kept.executemany("INSERT INTO head VALUES (?, ?, ?, ?)", ((*head, number) for head in heads))
        told = " ".join(fields[name] for name in ("taken_at", "full", "streams", "previous", "digest"))
        if number not in rows:
            strangers.append(number)
        elif rows.pop(number) != told:
            raise Break(f"Điểm chốt số {number} trong cơ sở dữ liệu khác với tệp bên ngoài.")
        last, ground = fields, number if full else ground
    for number in sorted(number for number in rows if number >= ground):
        raise Break(f"Thiếu tệp điểm chốt số {number}.")
    for number in (number for number in strangers if number >= ground):
        raise Break(f"Điểm chốt số {number} có tệp nhưng không có trong cơ sở dữ liệu.")
    return last, ground


def events(path: Path) -> Iterator[tuple[str, int, str]]:
    """Each event as (stream, seq, hash), its place in its chain proved."""
    stream, seq, previous, recorded = "", 0, b"", ""
    with path.open(encoding="utf-8", newline="\n") as file:
        for nth, text in enumerate(file, start=1):
            try:
                name, digest, line = text.rstrip("\n").split(" ", 2)
                version, place, _kind, _happened, now, _body = line.split(" ", 5)
                number = int(place)
            except ValueError:
                raise Break(f"Dòng {nth} của {path.name} không đọc được.") from None
            if name != stream:
                if name < stream:
                    raise Break(f"Dòng {nth} của {path.name}: các nhật ký không theo thứ tự.")
                stream, seq, recorded = name, 0, ""
                previous = hashlib.sha256(f"motcua-ledger 1 {name}".encode()).digest()
            if version != "1" or not HEX.fullmatch(digest):
                raise Break(f"Nhật ký {name}: sự kiện số {number} có phiên bản hoặc mã băm lạ.")
            if number != seq + 1:
                raise Break(f"Nhật ký {name}: thiếu sự kiện số {seq + 1}.")
            previous = hashlib.sha256(previous + line.encode()).digest()
            if previous.hex() != digest:
                raise Break(f"Nhật ký {name}: sự kiện số {number} đã bị sửa.")
            if now < recorded:
                raise Break(f"Nhật ký {name}: sự kiện số {number} được ghi nhận trước sự kiện liền trước nó.")
            seq, recorded = number, now
            yield name, number, digest


def check_events(path: Path, kept: sqlite3.Connection, ground: int) -> int:
    """Prove every chain, then that each head a checkpoint names from `ground` on is there. Answers the count."""
    heads = kept.execute("SELECT * FROM head WHERE number >= ? ORDER BY stream, seq, number", (ground,))
    head, count = heads.fetchone(), 0
    for stream, seq, digest in events(path):
        count += 1
        while head is not None and head[:2] <= (stream, seq):
            if head[:2] < (stream, seq):
                raise Break(f"Nhật ký {head[0]}: thiếu sự kiện số {head[1]}, có trong điểm chốt số {head[3]}.")
            if head[2] != digest:
                raise Break(f"Nhật ký {stream} đã bị viết lại: sự kiện số {seq} khác với điểm chốt số {head[3]}.")
            head = heads.fetchone()
    if head is not None:
        raise Break(f"Nhật ký {head[0]}: thiếu sự kiện số {head[1]}, có trong điểm chốt số {head[3]}.")
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description="Kiểm tra bản xuất của sổ nhật ký Một Cửa.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--checkpoints", type=Path, help="các tệp điểm chốt bạn tự giữ, nếu có")
    options = parser.parse_args()
    began = time.perf_counter()
    rows: dict[int, str] = {}
    with tempfile.TemporaryDirectory() as place:
        kept = sqlite3.connect(f"{place}/heads.sqlite")
        kept.execute("CREATE TABLE head (stream TEXT, seq INTEGER, digest TEXT, number INTEGER)")
        try:
            for line in (options.folder / "database-checkpoints.txt").read_text(encoding="ascii").splitlines():
                number, _, rest = line.partition(" ")
                rows[int(number)] = rest
            last, ground = check_checkpoints(options.checkpoints or options.folder / "checkpoints", rows, kept)
            count = check_events(options.folder / "events.txt", kept, ground)
        except (Break, OSError, KeyError, ValueError) as found:
            print(f"ĐỨT: {found}" if isinstance(found, Break) else f"ĐỨT: bản xuất không đọc được: {found!r}")
            return 1
        finally:
            kept.close()
    seconds = max(time.perf_counter() - began, 0.001)
    print(f"Điểm chốt gần nhất: số {last['number']}, {last['taken_at']}." if last else "Chưa có điểm chốt nào.")
    print(f"Đã kiểm {count} sự kiện trong {seconds:.2f} giây: {int(count / seconds)} sự kiện mỗi giây.")
    print("Sổ nhật ký nguyên vẹn.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
