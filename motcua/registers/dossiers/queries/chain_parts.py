"""The parts of an interlinked submission beside the dossier that is looked at: those not open yet, and their papers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from motcua.registers.dossiers.chain_rows import KeptPart, kept
from motcua.registers.dossiers.errors import DossierUnknown
from motcua.registers.dossiers.papers_given import PaperGiven
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.procedures import queries as procedures
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.rules.chains import PartState


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """A part that is not open yet, for what is to be looked at and paid when the whole is taken in."""

    key: str
    name: str
    procedure: Procedure
    case_key: str
    answers: Mapping[str, Any]
    papers: tuple[PaperGiven, ...]
    fed: frozenset[str]
    """Papers that results of earlier parts will be."""


@dataclass(frozen=True, slots=True)
class AnsweredPart:
    """A part by what its fee depends on; `dossier_id` None while it is not open."""

    dossier_id: int | None
    name: str
    code: str
    """Of its dossier; empty where there is none."""
    procedure: Procedure
    case_key: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LaterPaper:
    """A paper that came with the submission for a part after the first."""

    part: str
    name: str
    given: PaperGiven


def waiting_parts(*, dossier_id: int, viewer: Viewer) -> tuple[int | None, tuple[WaitingPart, ...]]:
    """The chain and its parts that are not open yet, when this dossier is the first of it and not taken in yet."""
    sql = f"""SELECT d.chain_id FROM dossiers_dossier d JOIN dossiers_chain c ON c.id = d.chain_id
        WHERE d.id = %(dossier)s AND c.received_at IS NULL AND {SEEN}"""
    rows = _rows(sql, {"dossier": dossier_id, **seen_by(viewer)})
    if not rows:
        return None, ()
    found = kept(rows[0][0])
    return found.id, tuple(
        WaitingPart(
            part.key,
            part.name,
            procedures.version(part.procedure_version_id),
            part.case_key,
            part.answers,
            part.given,
            frozenset(paper for _, paper in part.feeds),
        )
        for part in found.parts
        if part.state is PartState.WAITING
    )


def answered_parts(*, dossier_id: int, viewer: Viewer) -> tuple[AnsweredPart, ...]:
    """All parts of the interlinked submission that this dossier is a part of, in their order; nothing for a dossier of
    none. Raises `DossierUnknown`."""
    sql = f"SELECT chain_id FROM dossiers_dossier d WHERE d.id = %(dossier)s AND {SEEN}"
    rows = _rows(sql, {"dossier": dossier_id, **seen_by(viewer)})
    if not rows:
        raise DossierUnknown
    sql = """SELECT p.dossier_id, p.name, coalesce(d.code, ''),
            coalesce(d.procedure_version_id, p.procedure_version_id), coalesce(d.case_key, p.case_key),
            coalesce(a.answers, p.answers, '{}')
        FROM dossiers_chain_part p LEFT JOIN dossiers_dossier d ON d.id = p.dossier_id
        LEFT JOIN dossiers_answers a ON a.dossier_id = d.id
        WHERE p.chain_id = %(chain)s ORDER BY p.number"""
    return tuple(
        AnsweredPart(dossier_id, name, code, procedures.version(version), case_key, json.loads(answers))
        for dossier_id, name, code, version, case_key, answers in _rows(sql, {"chain": rows[0][0]})
    )


def papers_fed(*, dossier_id: int, viewer: Viewer) -> frozenset[str]:
    """Of a part of an interlinked submission: its papers that are results of the parts before it. They came, whether
    or not a file of them is kept here. Raises `DossierUnknown`."""
    sql = f"""SELECT p.feeds FROM dossiers_dossier d LEFT JOIN dossiers_chain_part p ON p.dossier_id = d.id
        WHERE d.id = %(dossier)s AND {SEEN}"""
    rows = _rows(sql, {"dossier": dossier_id, **seen_by(viewer)})
    if not rows:
        raise DossierUnknown
    return frozenset(paper for _, paper in json.loads(rows[0][0] or "[]"))


def papers_of_later_parts(*, dossier_id: int, viewer: Viewer) -> tuple[LaterPaper, ...]:
    """Of the dossier that stands for an interlinked submission: the papers of the parts after it, open or not; nothing
    for any other dossier. Raises `DossierUnknown`."""
    sql = f"SELECT chain_id FROM dossiers_dossier d WHERE d.id = %(dossier)s AND {SEEN}"
    rows = _rows(sql, {"dossier": dossier_id, **seen_by(viewer)})
    if not rows:
        raise DossierUnknown
    chain = kept(rows[0][0]) if rows[0][0] is not None else None
    if chain is None or chain.part_of(dossier_id) is not next(part for part in chain.parts if not part.feeds):
        return ()
    found: list[LaterPaper] = []
    for part in chain.parts:
        if not part.feeds:
            continue
        names = {paper.key: paper.name for paper in procedures.version(part.procedure_version_id).papers}
        given = part.given or _papers_of(part)
        found += [LaterPaper(part.name, names.get(one.paper, one.paper), one) for one in given]
    return tuple(found)


def _papers_of(part: KeptPart) -> tuple[PaperGiven, ...]:
    """As they stand in the dossier that the part became, without the results that it was fed."""
    if part.dossier_id is None:
        return ()
    sql = """SELECT paper, originals, copies, held_by_state, document_id FROM dossiers_paper
        WHERE dossier_id = %(dossier)s ORDER BY paper"""
    fed = {paper for _, paper in part.feeds}
    return tuple(PaperGiven(*row) for row in _rows(sql, {"dossier": part.dossier_id}) if row[0] not in fed)


def _rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
