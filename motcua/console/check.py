"""`motcua check`: every setting, store and partner, in words, with the mend of what is not well."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from motcua.console.checks.database import database_findings, steps_waiting
from motcua.console.checks.machine import machine_findings
from motcua.console.checks.messages import message_findings
from motcua.console.checks.partners import partner_findings
from motcua.console.checks.senders import sender_findings
from motcua.console.program import say, standing, words_of
from motcua.foundation.errors import Refusal
from motcua.foundation.findings import Finding, Health

HELP = "Kiểm tra mọi cài đặt, kho dữ liệu và hệ thống đối tác, nói bằng lời."
NEEDS_DATABASE = False

_MARKS = {Health.GOOD: "✓", Health.WARNING: "!", Health.BAD: "✗"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="chỉ in điều chưa ổn")


def run(options: argparse.Namespace) -> int:
    found: list[Finding] = []
    for finding in findings():
        found.append(finding)
        if finding.health != Health.GOOD or not options.quiet:
            _tell(finding)
    bad = sum(finding.health == Health.BAD for finding in found)
    warned = sum(finding.health == Health.WARNING for finding in found)
    say(f"Đã kiểm tra {len(found)} điều: {bad} hỏng, {warned} cần để ý.")
    return 1 if bad else 0


def findings() -> Iterator[Finding]:
    """Everything looked at, in order; it goes on as far as what it stands on allows."""
    try:
        yield from _setting_findings()
    except (Refusal, ImproperlyConfigured) as fault:
        yield Finding(about="cài đặt", words=str(fault), health=Health.BAD)
        return
    try:
        with standing() as ground:
            yield from database_findings(is_embedded=ground.server is not None)
            yield from machine_findings()
            yield from partner_findings()
            yield from sender_findings()
            if not steps_waiting():
                yield from message_findings()
    except Refusal as refusal:
        yield Finding(about="cơ sở dữ liệu", words=str(refusal), health=Health.BAD)
    except DatabaseError as fault:
        yield Finding(about="cơ sở dữ liệu", words=words_of(fault), health=Health.BAD)


def _setting_findings() -> Iterator[Finding]:
    for given in settings.ENVIRONMENT.given:
        words = f"{given.words} (mặc định)" if given.is_default else given.words
        yield Finding(about=given.setting.name, words=words)
    if settings.DEBUG:
        mend = "Bỏ MOTCUA_DEBUG khi phục vụ thật."
        yield Finding(about="trang lỗi", words="đang ở chế độ lập trình", health=Health.WARNING, mend=mend)
    if not settings.ENVIRONMENT.secure:
        yield Finding(
            about="https",
            words="chỉ phục vụ trên máy này, không mã hóa đường truyền",
            health=Health.WARNING,
            mend="Khi phục vụ thật, đặt MOTCUA_ADDRESS là địa chỉ https.",
        )


def _tell(finding: Finding) -> None:
    say(f"{_MARKS[finding.health]} {finding.about}: {finding.words}")
    if finding.mend and finding.health != Health.GOOD:
        say(f"    → {finding.mend}")
