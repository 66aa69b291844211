"""`motcua migrate`: bring the database to the shape of this version, as its owner, and what is searched with it."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from motcua.foundation import clock
from motcua.foundation.postgres import roles
from motcua.foundation.postgres.errors import NoRightToMigrate
from motcua.registers.procedures import actions as procedures

HELP = "Cập nhật cấu trúc cơ sở dữ liệu, bằng vai trò sở hữu."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="không in từng bước")


def run(options: argparse.Namespace) -> int:
    migrate(quiet=options.quiet)
    return 0


def migrate(*, quiet: bool = False) -> None:
    """Migrate as the owner, then give the serving role its rights. The connection serves again afterwards.

    Raises `NoRightToMigrate` when the only role known may not change the database's shape.
    """
    serving = dict(settings.DATABASES["default"])
    owner: dict[str, Any] = settings.DATABASE_OWNER or serving
    if not roles.may_change_shape(owner):
        raise NoRightToMigrate(role=owner["USER"])
    _sign_in(owner)
    try:
        call_command("migrate", interactive=False, verbosity=0 if quiet else 1, run_syncdb=True)
    finally:
        _sign_in(serving)
    roles.grant(owner, role=str(serving["USER"]))
    procedures.renew_catalogue_index(now=clock.now())


def _sign_in(database: dict[str, Any]) -> None:
    """From now on this process speaks to the database as that role."""
    connections["default"].close()
    connections["default"].settings_dict.update({key: value for key, value in database.items() if key != "ENGINE"})
