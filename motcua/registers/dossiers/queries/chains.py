"""What is told of an interlinked submission: each part and the promise of the whole, with ways only to the dossiers
that the viewer may see; and what anyone with a code may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.foundation.canonical import moment_text
from motcua.registers.dossiers.chain_rows import (
    BETWEEN,
    KeptChain,
    KeptPart,
    chain_stream,
    kept,
    promised,
    waiting_facts,
)
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.queries.one import DossierView
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.ledger import queries as ledger
from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Chain
from motcua.rules.access import Viewer
from motcua.rules.chain_clocks import PartPromise, WholePromise, whole
from motcua.rules.chains import ChainState, PartState
from motcua.rules.deadlines import Line, Term
from motcua.rules.lifecycle import Money, State

LONGEST_CODE: Final = 80


@dataclass(frozen=True, slots=True)
class ChainPartView:
    """One part as a page shows it. `dossier_id` and `code` only where the viewer may see that dossier."""

    key: str
    name: str
    procedure_code: str
    procedure_name: str
    office: str
    term: Term
    state: PartState
    dossier_state: State | None
    is_held: bool
    due_at: datetime | None
    """When it is, or will be, promised: of a part that waits, if those before it keep their promises."""
    finished_at: datetime | None
    dossier_id: int | None = None
    code: str = ""
    master: str = ""
    """The system that decides it; empty: it is decided here."""
    result: str = ""
    """What that system gave, for those who may see the part or one that it is a paper of."""
    files: str = ""
    """Its files, for the same: `waiting` for some, `failed` where one cannot be had; empty: here, or none was named."""
    owes: bool = False
    """Fees are still to be paid with it: until then no part's result is handed over."""


@dataclass(frozen=True, slots=True)
class ChainView:
    """The whole as a page shows it."""

    id: int
    code: str
    name: str
    state: ChainState
    submitted_at: datetime
    received_at: datetime | None
    promised_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    is_held: bool
    lines: tuple[Line, ...]
    by_office: tuple[tuple[str, tuple[Term, ...]], ...]
    parts: tuple[ChainPartView, ...]


@dataclass(frozen=True, slots=True)
class ChainStanding:
    """State, promises and parts of a chain: told from its events, and as kept, the same."""

    state: str
    promised: str | None
    due: str | None
    parts: Mapping[str, tuple[str, int | None]]


def chain_of(*, dossier_id: int, viewer: Viewer) -> ChainView | None:
    """The chain that this dossier is a part of, or None. Raises `DossierUnknown` when the viewer may not see it."""
    sql = f"SELECT chain_id FROM dossiers_dossier d WHERE d.id = %(dossier)s AND {SEEN}"
    rows = _rows(sql, {"dossier": dossier_id, **seen_by(viewer)})
    if not rows:
        raise DossierUnknown
    return None if rows[0][0] is None else _view(kept(rows[0][0]), viewer)


def paper_names(view: DossierView) -> dict[str, str]:
    """What each paper of the dossier is called; of a part of a chain also what came for the other parts, which may lie
    with it (`part--paper`)."""
    names = {paper.key: paper.name for paper in procedures.version(view.procedure_version_id).papers}
    if view.chain_id is None:
        return names
    for part in kept(view.chain_id).parts:
        papers = procedures.version(part.procedure_version_id).papers
        names |= {f"{part.key}{BETWEEN}{paper.key}": f"{part.name}: {paper.name}" for paper in papers}
    return names


def chain_promise(chain: Chain, *, deciding: Mapping[str, int], channel: str, received_at: datetime) -> WholePromise:
    """What accepting now would promise for the whole; `deciding`: part → the office that decides it."""
    return whole(
        received_at,
        [
            waiting_facts(
                part.link,
                part.procedure,
                case_key=part.case_key,
                channel=channel,
                office_id=deciding[part.key],
                received_at=received_at,
            )
            for part in chain.parts
        ],
    )


def public_chain(*, code: str) -> ChainView | None:
    """The whole by its own code or the code of any of its dossiers, with nothing of any person; None if none."""
    wanted = "".join(code.split()).upper()
    if not wanted or len(wanted) > LONGEST_CODE:
        return None
    sql = """SELECT id FROM dossiers_chain WHERE code = %(code)s
        UNION ALL SELECT chain_id FROM dossiers_dossier
        WHERE (code = %(code)s OR reference = %(code)s) AND chain_id IS NOT NULL"""
    rows = _rows(sql, {"code": wanted})
    return _view(kept(rows[0][0]), None) if rows else None


