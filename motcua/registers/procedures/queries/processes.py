"""A process as a BPMN file, as a part of a procedure file, laid out to be drawn; and who may do its steps."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.registers.procedures.bpmn.files import process_block
from motcua.registers.procedures.bpmn.vocabulary import ProcessFile
from motcua.registers.procedures.bpmn.writing import write_bpmn
from motcua.registers.procedures.diagram.placing import Diagram, diagram_of
from motcua.registers.procedures.roles import roles
from motcua.registers.procedures.writing import write
from motcua.rules.process import ProcessDefinition


def bpmn_text(file: ProcessFile) -> str:
    """The process as a BPMN 2.0 file with its diagram."""
    return write_bpmn(file, roles=roles()).decode()


def process_part(file: ProcessFile) -> str:
    """The process as that part of a procedure file."""
    return write(process_block(file)).lstrip("\n")


def diagram(definition: ProcessDefinition) -> Diagram:
    """A sound process laid out on a sheet, kept; the same coordinates as in its BPMN file."""
    return diagram_of(definition, roles())


def role_names() -> Mapping[str, str]:
    """The positions a process may give work to: code and Vietnamese name."""
    return roles()
