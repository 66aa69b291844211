"""The result before it is signed: filled in once with its source, seen as it prints, copied out, printed on a blank."""

from __future__ import annotations

import subprocess
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import kept, rebuilt
from motcua.registers.procedures.copy_sheets import FILE, read_copy_sheet
from motcua.registers.procedures.queries import in_force
from tests.commune import Commune, publish
from tests.web.conftest import SignedIn
from tests.web.typing_in import act, revision_of, take_in, words

EXAMINER = "justice-examiner"
GIVEN = {"child_id_number": "082 226 001 234", "result_number": "124", "result_book": "01/2026"}
SOURCE = "Hệ thống hộ tịch, tra lúc đăng ký"


def fill(browser: Client, made: Commune, dossier_id: int, **typed: Any) -> Any:
    fields = {"key": str(uuid4()), "revision": revision_of(dossier_id, made.who(EXAMINER))} | typed
    return browser.post(f"/ho-so/{dossier_id}/noi-dung/dien/", fields)


def text_of(pdf: bytes) -> str:
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


def test_what_the_register_gave_is_entered_once_and_printed_signed_and_numbered(
    signed_in: SignedIn, made: Commune
) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    page = examiner.get(f"/ho-so/{dossier_id}/noi-dung/")
    assert "Số định danh cá nhân do Cơ sở dữ liệu quốc gia về dân cư cấp" in words(page)
    refused = fill(examiner, made, dossier_id, child_id_number="123", source="")
    assert refused.status_code == 422
    assert "Số định danh cá nhân có 12 chữ số." in words(refused)
    assert "Ghi nơi cho biết" in words(refused)
    assert fill(examiner, made, dossier_id, **GIVEN, source=SOURCE).status_code == 302
    printed = text_of(examiner.get(f"/ho-so/{dossier_id}/noi-dung/du-thao.pdf").content)
    assert "082226001234" in printed
    assert "Số: 124 Quyển số: 01/2026" in printed
    assert kept(dossier_id=dossier_id) == rebuilt(dossier_id=dossier_id)
    act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER, outcome="eligible")
    act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER)
    assert fill(examiner, made, dossier_id, **GIVEN, source=SOURCE).status_code == 403, "it is the leader's now"
    act(signed_in("leader"), made, dossier_id, "ky-giay", "leader")
    clerical = signed_in("clerical").get(f"/ho-so/{dossier_id}/").content.decode()
    assert 'value="124"' in clerical
    assert 'value="01/2026"' in clerical


def test_who_looked_before_it_was_filled_in_is_told_and_signs_nothing(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    seen = revision_of(dossier_id, made.who(EXAMINER))
    fill(examiner, made, dossier_id, **GIVEN, source=SOURCE)
    typed = {"key": str(uuid4()), "revision": seen, "outcome": "eligible"}
    late = examiner.post(f"/ho-so/{dossier_id}/chuyen-buoc/", typed)
    assert late.status_code == 409
    assert "Điền nội dung kết quả" in words(late).partition("Từ lúc bạn mở trang")[2]


def test_the_sheet_is_seen_as_a_picture_and_by_nobody_else(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    picture = signed_in(EXAMINER).get(f"/ho-so/{dossier_id}/noi-dung/trang-1.png")
    assert picture.content.startswith(b"\x89PNG")
    assert signed_in(EXAMINER).get(f"/ho-so/{dossier_id}/noi-dung/trang-9.png").status_code == 404
    stranger = Client()
    for place in ("", "trang-1.png", "du-thao.pdf", "phoi.pdf"):
        assert stranger.get(f"/ho-so/{dossier_id}/noi-dung/{place}").status_code == 302, place


def test_a_blank_gets_only_what_is_filled_in_moved_as_the_printer_needs(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    place = f"/ho-so/{dossier_id}/noi-dung/may-in/"
    far = examiner.post(place, {"name": "Canon quầy 2", "right": "45", "down": "0"})
    assert "Chỉ bù lệch được nhiều nhất 30 mm" in words(far)
    assert examiner.post(place, {"name": "Canon quầy 2", "right": "2.5", "down": "-1"}).status_code == 302
    page = examiner.get(f"/ho-so/{dossier_id}/noi-dung/")
    (printer,) = page.context["page"].printers
    (leader,) = page.context["page"].signers
    sheets = {
        name: examiner.get(f"/ho-so/{dossier_id}/noi-dung/phoi.pdf", asked).content
        for name, asked in (("straight", {}), ("moved", {"may": printer.id, "ky": leader[0]}))
    }
    said = text_of(sheets["moved"])
    assert "NGUYỄN TRẦN ĐĂNG KHÔI" in said
    assert "TM. ỦY BAN NHÂN DÂN" in said
    assert "Nguyễn Văn leader" in said
    for label in ("GIẤY KHAI SINH", "CỘNG HÒA", "Nơi sinh", "Giới tính", "DỰ THẢO"):
        assert label not in said, label
    first, second = (_left_of(sheet, "KHÔI") for sheet in sheets.values())
    assert abs(second - first - 2.5 * 72 / 25.4) < 0.1


def test_every_copy_sheet_asks_for_answers_that_the_form_has(made: Commune) -> None:
    for path in settings.PROCEDURES_FOLDER.glob(f"*/{FILE}"):
        publish(path.parent.name, made.moment)
        asked = {field.key for field in in_force(path.parent.name, made.moment.date()).form.fields}
        for screen in read_copy_sheet(path).screens:
            assert {field.key for field in screen.fields} <= asked, (path, screen.title)


def test_a_dossier_is_copied_out_screen_by_screen(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    page = signed_in(EXAMINER).get(f"/ho-so/{dossier_id}/noi-dung/")
    assert [title for title, _ in page.context["page"].screens][:2] == ["Người được khai sinh", "Người mẹ"]
    assert 'value="NGUYỄN TRẦN ĐĂNG KHÔI"' in page.content.decode()
    assert dossiers.filled_result(dossier_id=dossier_id, viewer=made.who(EXAMINER)).words == {}


def _left_of(pdf: bytes, word: str) -> float:
    """How far from the left a word stands, in points."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    line = next(line for line in told.splitlines() if f">{word}<" in line)
    return float(line.partition('xMin="')[2].partition('"')[0])


def test_while_a_refusal_is_drafted_its_notice_is_what_is_seen(signed_in: SignedIn, made: Commune) -> None:
    dossier_id, examiner = take_in(signed_in("one-stop-clerk")), signed_in(EXAMINER)
    act(examiner, made, dossier_id, "chuyen-buoc", EXAMINER, outcome="refuse", text="Đã đăng ký ở xã khác.")
    page = words(examiner.get(f"/ho-so/{dossier_id}/noi-dung/"))
    refusal = in_force("1.001193", made.moment.date()).result.refusal
    assert refusal
    assert f"{refusal.name} – " in page
