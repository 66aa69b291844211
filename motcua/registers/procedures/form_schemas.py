"""The form of a procedure as JSON Schema, for partners that fill it in for somebody."""

from __future__ import annotations

import json
from pathlib import Path

from motcua.registers.procedures.building import procedure_of
from motcua.registers.procedures.checking import check
from motcua.registers.procedures.definition import Procedure
from motcua.registers.procedures.proof.folder import FILE_NAME
from motcua.registers.procedures.proving import text_of_file
from motcua.rules.form_schema import only_checked_here, schema_of

ONLY_HERE = "x-only-checked-here"
"""The key under which the schema lists, in words, what the server refuses beyond it."""


def form_schema(procedure: Procedure) -> str:
    """The JSON Schema of the answers, indented, with what only the server can refuse."""
    said = [one.words() for one in only_checked_here(procedure.form, procedure.fees.names)]
    schema = {**schema_of(procedure.form, address=f"urn:motcua:form:{procedure.code}"), ONLY_HERE: said}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def form_schema_of_file(path: Path) -> str:
    """The same of a file, or of a folder's, that is in order. Raises `ProcedureFileFaulty`,
    `ProcedureFileUnreachable`."""
    file = path / FILE_NAME if path.is_dir() else path
    return form_schema(procedure_of(check(text=text_of_file(file), file=str(file)), version_id=0))
