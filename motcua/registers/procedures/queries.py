"""What the catalogue tells: the version in force on a day, a version by its id, and finding by name or code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext

from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.bpmn.files import process_block, process_file, process_file_of
from motcua.registers.procedures.bpmn.into import with_process
from motcua.registers.procedures.bpmn.reading import read_bpmn
from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.bpmn.writing import write_bpmn
from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.catalogue_finding import Group, readings_of, search
from motcua.registers.procedures.chains.building import Known, chain_of
from motcua.registers.procedures.chains.checking import misfits
from motcua.registers.procedures.chains.definition import Chain, ChainPart, Feed, of_part
from motcua.registers.procedures.copy_sheets import CopySheet as CopySheet
from motcua.registers.procedures.copy_sheets import copy_sheet_of as copy_sheet_of
from motcua.registers.procedures.definition import (
    Book,
    Case,
    ClockRules,
    Ground,
    GroundFor,
    LegalText,
    Master,
    MasterSystem,
    Procedure,
    Result,
    ResultItem,
    Service,
    TermRow,
)
from motcua.registers.procedures.diagram.graph import Node, NodeKind
from motcua.registers.procedures.diagram.placing import Diagram, Placed, Rect, diagram_of
from motcua.registers.procedures.diagram.routing import Line
from motcua.registers.procedures.diagram.states import StepState, states_of
from motcua.registers.procedures.differences import differences, template_differences
from motcua.registers.procedures.errors import (
    ChainOutOfStep,
    NoChainInForce,
    NoProcedureInForce,
    NoSuchLabel,
    NoSuchVersion,
)
from motcua.registers.procedures.finding import either_y, patterns, words_of
from motcua.registers.procedures.form_schemas import form_schema, form_schema_of_file
from motcua.registers.procedures.models import Version, VersionFile
from motcua.registers.procedures.portal.doubt_facts import Doubt
from motcua.registers.procedures.portal.drafts import KeptDraft, draft_of, drafts, portal_record
from motcua.registers.procedures.portal.kinds import KIND_WORDS
from motcua.registers.procedures.proof.folder import FILE_NAME, TEMPLATES_NAME, files_of
from motcua.registers.procedures.proving import Proved, facts_of, facts_of_text, proved_folder
from motcua.registers.procedures.publication import clocks_of
from motcua.registers.procedures.receiving import Reception, decided_at, not_received_at, reception, receptions_of
from motcua.registers.procedures.roles import roles
from motcua.registers.procedures.search.places import province_of
from motcua.registers.procedures.substitutes.kept import substituted
from motcua.registers.procedures.substitutes.matching import Row, papers_meant
from motcua.registers.procedures.writing import write
from motcua.rules.completeness import PaperKind
from motcua.rules.process import ProcessDefinition

__all__ = [
    "KIND_WORDS",
    "Book",
    "Case",
    "Chain",
    "ChainPart",
    "ClockRules",
    "Diagram",
    "Doubt",
    "Feed",
    "Ground",
    "GroundFor",
    "Group",
    "KeptDraft",
    "KeptVersion",
    "LegalText",
    "Line",
    "Listed",
    "ListedChain",
    "Master",
    "MasterSystem",
    "Node",
    "NodeKind",
    "Placed",
    "Procedure",
    "ProcessFile",
    "Proved",
    "Reception",
    "Rect",
    "Result",
    "ResultItem",
    "Service",
    "StepState",
    "Substitution",
    "TermRow",
    "all_in_force",
    "bpmn_text",
    "chain_in_force",
    "chain_name",
    "clocks_of",
    "decided_at",
    "diagram",
    "differences",
    "draft_of",
    "drafts",
    "facts_of",
    "facts_of_text",
    "facts_of_version",
    "field_names",
    "find",
    "find_chains",
    "form_schema",
    "form_schema_of_file",
    "in_force",
    "known_on",
    "knows_province",
    "not_received_at",
    "of_part",
    "portal_record",
    "process_file",
    "process_file_of",
    "process_part",
    "proved_folder",
    "read_bpmn",
    "reception",
    "receptions_of",
    "role_names",
    "search",
    "source_of",
    "states_of",
    "substitution_of",
    "template_differences",
    "template_text",
    "templates_beside",
    "version",
    "version_named",
    "versions_of",
    "with_a_book",
    "with_process",
]

KEPT_VERSIONS = 512
"""How many versions a process keeps built; a province has some 2,000 procedures, a commune uses a few hundred."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of procedures."""

    version_id: int
    code: str
    name: str
    field_name: str
    level: str
    is_ours: bool
    """False: another system opens and moves its dossiers; here they are only read."""


