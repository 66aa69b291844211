"""How quickly a slip is printed, as a ratio to two baselines of the same run: `python -m bench.slip [--rounds 30]`.

- floor: the same typesetter, one line of text, the same fonts and standards: what any PDF costs;
- unkept: our slip with the fonts read anew each time: what is saved by keeping them in the process.

The three alternate in each round, every slip with another code and another name, so that nothing is remembered; told
are the medians of the rounds' ratios, then slips per second with one and with four threads, and the size of a slip.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

import typst

from motcua.foundation.clock import VIETNAM
from motcua.registers.documents.printing.slip import SlipCharge, SlipFacts, SlipPaper, slip
from motcua.registers.documents.printing.typesetting import FONT_FAMILY, STANDARDS, fonts

ONE_LINE = f"""
#set document(title: "x", date: datetime(year: 2026, month: 11, day: 23))
#set page(paper: "a5")
#set text(font: "{FONT_FAMILY}", lang: "vi")
#sys.inputs.words
"""
RECEIVED = datetime(2026, 11, 23, 9, 5, tzinfo=VIETNAM)
BIRTH = SlipFacts(
    superior="Ủy ban nhân dân tỉnh Đồng Tháp",
    office="Ủy ban nhân dân xã Mỹ Thiện",
    unit="Trung tâm Phục vụ hành chính công",
    place="Mỹ Thiện",
    code="H20.83-261123-0001",
    procedure_code="1.001193",
    procedure_name="Đăng ký khai sinh",
    owner_name="Nguyễn Thị Hồng Ngọc",
    applicant_name="Trần Quốc Bảo",
    address="Số 12, ấp Mỹ Hòa, xã Mỹ Thiện, tỉnh Đồng Tháp",
    phone="0912 345 678",
    received_at=RECEIVED,
    promised_at=RECEIVED + timedelta(hours=8),
    term="trong ngày",
    papers=(SlipPaper("Tờ khai đăng ký khai sinh", originals=1), SlipPaper("Giấy chứng sinh", originals=1)),
    charges=(SlipCharge("Lệ phí hộ tịch", 0, "miễn: đăng ký đúng hạn"),),
    promise_lines=("Nhận đủ hồ sơ lúc 09:05 Thứ Hai 23/11/2026", "Trụ sở làm việc đến 17:00"),
    tracking_url="https://motcua.example.vn/tra-cuu/H20.83-261123-0001",
    lookup_url="motcua.example.vn/tra-cuu",
    officer_name="Lê Thị Kim Phượng",
)


def our_slip(number: int) -> bytes:
    code = f"H20.83-261123-{number:05}"
    return slip(replace(BIRTH, code=code, owner_name=f"Nguyễn Thị {number}", tracking_url=f"https://a.vn/{code}"))


def floor(number: int) -> bytes:
    printed: bytes = typst.compile(
        ONE_LINE.encode(),
        font_paths=fonts(),
        sys_inputs={"words": f"Đăng ký khai sinh {number}"},
        pdf_standards=list(STANDARDS),
    )
    return printed


def unkept(number: int) -> bytes:
    fonts.cache_clear()
    return our_slip(number)


def seconds(work: Callable[[int], bytes], numbers: range) -> float:
    began = time.perf_counter()
    for number in numbers:
        work(number)
    return (time.perf_counter() - began) / len(numbers)


def per_second(threads: int, numbers: range) -> float:
    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(our_slip, numbers))
    return len(numbers) / (time.perf_counter() - began)


def main() -> None:
    arguments = argparse.ArgumentParser(description="Slips: quickness and size, beside baselines of the same run.")
    arguments.add_argument("--rounds", type=int, default=30)
    rounds = arguments.parse_args().rounds
    for work in (our_slip, floor):
        work(0)
    ours, floors, unkepts = [], [], []
    for turn in range(rounds):
        numbers = range(turn * 10 + 1, turn * 10 + 11)
        ours.append(seconds(our_slip, numbers))
        floors.append(seconds(floor, numbers))
        unkepts.append(seconds(unkept, numbers[:3]))
    over_floor = median(one / other for one, other in zip(ours, floors, strict=True))
    saved = median(one / other for one, other in zip(unkepts, ours, strict=True))
    print(f"slip {median(ours) * 1000:.1f} ms; one line {median(floors) * 1000:.1f} ms: ratio {over_floor:.1f}")
    print(f"slip with fonts read anew {median(unkepts) * 1000:.1f} ms: {saved:.1f} times ours")
    print(f"slips a second: one thread {per_second(1, range(9000, 9200)):.0f}, ", end="")
    print(f"four threads {per_second(4, range(9200, 9600)):.0f}")
    print(f"bytes of a slip: {len(our_slip(1))}")


if __name__ == "__main__":
    main()
