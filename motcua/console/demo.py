"""`motcua demo`: everything from an empty folder to a province at work."""

from __future__ import annotations

import argparse

from django.conf import settings

from motcua.console.migrate import migrate
from motcua.console.program import say
from motcua.console.running.assets import build_assets
from motcua.console.running.product import Product
from motcua.foundation.clock import now
from motcua.practice import province, signing_in

DEMONSTRATION = True
HELP = "Dựng tỉnh mẫu nếu chưa có, rồi chạy web và tiến trình nền."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--load-only", action="store_true", help="dựng tỉnh mẫu rồi dừng, không chạy web")


def run(options: argparse.Namespace) -> int:
    product = Product(options.ground.server, command="make demo")
    if not options.load_only:
        product.refuse()
    say("Đang cập nhật cấu trúc cơ sở dữ liệu…")
    migrate(quiet=True)
    build_assets()
    say("Đang dựng tỉnh mẫu…")
    province.load(now=now(), procedures_folder=settings.PROCEDURES_FOLDER, tell=lambda line: say(f"  {line}"))
    if options.load_only:
        return 0
    product.run(_announce)
    say("Đã dừng. Dữ liệu còn nguyên; chạy lại: make demo")
    return 0


def _announce() -> None:
    say("")
    say(f"Một Cửa đang chạy ở {settings.PUBLIC_ADDRESS} (Ctrl-C để dừng)")
    say("Đăng nhập thử:")
    told = signing_in.sign_ins()
    for each in told:
        say(f"  {each.sign_in_name:<22} {each.title}, {each.place}")
    say(f"Mật khẩu chung: {told[0].password}")
