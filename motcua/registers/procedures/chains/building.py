"""From plain data of the right shape, and the procedures of a day, to a chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from motcua.registers.procedures.chains.definition import Chain, ChainPart, Feed
from motcua.registers.procedures.definition import Procedure

Block = Mapping[str, Any]
Known = Callable[[str], Procedure | None]
"""The procedure of a code as it is in force, or None."""


def chain_of(data: Block, *, version_id: int, known: Known) -> Chain:
    """The chain. Raises `LookupError` for a procedure that is not known: `chain_faults` tells of it before."""
    return Chain(
        version_id=version_id,
        code=data["identity"]["code"],
        name=data["identity"]["name"],
        label=data["version"]["label"],
        valid_from=date.fromisoformat(data["version"]["from"]),
        form_title=data["form"]["title"],
        parts=tuple(_part(block, known) for block in data["parts"]),
    )


def _part(block: Block, known: Known) -> ChainPart:
    procedure = known(block["procedure"])
    if procedure is None:
        raise LookupError(block["procedure"])
    feeds = tuple(Feed(each["part"], each["paper"]) for each in block.get("after", ()))
    return ChainPart(block["key"], block["name"], procedure, block["case"], feeds)