def rebuilt_chain(*, chain_id: int) -> ChainStanding:
    """What the chain's events alone lead to."""
    state, promise, due = "", None, None
    parts: dict[str, tuple[str, int | None]] = {}
    for event in ledger.events_of(chain_stream(chain_id)):
        body = event.body
        state, due, promise = body.get("to", state), body.get("due", due), body.get("promised", promise)
        for key in body.get("parts", ()):
            parts[key] = (PartState.WAITING.value, None)
        if "part" in body:
            before = parts[body["part"]][1]
            parts[body["part"]] = (body["to_part"], body.get("dossier", before))
    return ChainStanding(state, promise, due, parts)


def kept_chain(*, chain_id: int) -> ChainStanding:
    """The same as the register keeps it."""
    found = kept(chain_id)
    promise, due = (moment_text(at) if at else None for at in (found.promised_at, found.due_at))
    parts = {part.key: (part.state.value, part.dossier_id) for part in found.parts}
    return ChainStanding(found.state.value, promise, due, parts)


def _view(chain: KeptChain, viewer: Viewer | None) -> ChainView:
    made = promised(chain)
    reckoned = {one.key: one for one in made.parts} if made else {}
    places = offices.offices_by_id({part.competent_office_id for part in chain.parts})
    names = {key: place.name for key, place in places.items()}
    results = _results_told([part.dossier_id for part in chain.parts if part.dossier_id])
    files = _files_not_here([part.dossier_id for part in chain.parts if part.dossier_id])
    seen = _seen([part.dossier_id for part in chain.parts if part.dossier_id], viewer)
    return ChainView(
        id=chain.id,
        code=chain.code,
        name=procedures.chain_name(chain.chain_version_id),
        state=chain.state,
        submitted_at=chain.submitted_at,
        received_at=chain.received_at,
        promised_at=chain.promised_at,
        due_at=chain.due_at,
        finished_at=chain.finished_at,
        is_held=made.is_held if made else False,
        lines=made.lines if made else (),
        by_office=tuple((names[office], terms) for office, terms in made.by_office.items()) if made else (),
        parts=tuple(
            _part_view(chain, part, reckoned.get(part.key), names, seen, results, files) for part in chain.parts
        ),
    )


def _part_view(
    chain: KeptChain,
    part: KeptPart,
    reckoned: PartPromise | None,
    names: Mapping[int, str],
    seen: frozenset[int],
    results: Mapping[int, str],
    files: Mapping[int, str],
) -> ChainPartView:
    procedure = procedures.version(part.procedure_version_id)
    is_seen = part.dossier_id in seen
    fed = (one for one in chain.parts if part.key in one.link.after)
    may_know = is_seen or any(one.dossier_id in seen for one in fed)
    return ChainPartView(
        key=part.key,
        name=part.name,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        office=names[part.competent_office_id],
        term=reckoned.term if reckoned else procedure.clock.term_for(case=part.case_key, channel=chain.channel),
        state=part.state,
        dossier_state=part.dossier_state,
        is_held=part.is_held,
        due_at=part.due_at or (reckoned.due_at if reckoned else None),
        finished_at=part.finished_at,
        dossier_id=part.dossier_id if is_seen else None,
        code=(part.dossier_code or "") if is_seen else "",
        master="" if procedure.master.is_ours else procedure.master.name,
        result=results.get(part.dossier_id or 0, "") if may_know else "",
        files=files.get(part.dossier_id or 0, "") if may_know else "",
        owes=is_seen and part.money == Money.DUE,
    )


def _results_told(dossier_ids: list[int]) -> dict[int, str]:
    """What the masters of these dossiers gave, as they told it last."""
    sql = """SELECT DISTINCT ON (dossier_id) dossier_id, said ->> 'result' FROM dossiers_mirror_message
        WHERE dossier_id = ANY(%(ids)s) AND said ->> 'result' <> '' ORDER BY dossier_id, at DESC, id DESC"""
    return dict(_rows(sql, {"ids": dossier_ids})) if dossier_ids else {}


def _files_not_here(dossier_ids: list[int]) -> dict[int, str]:
    """Whose files of results are still waited for, or cannot all be had."""
    sql = """SELECT dossier_id, min(state) FROM dossiers_mirror_file
        WHERE dossier_id = ANY(%(ids)s) AND state IN ('failed', 'waiting') GROUP BY dossier_id"""
    return dict(_rows(sql, {"ids": dossier_ids})) if dossier_ids else {}


def _seen(dossier_ids: Iterable[int], viewer: Viewer | None) -> frozenset[int]:
    wanted = list(dossier_ids)
    if viewer is None or not wanted:
        return frozenset()
    sql = f"SELECT d.id FROM dossiers_dossier d WHERE d.id = ANY(%(ids)s) AND {SEEN}"
    return frozenset(row[0] for row in _rows(sql, {"ids": wanted, **seen_by(viewer)}))


def _rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
