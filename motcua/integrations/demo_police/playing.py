"""Messages as the police's system would send them, for the demonstration and for the contract's test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

import typst

from motcua.foundation.clock import VIETNAM
from motcua.rules.lifecycle import PORTAL_CODE, State

_PAGE: Final = """
#set page(paper: "a5", margin: 20mm)
#set text(font: "Libertinus Serif", size: 14pt, lang: "vi")
#align(center + horizon)[*BẢN THỬ* \\ Tệp kết quả của hệ thống Công an trong dữ liệu mẫu, không phải giấy tờ của ai]
"""


def stamp(moment: datetime) -> str:
    """`yyyyMMddHHmmss`, Vietnam's time."""
    return f"{moment.astimezone(VIETNAM):%Y%m%d%H%M%S}"


def dossier_record(
    *, code: str, office: str, owner: str, number: str, state: State, submitted: datetime, **moments: datetime
) -> dict[str, Any]:
    """One entry of `DongBoHoSoMC`'s `data`; `moments` by the names of their fields."""
    return {
        "MaHoSo": code,
        "MaTTHC": "1.004194",
        "TenTTHC": "Đăng ký tạm trú",
        "KenhThucHien": "2",
        "ChuHoSo": owner,
        "LoaiDoiTuong": "1",
        "SoGiayToChuHoSo": number,
        "DonViXuLy": office,
        "TrangThaiHoSo": str(PORTAL_CODE[state]),
        "NgayNopHoSo": stamp(submitted),
        **{field: stamp(moment) for field, moment in moments.items()},
    }


def of_chain(record: Mapping[str, Any], *, procedure: str, receipt: str = "", result: str = "") -> dict[str, Any]:
    """The same of a part of an interlinked submission: `receipt` is the number under which it waits, `result` the name
    of the paper that was given."""
    told = {**record, "MaTTHC": procedure}
    told.pop("TenTTHC", None)
    if receipt:
        told["SoBienNhan"] = receipt
    if result:
        told |= given(record, result)
    return told


def given(record: Mapping[str, Any], result: str, *, file: str = "") -> dict[str, Any]:
    """The fields that tell what was given; `file` where it lies."""
    paper = {"TenGiayTo": result, "MaKetQua": f"{record['MaHoSo']}-KQ"}
    return {"DanhSachGiayToKetQua": [paper | ({"DuongDanTepTinKetQua": file} if file else {})]}


@cache
def sample_page() -> bytes:
    """What stands for a file of the police's: a page that says so."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    page = typst.compile(_PAGE.encode(), font_paths=fonts)
    assert isinstance(page, bytes)
    return page


def progress_record(
    *, code: str, state: State, at: datetime, who: str, what: str, due: datetime | None = None
) -> dict[str, Any]:
    """One entry of `CapNhatTienDoHoSoMC`'s `data`."""
    return {
        "MaHoSo": code,
        "NguoiXuLy": who,
        "ChucDanh": "Cán bộ đăng ký cư trú",
        "ThoiDiemXuLy": stamp(at),
        "NoiDungXuLy": what,
        "TrangThai": str(PORTAL_CODE[state]),
        **({"NgayKetThucTheoQuyDinh": stamp(due)} if due else {}),
    }
