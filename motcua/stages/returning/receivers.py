"""Who collects a result or originals, and by what right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from motcua.stages.returning.errors import AuthorityMissing, AuthorityUnchecked, NumberOfPostMissing, ReceiverMissing

LONGEST_NAME: Final = 200


class Authority(StrEnum):
    """By what right somebody collects the result."""

    OWNER = "owner"
    APPLICANT = "applicant"
    AUTHORISED = "authorised"
    CARRIER = "carrier"
    """The post takes it to its owner (NĐ 118/2025 art. 22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who collects. `paper` names the authorisation when another does, `checked` that it was compared with whoever
    came; `slip_lost` that no slip was shown. Of the post `paper` is the number of what is posted."""

    name: str
    id_number: str
    authority: Authority
    paper: str = ""
    checked: bool = False
    slip_lost: bool = False

    def said(self) -> str:
        """In one line. Raises `ReceiverMissing`, `AuthorityMissing`, `AuthorityUnchecked`, `NumberOfPostMissing`."""
        name, number, paper = self.name.strip(), self.id_number.strip(), self.paper.strip()
        if not name or len(name) > LONGEST_NAME:
            raise ReceiverMissing(most=LONGEST_NAME)
        if self.authority is Authority.AUTHORISED and not paper:
            raise AuthorityMissing
        if self.authority is Authority.AUTHORISED and not self.checked:
            raise AuthorityUnchecked
        if self.authority is Authority.CARRIER and not paper:
            raise NumberOfPostMissing
        return "; ".join(part for part in (name, number, paper[:LONGEST_NAME]) if part)

    def facts(self) -> dict[str, Any]:
        """As the event tells: nothing of the person."""
        return {"authority": self.authority.value} | ({"slip_lost": True} if self.slip_lost else {})
