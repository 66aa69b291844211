"""A province's staff from a table: tried line by line, then applied; a second time changes nothing."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import queries as offices
from motcua.registers.offices.actions import importing
from motcua.registers.offices.models import Position, StaffFile
from motcua.registers.people.models import Official, SignInCode
from tests.commune import Commune, add_official
from tests.web.conftest import SignedIn
from tests.web.typing_in import words

HEAD = "Đơn vị;Chức danh;Vai trò;Họ và tên;Tên đăng nhập;Điện thoại;Từ ngày;Đến hết ngày;Cấp trên;Mã cơ quan"
ROWS = (
    ";Chủ tịch UBND;Lãnh đạo cơ quan giải quyết;Lê Văn Ấm;am.lv;0273312345;;;;",
    ";Công chức thuế;examiner;Đỗ Thị Ươm;uom.dt;;01/12/2026;30/06/2027;am.lv;",
    ";Công chức thuế;Chuyên viên thụ lý;Trần Văn Bé;be.tv;;;;uom.dt;",
)


@pytest.fixture
def desk(made: Commune, signed_in: SignedIn) -> Client:
    """The browser of the commune's administrator."""
    add_official(made, "administrator", "Quản trị")
    return signed_in("administrator")


def table(*rows: str) -> bytes:
    return "\r\n".join([HEAD, *rows]).encode("utf-8-sig")


def tried(desk: Client, made: Commune, content: bytes, name: str = "ds.csv") -> tuple[str, str]:
    """The trial's page in words, and its address."""
    file = SimpleUploadedFile(name, content)
    answer = desk.post(f"/quan-tri/{made.office_id}/nhap/", {"file": file}, follow=True)
    return words(answer), answer.redirect_chain[-1][0] if answer.redirect_chain else ""


def refused(desk: Client, made: Commune, *rows: str) -> str:
    """The words of the refused lines."""
    _, page = tried(desk, made, table(*rows))
    return words(desk.get(page + "?loc=refused"))


def xlsx(rows: list[list[str]]) -> bytes:
    """The smallest workbook that Excel and LibreOffice open too."""
    lines = "".join(
        f'<row r="{nth}">' + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for nth, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
        )
    return packed.getvalue()


def test_a_list_is_tried_applied_and_changes_nothing_the_second_time(desk: Client, made: Commune) -> None:
    said, page = tried(desk, made, table(*ROWS))
    assert "3 Tạo mới" in said and "0 Từ chối" in said and "Nhập thật 3 dòng" in said
    assert not Official.objects.filter(sign_in_name="am.lv").exists()
    sheet = desk.post(page + "ghi/").content.decode()
    assert Official.objects.filter(sign_in_name__in=["am.lv", "uom.dt", "be.tv"]).count() == 3
    assert SignInCode.objects.count() == 3 and sheet.count('<td><span class="code">') == 3
    assert StaffFile.objects.count() == 0 and desk.post(page + "ghi/").status_code == 404
    member = next(one for one in offices.staff(viewer=made.who("administrator"), on=made.moment.date()).members
                  if one.sign_in_name == "uom.dt")  # fmt: skip
    assert (f"{member.held[0].from_date}", f"{member.held[0].to_date}") == ("2026-12-01", "2027-06-30")
    assert Position.objects.get(pk=member.held[0].position_id).superior is not None
    events = [event.kind for event in ledger.events_of(f"position/{member.held[0].position_id}")]
    assert events == ["position-opened", "position-given", "superior-set"]
    said, _ = tried(desk, made, table(*ROWS))
    assert "3 Không đổi" in said and "Nhập thật 3" not in said


def test_xlsx_is_read_as_csv_is_and_a_change_is_told(desk: Client, made: Commune) -> None:
    _, page = tried(desk, made, table(*ROWS))
    desk.post(page + "ghi/")
    rows = [HEAD.split(";"), *(row.split(";") for row in ROWS)]
    rows[2][5], rows[2][7] = "0909123456", "31/05/2027"
    said, page = tried(desk, made, xlsx(rows), "ds.xlsx")
    assert "1 Thay đổi" in said and "đổi ngày cuối thành 31/05/2027, đổi điện thoại" in said
    desk.post(page + "ghi/")
    said, _ = tried(desk, made, xlsx(rows), "ds.xlsx")
    assert "3 Không đổi" in said


