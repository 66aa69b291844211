"""`motcua serve`: web and worker under one parent, which starts either again whatever its status."""

from __future__ import annotations

import argparse

from django.conf import settings

from motcua.console.program import say
from motcua.console.running.product import Product

HELP = "Chạy web và tiến trình nền."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--web-only", action="store_true", help="chỉ web; tiến trình nền chạy riêng bằng: motcua worker"
    )


def run(options: argparse.Namespace) -> int:
    product = Product(options.ground.server, with_worker=not options.web_only)
    product.run(lambda: say(f"Một Cửa đang chạy ở {settings.PUBLIC_ADDRESS} (Ctrl-C để dừng)"))
    say("Đã dừng.")
    return 0
