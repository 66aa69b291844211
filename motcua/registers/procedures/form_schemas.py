"""The form of a procedure as JSON Schema, for partners that fill it in for somebody."""

from __future__ import annotations

import json
from pathlib import Path

from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.chains.building import chain_of
from motcua.registers.procedures.chains.checking import check_chain
from motcua.registers.procedures.chains.definition import Chain
from motcua.registers.procedures.checking import check
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.proof.folder import FILE_NAME
from motcua.registers.procedures.proving import CHAIN_FILE, beside, text_of_file
from motcua.rules.expressions import Names
from motcua.rules.form_schema import only_checked_here, schema_of
from motcua.rules.forms import FormDefinition

ONLY_HERE = "x-only-checked-here"
"""The key under which the schema lists, in words, what the server refuses beyond it."""


def form_schema(procedure: Procedure) -> str:
    """The JSON Schema of the answers, indented, with what only the server can refuse."""
    return _written(procedure.form, procedure.code, procedure.fees.names)


def chain_form_schema(chain: Chain) -> str:
    """The same of the one form of an interlinked group: what a submission of it answers."""
    names = {key: called for part in reversed(chain.parts) for key, called in part.procedure.fees.names.items()}
    return _written(chain.form, chain.code, names)


def form_schema_of_file(path: Path) -> str:
    """The same of a file, or of a folder's, that is in order: a procedure's or a group's, whose procedures lie beside.
    Raises `ProcedureFileFaulty`, `ProcedureFileUnreachable`."""
    chain = path / CHAIN_FILE if path.is_dir() else path
    if chain.name == CHAIN_FILE and chain.exists():
        known = beside(chain)
        data = check_chain(text=text_of_file(chain), file=str(chain), known=known)
        return chain_form_schema(chain_of(data, version_id=0, known=known))
    file = path / FILE_NAME if path.is_dir() else path
    return form_schema(procedure_of(check(text=text_of_file(file), file=str(file)), version_id=0))


def _written(form: FormDefinition, code: str, names: Names) -> str:
    said = [one.words() for one in only_checked_here(form, names)]
    schema = {**schema_of(form, address=f"urn:motcua:form:{code}"), ONLY_HERE: said}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
