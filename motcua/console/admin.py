"""`motcua admin create`: the first administrator of an office, who then lets in all others on the pages."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys

from django.db import transaction

from motcua.console.program import say
from motcua.foundation import clock
from motcua.foundation.errors import Refusal
from motcua.registers.offices import actions as offices
from motcua.registers.offices import queries as offices_told
from motcua.registers.offices.actions import NewOffice, NewPosition
from motcua.registers.offices.errors import OfficeUnknown
from motcua.registers.people import actions as people
from motcua.rules.access import SYSTEM, Role

HELP = "Quản lý tài khoản quản trị."
TITLE = "Quản trị hệ thống"


class OfficeNotOpened(Refusal):
    """Nobody opened an office of this code yet, and it was not said under what name it should be."""

    sentence = "Chưa có cơ quan nào mã {code}. Mở mới thì thêm: --office-name 'Tên cơ quan'"


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(required=True, metavar="việc")
    create = below.add_parser("create", help="tạo một người quản trị của một cơ quan")
    create.add_argument("--sign-in", required=True, metavar="TÊN", help="tên đăng nhập, chữ thường không dấu")
    create.add_argument("--name", required=True, metavar="HỌ-TÊN", help="họ và tên")
    create.add_argument("--office", required=True, metavar="MÃ", help="mã định danh của cơ quan, ví dụ H20")
    create.add_argument("--office-name", metavar="TÊN", help="tên cơ quan, nếu cơ quan chưa có thì mở mới")
    create.add_argument("--office-kind", default="province-committee", metavar="LOẠI", help="loại cơ quan khi mở mới")
    create.add_argument("--unit-code", default="", metavar="MÃ", help="mã địa bàn hành chính của cơ quan mở mới")


def run(options: argparse.Namespace) -> int:
    password, made_up = _password()
    create(options, password)
    say(f"Đã tạo người quản trị {options.sign_in}.")
    if made_up:
        say(f"Mật khẩu (chỉ hiện một lần): {password}")
    return 0


@transaction.atomic
def create(options: argparse.Namespace, password: str) -> None:
    """The official, the position, and the office if it must be opened: all or nothing.

    Raises the refusals of the rooms people and offices.
    """
    now = clock.now()
    office_id = _office(options)
    official = people.NewOfficial(sign_in_name=options.sign_in, name=options.name, password=password)
    official_id = people.register_official(official=official, now=now, by=SYSTEM)
    position = NewPosition(office_id=office_id, role=Role.ADMINISTRATOR, title=TITLE, valid_from=now.date())
    position_id = offices.open_position(position=position, now=now, by=SYSTEM)
    offices.seat(position_id=position_id, official_id=official_id, from_date=now.date(), now=now, by=SYSTEM)


def _office(options: argparse.Namespace) -> int:
    try:
        return offices_told.office_by_code(options.office).id
    except OfficeUnknown as unknown:
        if not options.office_name:
            raise OfficeNotOpened(code=options.office) from unknown
    now = clock.now()
    office = NewOffice(
        code=options.office,
        name=options.office_name,
        kind=options.office_kind,
        unit_code=options.unit_code,
        valid_from=now.date(),
    )
    return offices.open_office(office=office, now=now, by=SYSTEM)


def _password() -> tuple[str, bool]:
    """Asked for at a terminal; otherwise made up, and then True."""
    if not sys.stdin.isatty():
        return secrets.token_urlsafe(12), True
    return getpass.getpass("Mật khẩu (ít nhất 12 ký tự): "), False
