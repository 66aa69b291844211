"""Database addresses: `postgresql://…` to what Django wants, and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from motcua.foundation.postgres.errors import AddressUnreadable

_OWN = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def django_database(url: str) -> dict[str, Any]:
    """NAME, USER, PASSWORD, HOST, PORT and OPTIONS of an address. Raises `AddressUnreadable`."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise AddressUnreadable(words="phải bắt đầu bằng postgresql://")
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise AddressUnreadable(words=" ".join(str(error).split())) from error
    if not parts.get("dbname"):
        raise AddressUnreadable(words="thiếu tên cơ sở dữ liệu")
    named = {name: str(parts.get(key) or "") for key, name in _OWN.items()}
    return {**named, "OPTIONS": {key: value for key, value in parts.items() if key not in _OWN}}


def socket_database(*, socket: Path, name: str, user: str) -> dict[str, Any]:
    """The same for a database of an embedded server."""
    return {"NAME": name, "USER": user, "PASSWORD": "", "HOST": str(socket), "PORT": "", "OPTIONS": {}}


def url_of(database: Mapping[str, Any]) -> str:
    """An address that any program of PostgreSQL reads; folders and letters are percent-encoded."""
    user = quote(str(database["USER"]), safe="")
    password = ":" + quote(str(database["PASSWORD"]), safe="") if database.get("PASSWORD") else ""
    port = f":{database['PORT']}" if database.get("PORT") else ""
    host = str(database["HOST"])
    options = dict(database.get("OPTIONS") or {})
    if host.startswith("/"):
        options["host"] = host
        host = ""
    query = f"?{urlencode(options, quote_via=quote)}" if options else ""
    return f"postgresql://{user}{password}@{host}{port}/{quote(str(database['NAME']), safe='')}{query}"


def connect_arguments(database: Mapping[str, Any]) -> dict[str, Any]:
    """Keyword arguments of `psycopg.connect`."""
    named = {key: database[name] for key, name in _OWN.items() if database.get(name)}
    return {**named, **dict(database.get("OPTIONS") or {})}
