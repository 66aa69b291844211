"""What is made from the sources before serving: compressed static files and compiled translations."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polib
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def build_assets() -> bool:
    """Make them if their sources have changed; False when nothing had to be done."""
    compile_translations()
    return _collect_static()


def compile_translations() -> None:
    """Beside the static files, once per state of the sources: whoever serves need not be able to write the sources."""
    (into,) = settings.LOCALE_PATHS
    for source in Path(settings.TRANSLATIONS_FOLDER).glob("*/LC_MESSAGES/*.po"):
        compiled = Path(into) / source.relative_to(settings.TRANSLATIONS_FOLDER).with_suffix(".mo")
        stamp = compiled.with_suffix(".source")
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        if compiled.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == digest:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(source)).save_as_mofile(str(compiled))
        stamp.write_text(digest, encoding="ascii")


def _collect_static() -> bool:
    """Collected, named by content and compressed, once per state of the sources."""
    stamp = Path(str(settings.STATIC_ROOT)) / ".sources"
    digest = _digest_of_sources()
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest, encoding="ascii")
    return True


def _digest_of_sources() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
