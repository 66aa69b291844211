"""Slips to print in tests, and what a PDF says when it is read by a machine."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents.queries import SlipCharge, SlipFacts, SlipPaper

BIRTH = SlipFacts(
    superior="Ủy ban nhân dân tỉnh Đồng Tháp",
    office="Ủy ban nhân dân xã Mỹ Thiện",
    unit="Trung tâm Phục vụ hành chính công",
    place="Mỹ Thiện",
    number="0001/GTN-TTPVHCC",
    code="H20.83-261123-0001",
    procedure_code="1.001193",
    procedure_name="Đăng ký khai sinh",
    owner_name="Nguyễn Thị Hồng Ngọc",
    applicant_name="Trần Quốc Bảo",
    id_number="087190001234",
    address="Số 12, ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
    phone="0912 345 678",
    received_at=datetime(2026, 11, 23, 9, 5, tzinfo=VIETNAM),
    promised_at=datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM),
    term="trong ngày; nhận sau 15 giờ thì trả trong ngày làm việc tiếp theo",
    papers=(
        SlipPaper(name="Giấy chứng sinh", originals=1),
        SlipPaper(name="Thông tin cư trú của cha, mẹ", from_register=True, note="CSDL quốc gia về dân cư"),
    ),
    return_place="Quầy 2, Trung tâm Phục vụ hành chính công xã Mỹ Thiện",
    return_way="trực tiếp",
    charges=(
        SlipCharge(name="Lệ phí hộ tịch", amount=0, note="miễn: đăng ký đúng hạn"),
        SlipCharge(name="Bản sao trích lục", amount=16_000, note="đã thu"),
    ),
    promise_lines=("Nhận đủ hồ sơ lúc 09:05 Thứ Hai 23/11/2026, trước 15:00", "Trụ sở làm việc đến 17:00"),
    tracking_url="https://motcua.example.vn/tra-cuu/H20.83-261123-0001",
    lookup_url="motcua.example.vn/tra-cuu",
    unit_phone="0277 3 851 234",
    officer_name="Lê Thị Kim Phượng",
)
"""A birth registration at the counter; everyone in it is made up."""


def said(pdf: bytes, folder: Path) -> str:
    """The text of a PDF as a reader's search finds it, spaces and line ends as single spaces."""
    return " ".join(_asked("pdftotext", pdf, folder, "-").split())


def facts_of(pdf: bytes, folder: Path) -> dict[str, str]:
    """What `pdfinfo` tells: pages, page size, tags, title."""
    lines = _asked("pdfinfo", pdf, folder).splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def _asked(program: str, pdf: bytes, folder: Path, *more: str) -> str:
    place = folder / "slip.pdf"
    place.write_bytes(pdf)
    done = subprocess.run([program, str(place), *more], check=True, capture_output=True, text=True)
    return done.stdout
