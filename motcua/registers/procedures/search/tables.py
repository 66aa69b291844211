"""The tables of words beside this module: one CSV each, read once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

FOLDER = files("motcua.registers.procedures.search").joinpath("words")


@lru_cache(maxsize=64)
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `words/<name>.csv`, in their order."""
    text = FOLDER.joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def meanings() -> tuple[tuple[str, str], ...]:
    """What people say and what it is called, of all tables under `words/meanings`, in the order of their names."""
    folder = FOLDER.joinpath("meanings")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".csv"))
    return tuple(
        (row["says"], row["means"])
        for name in names
        for row in csv.DictReader(folder.joinpath(name).read_text(encoding="utf-8").splitlines())
    )


@lru_cache(maxsize=1)
def by_names() -> Mapping[str, tuple[str, ...]]:
    """What people call the procedures of the national list, by code."""
    return {row["code"]: tuple(row["called"].split("|")) for row in table("bynames")}