WRONG_LINES = (
    ((";A;leader;Lê Văn Ấm;am.lv;;;;uom.dt;", ";B;examiner;Đỗ Ươm;uom.dt;;;;am.lv;"), "am.lv → uom.dt → am.lv"),
    ((";A;leader;Lê Văn Ấm;am.lv;;;;am.lv;",), "Vòng cấp trên"),
    ((";A;leader;Lê Văn Ấm;am.lv;;;;ma.nao;",), "Cấp trên “ma.nao” không có trong danh sách"),
    ((";A;leader;Lê Văn Ấm;am.lv;;;;;H99.9;",), "Không có cơ quan mã “H99.9”"),
    (("Phòng Ma;A;leader;Lê Văn Ấm;am.lv;;;;;",), "không có đơn vị “Phòng Ma”"),
    ((";A;vua;Lê Văn Ấm;am.lv;;;;;",), "Vai trò “vua” không có"),
    ((";A;leader;Lê Văn Ấm;am.lv;;01/01/2025;31/12/2025;;",), "đã qua: không nhập vị trí đã kết thúc"),
    ((";A;leader;Lê Văn Ấm;am.lv;;31/02/2026;;;",), "“31/02/2026” không phải ngày có thật"),
    ((";A;leader;Lê Văn Ấm;Ấm LV;;;;;",), "không dùng làm tên đăng nhập được"),
    ((";A;leader;;am.lv;;;;;",), "Cột “Họ và tên” để trống"),
    ((";A;leader;Lê Văn Ấm;am.lv;12;;;;",), "không phải số điện thoại"),
    ((";A;leader;Lê Ấm;am.lv;;;;;", ";A;leader;Lê Ấm;am.lv;;;;;"), "Trùng với dòng 2"),
    ((";A;leader;Lê Ấm;am.lv;;;;;", ";B;leader;Bùi Bé;am.lv;;;;;"), "ở dòng 2 là của người khác"),
    ((";A;leader;Người Khác;{leader};;;;;",), "đã có người khác dùng: Nguyễn Văn leader"),
)  # fmt: skip


def test_what_is_wrong_with_a_line_is_told_on_it(desk: Client, made: Commune) -> None:
    name = Official.objects.get(pk=made.officials["leader"]).sign_in_name
    told = [refused(desk, made, *(row.replace("{leader}", name) for row in rows)) for rows, _ in WRONG_LINES]
    assert [said for (_, said), words_ in zip(WRONG_LINES, told, strict=True) if said not in words_] == []


def test_a_circle_closed_with_what_stands_already_is_found(desk: Client, made: Commune) -> None:
    _, page = tried(desk, made, table(*ROWS))
    desk.post(page + "ghi/")
    told = refused(desk, made, ROWS[0][:-1] + "be.tv;")
    assert "Vòng cấp trên: am.lv → be.tv → uom.dt → am.lv. Sửa hoặc để trống cột “Cấp trên”" in told


NO_TABLES = (
    (HEAD.encode("utf-16"), "ds.csv", "Nhập thử"),
    ("Họ và tên;Chức danh\r\nLê Văn Ấm;Chủ tịch".encode("cp1258", "replace"), "ds.csv", "không phải UTF-8"),
    (b"PK\x03\x04 hong", "ds.xlsx", "không phải tệp XLSX"),
    ("Họ và tên;Chức danh\r\nA;B".encode(), "ds.csv", "Tệp thiếu cột: Vai trò, Tên đăng nhập"),
    (b"x" * 5_100_000, "ds.csv", "nhiều nhất là 5 MB"),
    ("\n".join([HEAD, *[";A;leader;B;c;;;;;"] * 10_001]).encode(), "ds.csv", "có hơn 10000 dòng"),
    (b"", "ds.csv", "rỗng"),
)


def test_a_file_that_is_none_is_refused_with_what_to_do(desk: Client, made: Commune) -> None:
    told = [tried(desk, made, content, name)[0] for content, name, _ in NO_TABLES]
    assert [said for (_, _, said), words_ in zip(NO_TABLES, told, strict=True) if said not in words_] == []
    assert Official.objects.count() == 5


def test_another_administrator_sees_no_list_and_the_template_can_be_put_in(
    desk: Client, made: Commune, signed_in: SignedIn
) -> None:
    _, page = tried(desk, made, table(*ROWS))
    add_official(made, "administrator", "Quản trị", key="second")
    assert signed_in("second").get(page).status_code == 404
    template = desk.get(f"/quan-tri/{made.office_id}/nhap/mau.csv").content
    assert "1 Tạo mới" in tried(desk, made, template)[0]


def test_hundreds_of_lines_cost_few_statements(
    desk: Client, made: Commune, django_assert_max_num_queries: object
) -> None:
    rows = [f";Chuyên viên {n};examiner;Người Số {n};nguoi.so{n};;;;;" for n in range(600)]
    _, page = tried(desk, made, table(*rows))
    with django_assert_max_num_queries(70):  # type: ignore[operator]
        assert desk.post(page + "ghi/").status_code == 200
    assert SignInCode.objects.count() == 600


def test_a_long_list_is_gone_on_with_until_all_is_done(
    desk: Client, made: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 2)
    turned = (ROWS[2], ROWS[1], ROWS[0])  # a superior comes after who stands below
    _, page = tried(desk, made, table(*turned))
    assert "Còn 1 dòng chưa nhập" in words(desk.post(page + "ghi/"))
    said = words(desk.post(page + "ghi/"))
    while "chưa nhập" in said:
        said = words(desk.post(page + "ghi/"))
    assert SignInCode.objects.count() == 3 and StaffFile.objects.count() == 0
    assert Position.objects.filter(superior__isnull=False).count() == 2
    assert "3 Không đổi" in tried(desk, made, table(*turned))[0]
