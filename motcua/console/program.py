"""The program `motcua`: find the command, prepare what it stands on, run it, say refusals in one line.

A command is a module of this package with `HELP`, `arguments(parser)` and `run(options) -> int`; one that needs
neither settings nor database says `NEEDS_DATABASE = False`, one that makes up data `DEMONSTRATION = True`; works of a
command that go without a database stand in its `WITHOUT_DATABASE`, with spaces between. Only the
module of the command asked for is imported; what the others are is read from their text, so that the program starts
quickly.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from motcua.console.running.errors import NotGrantedYet, NotMigrated
from motcua.foundation.errors import Refusal
from motcua.foundation.postgres import dsn, first_data, roles
from motcua.foundation.postgres.launcher import Held, hold

_FOLDER = Path(__file__).parent
_NOT_COMMANDS = {"__init__", "__main__", "program"}


@dataclass(frozen=True, slots=True)
class Command:
    """What is known of a command before it is imported."""

    name: str
    help: str
    needs_database: bool
    demonstration: bool
    without: tuple[str, ...] = ()
    """Works of it that need settings and no database."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a command stands on. `server` is None on an outside PostgreSQL; `is_new` when the database was made now."""

    server: Held | None
    is_new: bool


def main(arguments: Sequence[str]) -> int:
    """Run one command; its status. 2 for a wrong call, 1 for a refusal, 130 for Ctrl-C."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    asked = next((word for word in arguments if not word.startswith("-")), None)
    found = {command.name: command for command in commands()}
    try:
        with ExitStack() as stack:
            command = found.get(asked or "")
            ground = None
            if command is not None and command.demonstration:
                os.environ.setdefault("MOTCUA_DEMONSTRATION", "yes")
            if command is not None and command.needs_database:
                if {"-h", "--help"} & set(arguments) or _work(arguments) in command.without:
                    django.setup()
                else:
                    ground = stack.enter_context(standing())
            parser = _parser(found.values(), asked)
            options = parser.parse_args(arguments)
            options.ground = ground
            if not hasattr(options, "run"):
                parser.print_help()
                return 2
            return int(options.run(options))
    except (Refusal, ImproperlyConfigured) as refusal:
        print(f"motcua: {refusal}", file=sys.stderr)
        return 1
    except (DatabaseError, psycopg.Error) as fault:
        print(f"motcua: {words_of(fault)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def words_of(fault: Exception) -> str:
    """What the database refused, for the operator: a shape that is not ours yet in our words, else in its own."""
    match fault.__cause__ or fault:
        case psycopg.errors.UndefinedTable() | psycopg.errors.UndefinedColumn():
            return str(NotMigrated())
        case psycopg.errors.InsufficientPrivilege():
            return str(NotGrantedYet())
    return f"cơ sở dữ liệu không trả lời như cần: {' '.join(str(fault).split())}"


def commands() -> list[Command]:
    """Every command of this folder, by name."""
    return [_read(path) for path in sorted(_FOLDER.glob("*.py")) if path.stem not in _NOT_COMMANDS]


@contextmanager
def standing() -> Iterator[Ground]:
    """Settings read, the embedded server running (when it is ours), the database and its roles there.

    Raises the refusals of the launcher.
    """
    if settings.EMBEDDED_PLACE is None:
        django.setup()
        yield Ground(None, is_new=False)
        return
    with hold(settings.EMBEDDED_PLACE, say=say) as held:
        owner = dsn.socket_database(socket=held.place.socket, name=roles.DATABASE, user=first_data.OWNER)
        is_new = roles.ensure(owner)
        django.setup()
        yield Ground(held, is_new=is_new)


def say(words: str) -> None:
    """One line to the operator, at once."""
    print(words, flush=True)


def _read(path: Path) -> Command:
    told: dict[str, Any] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                told[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=value)):
                told[name] = value
    return Command(
        path.stem,
        told.get("HELP", ""),
        told.get("NEEDS_DATABASE", True),
        told.get("DEMONSTRATION", False),
        tuple(told.get("WITHOUT_DATABASE", "").split()),
    )


def _work(arguments: Sequence[str]) -> str:
    """The second word: what a command of several works is to do."""
    return next(iter([word for word in arguments if not word.startswith("-")][1:]), "")


def _parser(known: Any, asked: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa: chương trình cho người vận hành.")
    below = parser.add_subparsers(metavar="lệnh", title="các lệnh")
    for command in known:
        one = below.add_parser(command.name, help=command.help, description=command.help)
        if command.name == asked:
            module = importlib.import_module(f"motcua.console.{command.name}")
            module.arguments(one)
            one.set_defaults(run=module.run)
    return parser
