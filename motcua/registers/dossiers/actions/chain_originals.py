"""Originals handed in for parts of an interlinked submission that are not open yet. An office holds them with the
whole; when a part opens they are its dossier's, and when it will never open they are the dossier's whose end is the
reason, so that they wait with it for whoever collects them (docs/decisions/0118)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from motcua.registers.documents import actions as documents
from motcua.registers.documents import queries as document_queries
from motcua.registers.dossiers.chain_rows import BETWEEN, chain_stream
from motcua.registers.dossiers.held import stream_of

OfOffice = Mapping[int, Mapping[str, int]]
"""Office → paper → how many of its originals it holds."""


def hold_originals(*, chain_id: int, originals: Mapping[str, Mapping[str, int]], office_id: int, now: datetime) -> None:
    """The office takes the originals that were handed in for parts that are not open yet: part → paper → how many."""
    named = {f"{part}{BETWEEN}{paper}": n for part, papers in originals.items() for paper, n in papers.items()}
    if named:
        documents.take_in(subject=chain_stream(chain_id), originals=named, office_id=office_id, now=now)


def held_for(chain_id: int, parts: Iterable[str]) -> OfOffice:
    """What offices hold with the whole for these parts, by the names they have there."""
    prefixes = tuple(f"{part}{BETWEEN}" for part in parts)
    found: dict[int, Counter[str]] = {}
    for hold in document_queries.originals_of(chain_stream(chain_id)) if prefixes else ():
        if hold.office_id is not None and hold.paper.startswith(prefixes):
            found.setdefault(hold.office_id, Counter())[hold.paper] += 1
    return found


def in_dossier(paper: str, part: str) -> str:
    """What a paper of the whole is called in the dossier of that part: plainly, if it is the part's own."""
    return paper.removeprefix(f"{part}{BETWEEN}")


def told(held: OfOffice, part: str) -> dict[str, int]:
    """As the event of the part's dossier tells what is now held with it."""
    return {in_dossier(paper, part): n for papers in held.values() for paper, n in papers.items()}


def give_to(dossier_id: int, held: OfOffice, *, chain_id: int, part: str, now: datetime) -> None:
    """What was held with the whole is held with the dossier of that part, by the same offices."""
    for office_id, papers in held.items():
        documents.pass_on(
            subject=chain_stream(chain_id), now=now, from_office_id=office_id, to_office_id=None, originals=papers
        )
        own = {in_dossier(paper, part): n for paper, n in papers.items()}
        documents.take_in(subject=stream_of(dossier_id), originals=own, office_id=office_id, now=now)