@dataclass(frozen=True, slots=True)
class ListedChain:
    """One line of a list of interlinked groups."""

    code: str
    name: str
    parts: int


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version as it was published. `valid_to` None: until a successor. `decision` is its number, empty if unknown."""

    version_id: int
    code: str
    name: str
    label: str
    valid_from: date
    valid_to: date | None
    published_at: datetime
    decision: str
    document_id: int | None


_VERSIONS = """
SELECT id, code, name, label, valid_from, valid_to, published_at,
    coalesce(definition #>> '{version,decision,number}', ''), decision_document_id
FROM procedures_version WHERE %(code)s::text IS NULL OR code = %(code)s
ORDER BY code, valid_from DESC LIMIT 5000
"""
_LISTED = """
SELECT id, code, name, coalesce(definition #>> '{identity,field,name}', ''), definition #>> '{identity,level}',
    definition #>> '{master,system}' = 'ours'
FROM procedures_version
"""
_ON = "daterange(valid_from, valid_to, '[]') @> %(on)s::date"


def in_force(code: str, on: date) -> Procedure:
    """The version of that procedure in force on that day. Raises `NoProcedureInForce`."""
    rows = _rows(f"SELECT id FROM procedures_version WHERE code = %(code)s AND {_ON}", {"code": code, "on": on})
    if not rows:
        raise NoProcedureInForce(code=code, on=f"{on:%d/%m/%Y}")
    return version(rows[0][0])


def source_of(version_id: int) -> str:
    """The file of a version as it was written. Raises `NoSuchVersion`."""
    found = Version.objects.filter(pk=version_id).values_list("source", flat=True).first()
    if found is None:
        raise NoSuchVersion(version_id=version_id)
    return found


def known_on(on: date) -> Known:
    """For a chain: the procedure of a code as it is in force that day, or None."""

    def known(code: str) -> Procedure | None:
        try:
            return in_force(code, on)
        except NoProcedureInForce:
            return None

    return known


def chain_in_force(code: str, on: date) -> Chain:
    """The interlinked group of that code in force on that day, with its procedures of that day.

    Raises `NoChainInForce`, and `ChainOutOfStep` when one of them was replaced by one that does not fit.
    """
    sql = f"SELECT id, definition FROM procedures_chain_version WHERE code = %(code)s AND {_ON}"
    rows = _rows(sql, {"code": code, "on": on})
    if not rows:
        raise NoChainInForce(code=code, on=f"{on:%d/%m/%Y}")
    try:
        chain = chain_of(json.loads(rows[0][1]), version_id=rows[0][0], known=known_on(on))
    except LookupError as error:
        raise ChainOutOfStep(code=code, why=gettext("thủ tục {code} không còn hiệu lực.").format(code=error)) from error
    for _part, text, params in misfits(chain):
        raise ChainOutOfStep(code=code, why=gettext(text).format(**params))
    return chain


def chain_name(version_id: int) -> str:
    """The name of a group as published. Raises `NoSuchVersion`."""
    rows = _rows("SELECT name FROM procedures_chain_version WHERE id = %(id)s", {"id": version_id})
    if not rows:
        raise NoSuchVersion(version_id=version_id)
    return str(rows[0][0])


def find_chains(text: str, on: date, limit: int = 3) -> tuple[ListedChain, ...]:
    """Interlinked groups whose code or name fits, as `find` finds procedures."""
    fitting = patterns(text)
    if not fitting:
        return ()
    sql = f"""SELECT code, name, jsonb_array_length(definition -> 'parts') FROM procedures_chain_version
        WHERE {_ON} AND search LIKE ALL (%(patterns)s) ORDER BY length(name), code LIMIT %(limit)s"""
    return tuple(ListedChain(*row) for row in _rows(sql, {"patterns": list(fitting), "on": on, "limit": limit}))


def version(version_id: int) -> Procedure:
    """That version, whenever it was in force; kept in the process, for a published version never changes.

    Papers that a list of law replaces today say which database holds them. Raises `NoSuchVersion`.
    """
    return substituted(_built(str(connection.settings_dict["NAME"]), version_id))


@dataclass(frozen=True, slots=True)
class Substitution:
    """What a row of such a list means here. `kind`: `met`, `written` (the file says so itself), `no-paper`,
    `no-procedure`; `papers` are the names of the papers that are meant, or of those that there are."""

    kind: str
    papers: tuple[str, ...] = ()


def substitution_of(*, code: str, paper: str, database: str, on: date) -> Substitution:
    """Which papers of the version in force a row means."""
    rows = _rows(f"SELECT id FROM procedures_version WHERE code = %(code)s AND {_ON}", {"code": code, "on": on})
    if not rows:
        return Substitution("no-procedure")
    procedure = _built(str(connection.settings_dict["NAME"]), rows[0][0])
    meant = papers_meant(Row(fold(paper), database), procedure)
    if not meant:
        return Substitution(
            "no-paper", tuple(each.name for each in procedure.papers if each.kind is not PaperKind.NOTE)
        )
    kind = "written" if all(each.held_by_state for each in meant) else "met"
    return Substitution(kind, tuple(each.name for each in meant))


def template_text(version_id: int, file: str) -> str | None:
    """A print template as it was published with that version; None when it has none of this name. Kept."""
    return _templates(str(connection.settings_dict["NAME"]), version_id).get(file)


def templates_beside(path: Path) -> Mapping[str, str]:
    """The print templates of the folder of a procedure, or of its file. Raises `ProcedureFileUnreachable`."""
    return files_of(path / FILE_NAME if path.is_dir() else path).templates or {}


def facts_of_version(version_id: int) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """A published version as plain data, and its print templates. Raises `NoSuchVersion`."""
    found = Version.objects.filter(pk=version_id).values_list("definition", flat=True).first()
    if found is None:
        raise NoSuchVersion(version_id=version_id)
    return found, _templates(str(connection.settings_dict["NAME"]), version_id)


def versions_of(code: str | None = None) -> tuple[KeptVersion, ...]:
    """The versions of a procedure, or of all, newest first."""
    return tuple(KeptVersion(*row) for row in _rows(_VERSIONS, {"code": code}))


def version_named(code: str, label: str) -> Procedure:
    """The version of that label. Raises `NoSuchLabel`."""
    found = next((one for one in versions_of(code) if one.label == label), None)
    if found is None:
        raise NoSuchLabel(code=code, label=label)
    return version(found.version_id)


def find(text: str, limit: int = 20, on: date | None = None) -> tuple[Listed, ...]:
    """Procedures whose code or name fits, best first; marks and capitals do not matter, initials will do (“ks”).

    What stands earlier in the name is better. When no name holds the words as typed, slips are mended and people's
    words put into official ones, as in `search`. Without `on`, versions that have not been superseded. An empty
    question finds nothing.
    """
    words = words_of(text)
    if not words:
        return ()
    found = _find(words, patterns(text), limit, on)
    for reading in readings_of(text) if not found else ():
        meant = [term.bare for term in reading.terms if term.factor == 1]
        found = found or _find(meant, [f"% {either_y(word)}%" for word in meant], limit, on)
    return found


def knows_province(text: str) -> bool:
    """Whether this is the code or the name of a province."""
    return province_of(text) is not None


def _find(words: Sequence[str], fitting: Sequence[str], limit: int, on: date | None) -> tuple[Listed, ...]:
    if not fitting:
        return ()
    sql = f"""
        {_LISTED} WHERE {_ON if on else "valid_to IS NULL"} AND search LIKE ALL (%(patterns)s)
        ORDER BY code = %(whole)s DESC, nullif(strpos(search, %(phrase)s), 0), length(name), sort_key, code
        LIMIT %(limit)s
    """
    whole = " ".join(words)
    values = {"patterns": list(fitting), "whole": whole, "phrase": f" {whole}", "limit": limit, "on": on}
    return tuple(Listed(*row) for row in _rows(sql, values))


def all_in_force(on: date) -> tuple[Listed, ...]:
    """Every procedure in force on that day, in Vietnamese order."""
    return tuple(Listed(*row) for row in _rows(f"{_LISTED} WHERE {_ON} ORDER BY sort_key, code", {"on": on}))


def with_a_book(on: date) -> tuple[Procedure, ...]:
    """The procedures of our own in force whose result is given at once and carries a number of a register (sổ), in the
    order of their codes."""
    sql = f"""SELECT id FROM procedures_version WHERE {_ON}
        AND definition #>> '{{service,immediate_result}}' = 'true' ORDER BY code"""
    found = (version(row[0]) for row in _rows(sql, {"on": on}))
    return tuple(each for each in found if each.master.is_ours and each.result.main.book)


def bpmn_text(file: ProcessFile) -> str:
    """The process as a BPMN 2.0 file with its diagram."""
    return write_bpmn(file, roles=roles()).decode()


def process_part(file: ProcessFile) -> str:
    """The process as that part of a procedure file."""
    return write(process_block(file)).lstrip("\n")


def diagram(definition: ProcessDefinition) -> Diagram:
    """A sound process laid out on a sheet, kept; the same coordinates as in its BPMN file."""
    return diagram_of(definition, roles())


def field_names(codes: Sequence[str]) -> dict[str, str]:
    """The names of fields of administrative procedures (lĩnh vực) by their codes, as the newest published files say."""
    sql = """SELECT DISTINCT ON (code) code, name FROM (
            SELECT definition #>> '{identity,field,code}' AS code, definition #>> '{identity,field,name}' AS name, id
            FROM procedures_version
        ) AS field WHERE code = ANY(%(codes)s) ORDER BY code, id DESC LIMIT 500"""
    return dict(_rows(sql, {"codes": list(codes)}))


def role_names() -> Mapping[str, str]:
    """The positions a process may give work to: code and Vietnamese name."""
    return roles()


@lru_cache(maxsize=KEPT_VERSIONS)
def _built(database: str, version_id: int) -> Procedure:
    """`database` parts the versions of different databases, which tests have in one process."""
    found = Version.objects.filter(pk=version_id).values_list("definition", flat=True).first()
    if found is None:
        raise NoSuchVersion(version_id=version_id)
    return procedure_of(found, version_id=version_id)


@lru_cache(maxsize=KEPT_VERSIONS)
def _templates(database: str, version_id: int) -> Mapping[str, str]:
    before = f"{TEMPLATES_NAME}/"
    kept = VersionFile.objects.filter(version_id=version_id, name__startswith=before).values_list("name", "text")
    return {name.removeprefix(before): text for name, text in kept}


def _rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
