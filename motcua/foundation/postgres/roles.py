"""The two roles of a database: the owner, who changes its shape, and the serving role, which owns nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from motcua.foundation.postgres.dsn import connect_arguments

SERVING = "motcua_app"
DATABASE = "motcua"

_GRANTS = """
DO $$
DECLARE one record;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %1$I', {role});
    EXECUTE format('REVOKE CREATE ON SCHEMA public FROM %1$I', {role});
    FOR one IN
        SELECT c.oid::regclass AS name, c.relname,
               coalesce(obj_description(c.oid, 'pg_class'), '') AS comment
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    LOOP
        EXECUTE format('REVOKE ALL ON %1$s FROM %2$I', one.name, {role});
        IF one.relname = 'django_migrations' THEN
            EXECUTE format('GRANT SELECT ON %1$s TO %2$I', one.name, {role});
        ELSIF one.comment LIKE 'append-only-by-function%' THEN
            EXECUTE format('GRANT SELECT ON %1$s TO %2$I', one.name, {role});
        ELSIF one.comment LIKE 'append-only%' THEN
            EXECUTE format('GRANT SELECT, INSERT ON %1$s TO %2$I', one.name, {role});
        ELSE
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %1$s TO %2$I', one.name, {role});
        END IF;
    END LOOP;
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %1$I', {role});
END
$$
"""


def ensure(owner: Mapping[str, Any], *, name: str = DATABASE, role: str = SERVING, password: str = "") -> bool:
    """The serving role and the database, made if they lack; `owner` signs in to any database of the server.

    True when the database was made now.
    """
    with psycopg.connect(**connect_arguments({**owner, "NAME": "postgres"}), autocommit=True) as connection:
        _make_role(connection, role, password)
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
        )
    return True


def ensure_role(owner: Mapping[str, Any], *, role: str = SERVING, password: str = "") -> None:
    """The serving role alone, made if it lacks."""
    with psycopg.connect(**connect_arguments({**owner, "NAME": "postgres"}), autocommit=True) as connection:
        _make_role(connection, role, password)


def _make_role(connection: psycopg.Connection[Any], role: str, password: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        return
    secret = sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL("")
    statement = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(sql.Identifier(role))
    try:
        connection.execute(statement + secret)
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        return


def grant(owner: Mapping[str, Any], *, role: str) -> None:
    """After `migrate`: full use of ordinary tables, only reading and adding where a table is declared append-only.

    A table is declared so by its comment, which begins with `append-only`; with `append-only-by-function` it is
    only read, and written by functions that run as the owner. Nothing is granted when the owner serves.
    """
    if role == owner["USER"]:
        return
    with psycopg.connect(**connect_arguments(owner)) as connection:
        connection.execute(sql.SQL(_GRANTS).format(role=sql.Literal(role)))


def may_change_shape(database: Mapping[str, Any]) -> bool:
    """May this sign-in create tables?"""
    with psycopg.connect(**connect_arguments(database)) as connection:
        row = connection.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone()
    return bool(row and row[0])


def owns_tables(database: Mapping[str, Any]) -> bool:
    """Does this sign-in own some table, or is it a superuser: could it switch off the ledger's triggers?"""
    with psycopg.connect(**connect_arguments(database)) as connection:
        row = connection.execute(
            "SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) OR EXISTS ("
            " SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(current_user, tableowner, 'MEMBER'))"
        ).fetchone()
    return bool(row and row[0])
