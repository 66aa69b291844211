"""What the catalogue tells: the version in force on a day, a version by its id, and finding by name or code."""

from motcua.registers.procedures.bpmn.files import process_file, process_file_of
from motcua.registers.procedures.bpmn.into import with_process
from motcua.registers.procedures.bpmn.reading import read_bpmn, read_bpmn_file
from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.catalogue_finding import Group, search
from motcua.registers.procedures.chains.definition import Chain, ChainPart, Feed, of_part
from motcua.registers.procedures.confirming import Doubted, ToConfirm
from motcua.registers.procedures.copy_sheets import CopySheet, copy_sheet_of
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
from motcua.registers.procedures.diagram.nodes import Node, NodeKind
from motcua.registers.procedures.diagram.placing import Diagram, Placed, Rect
from motcua.registers.procedures.diagram.routing import Line
from motcua.registers.procedures.diagram.states import StepState, states_of
from motcua.registers.procedures.differences import differences, template_differences
from motcua.registers.procedures.form_schemas import chain_form_schema, form_schema, form_schema_of_file
from motcua.registers.procedures.portal.doubt_facts import Doubt
from motcua.registers.procedures.portal.drafts import KeptDraft, draft_of, drafts, portal_record
from motcua.registers.procedures.portal.kinds import KIND_WORDS
from motcua.registers.procedures.proving import Proved, facts_of, facts_of_text, proved_folder, text_of_file
from motcua.registers.procedures.publication import clocks_of
from motcua.registers.procedures.queries.catalogue import CatalogueLine, Totals, catalogue_lines, totals
from motcua.registers.procedures.queries.found import ListedChain, find, find_both, find_chains, knows_province
from motcua.registers.procedures.queries.interlinked import chain_in_force, chain_name, known_on
from motcua.registers.procedures.queries.listed import Listed, all_in_force, field_names, with_a_book
from motcua.registers.procedures.queries.processes import bpmn_text, diagram, process_part, role_names
from motcua.registers.procedures.queries.substitution import Substitution, substitution_of
from motcua.registers.procedures.queries.versions import (
    KeptVersion,
    facts_of_version,
    in_force,
    source_of,
    template_text,
    templates_beside,
    to_confirm_of,
    version,
    version_named,
    versions_of,
)
from motcua.registers.procedures.receiving import Reception, decided_at, not_received_at, reception, receptions_of
from motcua.registers.procedures.search.question import LONGEST as LONGEST_QUESTION

__all__ = [
    "KIND_WORDS",
    "LONGEST_QUESTION",
    "Book",
    "Case",
    "CatalogueLine",
    "Chain",
    "ChainPart",
    "ClockRules",
    "CopySheet",
    "Diagram",
    "Doubt",
    "Doubted",
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
    "ToConfirm",
    "Totals",
    "all_in_force",
    "bpmn_text",
    "catalogue_lines",
    "chain_form_schema",
    "chain_in_force",
    "chain_name",
    "clocks_of",
    "copy_sheet_of",
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
    "find_both",
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
    "read_bpmn_file",
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
    "text_of_file",
    "to_confirm_of",
    "totals",
    "version",
    "version_named",
    "versions_of",
    "with_a_book",
    "with_process",
]
