"""`motcua dossiers import`: an office changes over on a Friday."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.console.bringing_in.errors import MomentUnreadable, TableUnreadable
from motcua.console.bringing_in.old_dossiers import moment
from motcua.console.dossiers import bring_in
from motcua.foundation.clock import VIETNAM, now
from motcua.foundation.tables import Row, read
from motcua.registers.dossiers import queries
from motcua.registers.ledger import queries as ledger
from motcua.rules.lifecycle import State
from tests.commune import Commune, at, commune, publish
from tests.console.programs import motcua, on_database
from tests.databases import TestDatabase

HEAD = (
    "Mã hồ sơ,Mã thủ tục,Trường hợp,Chủ hồ sơ,Số giấy tờ chủ hồ sơ,Tiếp nhận,Hẹn trả,Trạng thái,Từ ngày,Người giữ,Bước"
)
FRIDAY = at("2026-11-20 16:00")
CASE = "standard"
TABLE = f"""{HEAD}
H26.1.1-261118-0001,1.001193,{CASE},Trần Thị Ước,082190000001,18/11/2026 09:00,24/11/2026,Đang xử lý,,Nguyễn Văn leader,
H26.1.1-261118-0002,1.001193,{CASE},Lê Văn Ân,,18/11/2026,24/11/2026,Được tiếp nhận,,,
H26.1.1-261118-0003,1.001193,{CASE},Công ty Sông Tiền,1400123456,18/11/2026,24/11/2026,9,19/11/2026 15:00,,
H26.1.1-261118-0004,1.001193,{CASE},Đỗ Thị Út,,18/11/2026,không rõ,Đang xử lý,,,
H26.1.1-261118-0005,1.001193,{CASE},Đỗ Thị Út,082190000002,18/11/2026,24/11/2026,Đã trả kết quả,,,
H26.1.1-261118-0001,1.001193,{CASE},Trần Thị Ước,082190000001,18/11/2026,24/11/2026,Đang xử lý,,,
H26.1.1-261118-0006,9.999999,{CASE},Đỗ Thị Út,,18/11/2026,24/11/2026,Đang xử lý,,,
H26.1.1-261118-0007,1.001193,{CASE},Đỗ Thị Út,12345,18/11/2026,24/11/2026,Đang xử lý,,,
H26.1.1-261118-0008,1.001193,{CASE},Đỗ Thị Út,,18/11/2026,24/11/2026,Đang xử lý,,Người Lạ,
H26.1.1-261118-0009,1.001193,{CASE},Đỗ Thị Út,,18/11/2026,24/11/2026,Yêu cầu bổ sung giấy tờ,19/11/2026,,register
"""


@pytest.fixture
def made(db: None) -> Commune:
    found = commune(now=FRIDAY)
    publish("1.001193", FRIDAY)
    return found


def rows(tmp_path: Path, text: str) -> list[Row]:
    file = tmp_path / "cũ.csv"
    file.write_text(text, encoding="utf-8-sig")
    return read(file)[1]


def test_good_rows_come_in_and_broken_ones_are_named(made: Commune, tmp_path: Path) -> None:
    report = bring_in(rows(tmp_path, TABLE), office_code="H26.1.1", now=FRIDAY, apply=True)
    assert dict(report.came) == {State.PROCESSING: 1, State.RECEIVED: 1, State.DONE: 1, State.SUPPLEMENT: 1}
    assert [fault.partition(" (")[0] for fault in report.faults] == [f"Dòng {line}" for line in (5, 6, 7, 8, 9, 10)]
    assert "Cột “Hẹn trả”: “không rõ” không phải ngày giờ" in report.faults[0]
    assert "Đã trả kết quả" in report.faults[1]
    assert "đã có ở dòng 2" in report.faults[2]
    (row,) = queries.my_duties(viewer=made.who("leader"), now=FRIDAY).rows
    assert (row.code, row.step) == ("H26.1.1-261118-0001", "sign")
    for dossier_id in range(1, 100):
        if ledger.events_of(f"dossier/{dossier_id}"):
            assert queries.rebuilt(dossier_id=dossier_id) == queries.kept(dossier_id=dossier_id)


def test_twice_changes_nothing(made: Commune, tmp_path: Path) -> None:
    bring_in(rows(tmp_path, TABLE), office_code="H26.1.1", now=FRIDAY, apply=True)
    before = ledger.heads()
    again = bring_in(rows(tmp_path, TABLE), office_code="H26.1.1", now=FRIDAY, apply=True)
    assert (again.there, sum(again.came.values()), len(again.faults)) == (4, 0, 6)
    assert ledger.heads() == before


def test_a_trial_says_the_same_and_writes_nothing(made: Commune, tmp_path: Path) -> None:
    before = ledger.heads()
    trial = bring_in(rows(tmp_path, TABLE), office_code="H26.1.1", now=FRIDAY, apply=False)
    assert ledger.heads() == before
    assert bring_in(rows(tmp_path, TABLE), office_code="H26.1.1", now=FRIDAY, apply=True) == trial


def test_the_operator_tries_first_and_then_applies(own_database: TestDatabase, tmp_path: Path) -> None:
    today = now()
    commune(now=today)
    publish("1.001193", today)
    day, due = today.date() - timedelta(days=1), today.date() + timedelta(days=3)
    file = tmp_path / "cũ.csv"
    file.write_text(
        f"{HEAD};\nCU-2026/0001;1.001193;{CASE};Trần Thị Ước;;{day:%d/%m/%Y};{due:%d/%m/%Y};Đang xử lý".replace(
            ",", ";"
        ),
        encoding="utf-8",
    )
    words = ["dossiers", "import", str(file), "--office", "H26.1.1"]
    environ = on_database(own_database, tmp_path)
    tried = motcua(*words, environ=environ)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "Sẽ nhập 1 hồ sơ (Đang xử lý: 1)." in tried.stdout
    applied = motcua(*words, "--apply", environ=environ)
    assert "Đã nhập 1 hồ sơ (Đang xử lý: 1)." in applied.stdout
    again = motcua(*words, "--apply", environ=environ)
    assert "Đã nhập 0 hồ sơ." in again.stdout
    assert "Đã có từ trước: 1." in again.stdout
    found = queries.public_progress(code="cu-2026/0001", now=today)
    assert found is not None
    assert motcua("ledger", "verify", environ=environ).returncode == 0


def test_a_file_without_its_columns_is_one_line(own_database: TestDatabase, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Mã hồ sơ,Trạng thái\n1,2\n", encoding="utf-8")
    words = ["dossiers", "import", str(tmp_path / "a.csv"), "--office", "H26.1.1"]
    done = motcua(*words, environ=on_database(own_database, tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "thiếu cột: Mã thủ tục, Chủ hồ sơ, Tiếp nhận, Hẹn trả" in done.stderr


def test_xlsx_is_read_with_its_numbered_days(made: Commune, tmp_path: Path) -> None:
    serial = (date(2026, 11, 18) - date(1899, 12, 30)).days
    table = [HEAD.split(","), ["A-0001", "1.001193", CASE, "Trần Thị Ước", "", f"{serial}.375", f"{serial + 6}", "4"]]
    file = tmp_path / "cũ.xlsx"
    write_xlsx(file, table)
    report = bring_in(read(file)[1], office_code="H26.1.1", now=FRIDAY, apply=True)
    assert (dict(report.came), report.faults) == ({State.PROCESSING: 1}, [])
    found = queries.public_progress(code="A-0001", now=FRIDAY)
    assert found is not None
    assert (found.received_at, found.due_at) == (at("2026-11-18 09:00"), at("2026-11-24 17:00"))


def write_xlsx(file: Path, table: list[list[str]]) -> None:
    """As Excel writes it: texts shared, numbers plain, empty cells left out."""
    texts = sorted({text for row in table for text in row if not text.replace(".", "").isdigit()})
    lines = []
    for number, row in enumerate(table, start=1):
        cells = [
            f'<c r="{chr(65 + column)}{number}" t="s"><v>{texts.index(text)}</v></c>'
            if text in texts
            else f'<c r="{chr(65 + column)}{number}"><v>{text}</v></c>'
            for column, text in enumerate(row)
            if text
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    with zipfile.ZipFile(file, "w") as book:
        book.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{''.join(lines)}</sheetData></worksheet>"
        )
        book.writestr("xl/sharedStrings.xml", f"<sst {space}>{shared}</sst>")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"PK\x03\x04 not a book"), ("a.xlsx", "Mã hồ sơ".encode()), ("a.csv", b"M\xe3 h\xf4 s\xa1")],
)
def test_what_is_no_table_is_told_so(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableUnreadable):
        read(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20/11/2026", datetime(2026, 11, 20, 8, 0, tzinfo=VIETNAM)),
        ("20-11-2026 8:05", datetime(2026, 11, 20, 8, 5, tzinfo=VIETNAM)),
        ("2026-11-20T16:30:00", datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)),
        ("16:30 20/11/2026", datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)),
        ("20/11/2026 16h30", datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)),
    ],
)
def test_days_are_read_as_they_are_written(text: str, expected: datetime) -> None:
    assert moment(text, column="Tiếp nhận", hour=time(8)) == expected


@pytest.mark.parametrize("text", ["31/02/2026", "20/13/2026", "hôm qua", "20/11/26", "20/11/2026 25:00"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(MomentUnreadable):
        moment(text, column="Tiếp nhận", hour=time(8))


def test_the_pages_of_an_imported_dossier_open(made: Commune, tmp_path: Path) -> None:
    bring_in(rows(tmp_path, TABLE), office_code="H26.1.1", now=FRIDAY, apply=True)
    for role in ("leader", "justice-examiner", "one-stop-clerk"):
        browser = Client()
        browser.force_login(get_user_model().objects.get(pk=made.officials[role]))
        for row in queries.my_duties(viewer=made.who(role), now=FRIDAY).rows:
            page = browser.get(f"/ho-so/{row.dossier_id}/")
            assert (page.status_code, row.code in page.content.decode()) == (200, True)
            assert Client().get(f"/tra-cuu/{row.code}/").status_code == 200
