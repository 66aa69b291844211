"""What an operator types, against a database of its own: migrate, check, admin, and wrong calls."""

from __future__ import annotations

from pathlib import Path

from motcua.foundation.postgres import roles
from tests.console.programs import environment, motcua, on_database
from tests.databases import TestDatabase


def test_help_names_every_command_without_settings_or_database(tmp_path: Path) -> None:
    done = motcua(environ=environment(tmp_path, MOTCUA_WORKERS="không"))
    assert done.returncode == 2
    for command in ("serve", "worker", "migrate", "demo", "check", "admin", "ledger", "deadline"):
        assert f"\n    {command} " in done.stdout


def test_a_bad_setting_is_one_line(tmp_path: Path) -> None:
    done = motcua("migrate", environ=environment(tmp_path, PORT="x"))
    assert (done.returncode, done.stderr) == (1, "motcua: PORT=x không đúng: phải là số nguyên từ 1 đến 65535.\n")


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    done = motcua("migrate", environ=environment(tmp_path, DATABASE_URL="postgresql://a@127.0.0.1:1/motcua"))
    assert done.returncode == 1
    assert done.stderr.startswith("motcua: cơ sở dữ liệu không trả lời")
    assert done.stderr.count("\n") == 1


def test_migrate_refuses_the_serving_role_in_words(own_database: TestDatabase, tmp_path: Path) -> None:
    done = motcua("migrate", environ=environment(tmp_path, DATABASE_URL=own_database.url))
    assert done.returncode == 1
    assert "Vai trò motcua_app không có quyền sửa cấu trúc" in done.stderr
    assert "DATABASE_OWNER_URL" in done.stderr


def test_migrate_twice_changes_nothing(own_database: TestDatabase, tmp_path: Path) -> None:
    for _ in range(2):
        done = motcua("migrate", environ=on_database(own_database, tmp_path))
        assert done.returncode == 0, done.stderr
    assert "No migrations to apply" in done.stdout


def test_check_says_when_triggers_alone_guard_the_ledger(own_database: TestDatabase, tmp_path: Path) -> None:
    apart = motcua("check", environ=on_database(own_database, tmp_path))
    assert apart.returncode == 0, apart.stdout
    assert "chỉ có bẫy" not in apart.stdout
    alone = motcua("check", "--quiet", environ=environment(tmp_path, DATABASE_URL=own_database.owner_url))
    assert "sở hữu bảng: chỉ có bẫy (trigger) của cơ sở dữ liệu bảo vệ sổ nhật ký" in alone.stdout


def test_check_before_migrate_says_only_that(own_database: TestDatabase, tmp_path: Path) -> None:
    """What is kept in tables is not asked for, and not called well, before they are there."""
    with own_database.connect_as_owner() as connection:
        connection.execute("DROP TABLE notices_notice, ledger_position CASCADE")
        connection.execute("DELETE FROM django_migrations")
    done = motcua("check", environ=on_database(own_database, tmp_path))
    assert done.returncode == 1
    assert "→ Chạy: motcua migrate" in done.stdout
    assert done.stdout.count("✗") == 1
    assert "✓ sổ nhật ký" not in done.stdout
    done = motcua("ledger", "verify", environ=on_database(own_database, tmp_path))
    told = "motcua: Cơ sở dữ liệu chưa theo phiên bản này. Hãy chạy: motcua migrate\n"
    assert (done.returncode, done.stderr) == (1, told)


def test_a_command_while_the_database_is_being_made_says_to_wait(own_database: TestDatabase, tmp_path: Path) -> None:
    """The tables are there before the serving role may use them: what makes them grants last."""
    with own_database.connect_as_owner() as connection:
        connection.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM motcua_app")
    done = motcua("ledger", "verify", environ=on_database(own_database, tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("motcua: Cơ sở dữ liệu đang được tạo hoặc cập nhật, chưa dùng được. Hãy chờ")
    assert "permission denied" not in done.stderr
    done = motcua("check", "--quiet", environ=on_database(own_database, tmp_path))
    assert (done.returncode, done.stdout.count("✗")) == (1, 1)
    assert "✗ cơ sở dữ liệu: Cơ sở dữ liệu đang được tạo hoặc cập nhật" in done.stdout


def test_check_sees_a_trigger_that_was_switched_off(own_database: TestDatabase, tmp_path: Path) -> None:
    with own_database.connect_as_owner() as connection:
        connection.execute("ALTER TABLE ledger_event DISABLE TRIGGER ALL")
    done = motcua("check", "--quiet", environ=on_database(own_database, tmp_path))
    assert done.returncode == 1
    assert "bẫy chống sửa xóa không còn trên: ledger_event" in done.stdout


def test_the_serving_role_owns_nothing_and_only_adds_to_what_is_append_only(own_database: TestDatabase) -> None:
    assert not roles.owns_tables(own_database.serving)
    assert not roles.may_change_shape(own_database.serving)
    with own_database.connect() as connection:
        rows = connection.execute(
            "SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND obj_description(c.oid, 'pg_class') LIKE 'append-only%'"
            " AND (has_table_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE'))"
        ).fetchall()
    assert rows == []


def test_the_first_administrator_is_made_at_the_console(own_database: TestDatabase, tmp_path: Path) -> None:
    words = ["admin", "create", "--sign-in", "quantri", "--name", "Trần Thị Bưởi", "--office", "H20"]
    environ = on_database(own_database, tmp_path)
    unknown = motcua(*words, environ=environ)
    assert unknown.returncode == 1
    assert unknown.stderr == "motcua: Chưa có cơ quan nào mã H20. Mở mới thì thêm: --office-name 'Tên cơ quan'\n"
    made = motcua(*words, "--office-name", "Ủy ban nhân dân tỉnh Đồng Tháp", "--unit-code", "82", environ=environ)
    assert made.returncode == 0, made.stderr
    assert "Mật khẩu (chỉ hiện một lần): " in made.stdout
    with own_database.connect() as connection:
        held = connection.execute(
            "SELECT role FROM offices_position JOIN offices_holding h ON h.position_id = offices_position.id"
        )
        assert held.fetchall() == [("administrator",)]
    again = motcua(*words, environ=environ)
    assert again.returncode == 1
    assert "quantri" in again.stderr
