"""The machine: folders that must take writing, room on the disk, the fonts that papers are printed with."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from motcua.foundation.findings import Finding, Health

LEAST_ROOM = 2 * 1024**3
"""Bytes free under which the operator is warned."""

_FACES = 4


def machine_findings() -> Iterator[Finding]:
    folders = {
        "thư mục dữ liệu": settings.VAR_FOLDER,
        "thư mục tệp": settings.FILES_FOLDER,
        "thư mục điểm chốt": settings.CHECKPOINTS_FOLDER,
    }
    for about, folder in folders.items():
        yield _folder(about, folder)
    yield _separate_disk(settings.CHECKPOINTS_FOLDER)
    yield _procedures(settings.PROCEDURES_FOLDER)
    yield _fonts()


def _folder(about: str, folder: Path) -> Finding:
    standing = _nearest(folder)
    if not os.access(standing, os.W_OK):
        mend = f"Cho người dùng chạy Một Cửa quyền ghi vào {standing}."
        return Finding(about=about, words=f"{folder} không ghi được", health=Health.BAD, mend=mend)
    room = shutil.disk_usage(standing).free
    words = f"{folder}, còn trống {room / 1024**3:.1f} GB".replace(".", ",") if room else str(folder)
    if room < LEAST_ROOM:
        return Finding(about=about, words=words, health=Health.WARNING, mend="Dọn đĩa hoặc thêm đĩa.")
    return Finding(about=about, words=words)


def _separate_disk(checkpoints: Path) -> Finding:
    about = "điểm chốt của sổ nhật ký"
    if _nearest(checkpoints).stat().st_dev == _nearest(settings.VAR_FOLDER).stat().st_dev:
        mend = "Khi phục vụ thật, đặt MOTCUA_CHECKPOINTS ở một đĩa hoặc máy khác."
        return Finding(about=about, words="nằm cùng đĩa với dữ liệu", health=Health.WARNING, mend=mend)
    return Finding(about=about, words="nằm ở đĩa khác với dữ liệu")


def _procedures(folder: Path) -> Finding:
    count = len(list(folder.glob("*/procedure.yaml")))
    if not count:
        mend = "Đặt MOTCUA_PROCEDURES là thư mục chứa các thủ tục."
        return Finding(about="tệp thủ tục", words=f"không có trong {folder}", health=Health.BAD, mend=mend)
    return Finding(about="tệp thủ tục", words=f"{count} thủ tục trong {folder}")


def _fonts() -> Finding:
    about = "phông chữ in"
    try:
        files = importlib.metadata.files("rinoh-typeface-texgyretermes") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    faces = [file for file in files if file.suffix == ".otf" and Path(str(file.locate())).exists()]
    if len(faces) < _FACES:
        return Finding(about=about, words="thiếu TeX Gyre Termes", health=Health.BAD, mend="Chạy lại: make setup")
    return Finding(about=about, words=f"TeX Gyre Termes, {len(faces)} kiểu")


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    while not folder.exists():
        folder = folder.parent
    return folder
