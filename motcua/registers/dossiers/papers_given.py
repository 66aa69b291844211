"""A paper as it comes with a dossier, and as the statements take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PaperGiven:
    """A paper that comes with a dossier: how many originals and copies, its scans, or that the state already holds it.

    Each paper is given once in a list. `document_id` is the newest of `scans`; either may be left out.
    """

    paper: str
    originals: int = 0
    copies: int = 0
    held_by_state: bool = False
    document_id: int | None = None
    scans: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.scans and self.document_id is None:
            object.__setattr__(self, "document_id", self.scans[-1])

    @property
    def documents(self) -> tuple[int, ...]:
        """All its scans, in their order."""
        return self.scans or (() if self.document_id is None else (self.document_id,))


def paper_rows(papers: tuple[PaperGiven, ...]) -> list[dict[str, Any]]:
    """As the statements take them."""
    return [
        {
            "paper": one.paper,
            "originals": one.originals,
            "copies": one.copies,
            "held_by_state": one.held_by_state,
            "document_id": one.document_id,
        }
        for one in papers
    ]


def scan_rows(papers: tuple[PaperGiven, ...]) -> list[dict[str, Any]]:
    """One row for each scan."""
    return [{"paper": one.paper, "document_id": number} for one in papers for number in one.documents]
