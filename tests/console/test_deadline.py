"""`motcua deadline`: the moment on the first line, then the reasons; what it cannot read, in one Vietnamese line."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest

from motcua.console import deadline
from motcua.console.program import main


def answer(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    assert main(["deadline", *options]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out.splitlines()


def complaint(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["deadline", *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_the_first_line_is_the_moment_and_the_rest_explains_it(capsys: pytest.CaptureFixture[str]) -> None:
    lines = answer(capsys, "--received", "2026-11-23T09:00", "--term", "3 ngày làm việc")
    assert lines[0] == "2026-11-27T17:00"
    assert "Thứ Ba 24/11: nghỉ Ngày Văn hóa Việt Nam" in lines[1:]


@pytest.mark.parametrize(
    ("options", "moment"),
    [
        (["--received", "2026-11-02T07:00", "--term", "7.5 ngày làm việc"], "2026-11-12T11:00"),
        (["--received", "2026-11-02T07:00", "--term", "7,5 ngày làm việc", "--policy", "gio"], "2026-11-11T11:00"),
        (["--received", "2026-11-28T09:00", "--term", "1 ngày làm việc", "--policy", "ngay"], "2026-11-30T17:00"),
        (["--received", "2026-11-20T15:30", "--term", "trong ngày", "--cutoff", "15:00"], "2026-11-23T17:00"),
        (["--received", "2026-11-20T15:00", "--term", "trong ngày", "--cutoff", "15:00"], "2026-11-20T17:00"),
        (["--received", "2026-11-23T09:00", "--term", "3 NGAY LAM VIEC", "--hours", "8:00-12:00,13:00-16:30"],
         "2026-11-27T16:30"),
        (["--received", "2026-11-23T02:00Z", "--term", "2 giờ"], "2026-11-23T11:00"),
        (["--received", "2026-11-23T09:00:30+07:00", "--term", "2 giờ"], "2026-11-23T11:01"),
        (["--received", "2026-11-23 09:00", "--term", "10 ngày"], "2026-12-03T17:00"),
        (["--received", "2026-01-31T09:00", "--term", "1 tháng"], "2026-03-02T17:00"),
        (["--received", "2026-11-02T09:00", "--term", "5 ngày làm việc",
          "--pause", "2026-11-03T10:00/2026-11-05T15:00", "--pause", "2026-11-04T10:00/2026-11-06T15:00"],
         "2026-11-12T17:00"),
        (["--received", "2026-11-02T09:00", "--term", "2 ngày làm việc", "--policy", "gio",
          "--pause", "2026-11-02T10:00/2026-11-02T14:30"], "2026-11-04T11:30"),
    ],
)  # fmt: skip
def test_the_options_mean_what_they_say(capsys: pytest.CaptureFixture[str], options: list[str], moment: str) -> None:
    assert answer(capsys, *options)[0] == moment


def test_a_promise_in_a_year_not_confirmed_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    lines = answer(capsys, "--received", "2026-12-30T09:00", "--term", "5 ngày làm việc")
    assert lines[-1].startswith("Lưu ý: Lịch nghỉ mới xác nhận đến hết 31/12/2026")


GOOD = ["--received", "2026-11-23T09:00", "--term", "3 ngày"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "thiếu --received"),
        (["--received"], "thiếu --received"),
        (["--received", "2026-11-23T09:00"], "thiếu --term"),
        (["--received", "2026-11-23T09:00", "--term", " "], "thiếu --term"),
        (["--received", "2026-02-31T09:00", "--term", "3 ngày"], "không có ngày này"),
        (["--received", "23/11/2026 09:00", "--term", "3 ngày"], "viết ngày và giờ như"),
        (["--received", "2026-11-23", "--term", "3 ngày"], "viết ngày và giờ như"),
        (["--received", "2026-11-23T25:00", "--term", "3 ngày"], "viết ngày và giờ như"),
        (["--received", "1026-11-23T09:00", "--term", "3 ngày"], "2000 đến 2099"),
        (["--received", "2026-11-23T09:00", "--term", "ba hôm"], "Không hiểu thời hạn “ba hôm”"),
        (["--received", "2026-11-23T09:00", "--term", "0 ngày"], "lớn hơn 0"),
        (["--received", "2026-11-23T09:00", "--term", "-3 ngày"], "lớn hơn 0"),
        ([*GOOD, "--policy", "tuần"], "chỉ có ngay"),
        ([*GOOD, "--policy"], "chỉ có ngay"),
        ([*GOOD, "--cutoff", "15h"], "viết giờ như 15:00"),
        ([*GOOD, "--cutoff", "24:30"], "viết giờ như 15:00"),
        ([*GOOD, "--cutoff"], "viết giờ như 15:00"),
        ([*GOOD, "--hours", "07:00"], "viết các khoảng giờ"),
        ([*GOOD, "--hours", "11:30-07:00"], "viết các khoảng giờ"),
        ([*GOOD, "--hours", "13:30-17:00,07:00-11:30"], "viết các khoảng giờ"),
        ([*GOOD, "--hours", "07:00-12:00,11:00-17:00"], "viết các khoảng giờ"),
        ([*GOOD, "--hours", ""], "viết các khoảng giờ"),
        ([*GOOD, "--pause", "2026-11-25T10:00"], "viết hai lúc"),
        ([*GOOD, "--pause", "2026-11-25T10:00/mai"], "viết ngày và giờ như"),
        ([*GOOD, "--pause", "2026-11-25T10:00/2026-11-24T10:00"], "lúc kết thúc phải sau"),
        ([*GOOD, "--pause"], "viết hai lúc"),
    ],
)
def test_what_cannot_be_read_is_one_vietnamese_line_and_status_2(
    capsys: pytest.CaptureFixture[str], options: list[str], says: str
) -> None:
    assert says in complaint(capsys, *options)


def test_it_needs_no_database_and_imports_no_models() -> None:
    assert deadline.NEEDS_DATABASE is False
    program = (
        "import sys, argparse; from motcua.console import deadline; parser = argparse.ArgumentParser();"
        "deadline.arguments(parser);"
        "status = deadline.run(parser.parse_args(['--received', '2026-11-23T09:00', '--term', '1 giờ']));"
        "sys.exit(status or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2026-11-23T10:00\n")


def test_its_help_is_vietnamese() -> None:
    parser = argparse.ArgumentParser()
    deadline.arguments(parser)
    assert "lúc nhận đủ hồ sơ" in parser.format_help()
    assert deadline.HELP
