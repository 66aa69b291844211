"""The database: its version, its shape, its two roles, who guards the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.foundation.findings import Finding, Health
from motcua.foundation.postgres import roles

LEAST_VERSION = 150000

_UNGUARDED = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND obj_description(c.oid, 'pg_class') LIKE 'append-only%%'
      AND c.relname NOT LIKE 'ledger_feed%%' -- emptied once all followers have passed
      AND (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled = 'A') < 2
"""


def database_findings(*, is_embedded: bool) -> Iterator[Finding]:
    """Raises `django.db.DatabaseError` when the database does not answer."""
    yield _version(is_embedded)
    waiting = steps_waiting()
    yield _shape(waiting)
    yield from _roles()
    if not waiting:
        yield _triggers()


def _version(is_embedded: bool) -> Finding:
    kind = "đi kèm" if is_embedded else "bên ngoài"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        number, name = cursor.fetchone()
        cursor.execute("SELECT current_setting('server_encoding')")
        encoding = cursor.fetchone()[0]
    if number < LEAST_VERSION:
        mend = "Nâng cấp lên PostgreSQL 15 trở lên."
        return Finding(about="PostgreSQL", words=f"phiên bản {name} quá cũ", health=Health.BAD, mend=mend)
    if encoding != "UTF8":
        mend = "Tạo cơ sở dữ liệu với mã hóa UTF8."
        return Finding(about="PostgreSQL", words=f"mã hóa {encoding}", health=Health.BAD, mend=mend)
    return Finding(about="PostgreSQL", words=f"phiên bản {name}, {kind}")


def steps_waiting() -> int:
    """How many steps of `motcua migrate` the database has not seen; what is kept in tables is asked for after them."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _shape(waiting: int) -> Finding:
    if waiting:
        words = f"còn {waiting} bước cập nhật chưa làm"
        return Finding(about="cấu trúc dữ liệu", words=words, health=Health.BAD, mend="Chạy: motcua migrate")
    return Finding(about="cấu trúc dữ liệu", words="theo đúng phiên bản này")


def _roles() -> Iterator[Finding]:
    serving = settings.DATABASES["default"]
    if roles.owns_tables(serving):
        yield Finding(
            about="vai trò phục vụ",
            words=f"{serving['USER']} sở hữu bảng: chỉ có bẫy (trigger) của cơ sở dữ liệu bảo vệ sổ nhật ký",
            health=Health.WARNING,
            mend="Tạo một vai trò không sở hữu gì cho DATABASE_URL, giữ vai trò sở hữu ở DATABASE_OWNER_URL.",
        )
    else:
        yield Finding(about="vai trò phục vụ", words=f"{serving['USER']}, không sở hữu bảng nào")
    yield _owner(settings.DATABASE_OWNER)


def _owner(owner: dict[str, Any] | None) -> Finding:
    about = "vai trò sở hữu"
    if owner is None:
        words = "chưa đặt DATABASE_OWNER_URL: chỉ có bẫy (trigger) của cơ sở dữ liệu bảo vệ sổ nhật ký"
        mend = "Đặt DATABASE_OWNER_URL khi chạy migrate và restore."
        return Finding(about=about, words=words, health=Health.WARNING, mend=mend)
    try:
        able = roles.may_change_shape(owner)
    except psycopg.OperationalError as fault:
        return Finding(about=about, words=" ".join(str(fault).split()), health=Health.BAD)
    if not able:
        mend = "Cấp quyền CREATE trên schema public cho vai trò này."
        return Finding(about=about, words=f"{owner['USER']} không sửa được cấu trúc", health=Health.BAD, mend=mend)
    return Finding(about=about, words=str(owner["USER"]))


def _triggers() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(_UNGUARDED, [])
        open_tables = [name for (name,) in cursor.fetchall()]
    if open_tables:
        words = f"bẫy chống sửa xóa không còn trên: {', '.join(sorted(open_tables))}"
        mend = "Khôi phục cấu trúc từ bản sao lưu, rồi chạy: motcua ledger verify"
        return Finding(about="sổ nhật ký", words=words, health=Health.BAD, mend=mend)
    return Finding(about="sổ nhật ký", words="cơ sở dữ liệu từ chối sửa, xóa và làm rỗng")
