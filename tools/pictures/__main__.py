"""Take a small picture of every page at 360 and 1280 px, and write the page of reference that shows them.

    make pictures
    .venv/bin/python -P -m tools.pictures [--address http://127.0.0.1:8000] [--only "lãnh đạo"] [--theme contrast]

Without an address, a demonstration of its own is started in var/pictures and stopped at the end; a second run uses it
again (delete the folder after procedures have changed). A page that is wider than its window, has a fault of script,
answers what it should not, or cannot be reached is told on the error channel, and the command ends with 1.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tools.pictures.pages import AUDIENCES
from tools.pictures.province import province
from tools.pictures.walking import Album

CHROMIUM = "/usr/bin/chromium"
ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
REFERENCE = ROOT / "docs" / "reference" / "pages.md"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", help="of a demonstration that runs already")
    parser.add_argument("--into", type=Path, default=PICTURES)
    parser.add_argument("--theme", default="light", choices=("light", "dark", "contrast"))
    parser.add_argument("--only", default="", help="sign-in or audience: pages of this one alone")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    options.into.mkdir(parents=True, exist_ok=True)
    served = nullcontext(options.address) if options.address else province(ROOT / "var" / "pictures")
    with served as address, sync_playwright() as playwright:
        album = Album(
            playwright.chromium.launch(executable_path=CHROMIUM),
            address,
            options.into,
            options.theme,
        )
        taken = 0
        for audience in AUDIENCES:
            if options.only in (audience.sign_in, audience.words, ""):
                taken += sum(1 for _ in album.photograph(audience))
    if options.into == PICTURES:
        _write_reference()
    size = sum(path.stat().st_size for path in options.into.glob("*.png"))
    print(f"{taken} pages, {size / 1e6:.1f} MB of pictures in {options.into}")
    return 1 if album.faults else 0


def _write_reference() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    from tools.pictures.writing import reference

    REFERENCE.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RuntimeError as refusal:
        sys.exit(str(refusal))
