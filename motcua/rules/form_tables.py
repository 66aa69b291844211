"""The rows of a table in a form: each cell read by its column, each fault with its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from motcua.rules.expressions import Plain
from motcua.rules.form_definition import Field, FieldType
from motcua.rules.form_values import Reader, is_empty
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

Rows: TypeAlias = list[dict[str, Plain]]
MOST_ROWS: Final = 100

_NO_ROWS = _("“{label}”: hãy ghi thành từng dòng.")
_TOO_MANY = _("“{label}” có {count} dòng, quá mức {most} dòng.")
_TOO_FEW = _("“{label}” phải có ít nhất {least} dòng, đang có {count}.")
_IN_ROW = _("“{label}”, dòng {row}: {why}")
_NO_COLUMN = _("không có cột “{key}”.")
_REQUIRED = _("hãy ghi “{column}”.")


def has_rows(raw: object) -> bool:
    """Some row has something in it; what is no list of rows counts too, to be refused."""
    if raw is None or raw == "":
        return False
    return not isinstance(raw, Sequence) or isinstance(raw, str) or any(not _is_blank(row) for row in raw)


def read_rows(field: Field, raw: object, today: date, readers: Mapping[FieldType, Reader]) -> Rows | Sentence:
    """The rows that are not blank, canonical; or the first fault."""
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        return Sentence(_NO_ROWS, {"label": field.label})
    rows = [row for row in raw if not _is_blank(row)]
    if len(rows) > field.most_rows:
        return Sentence(_TOO_MANY, {"label": field.label, "count": len(rows), "most": field.most_rows})
    if len(rows) < field.least_rows:
        return Sentence(_TOO_FEW, {"label": field.label, "count": len(rows), "least": field.least_rows})
    found: Rows = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            return Sentence(_NO_ROWS, {"label": field.label})
        made = _read_row(field, row, today, readers)
        if isinstance(made, Sentence):
            return Sentence(_IN_ROW, {"label": field.label, "row": number, "why": made})
        found.append(made)
    return found


def _read_row(
    field: Field, row: Mapping[str, object], today: date, readers: Mapping[FieldType, Reader]
) -> dict[str, Plain] | Sentence:
    known = {column.key for column in field.columns}
    for key in row:
        if key not in known:
            return Sentence(_NO_COLUMN, {"key": str(key)[:60]})
    cells: dict[str, Plain] = {}
    for column, value in _cells(field, row, today, readers):
        if isinstance(value, Sentence):
            return value
        if value is not None:
            cells[column.key] = value
        elif column.required:
            return Sentence(_REQUIRED, {"column": column.label})
    return cells


def _cells(
    field: Field, row: Mapping[str, object], today: date, readers: Mapping[FieldType, Reader]
) -> Iterator[tuple[Field, Plain | Sentence | None]]:
    for column in field.columns:
        raw = row.get(column.key)
        yield column, None if is_empty(raw) else readers[column.type](column, raw, today)


def _is_blank(row: object) -> bool:
    return isinstance(row, Mapping) and all(is_empty(cell) for cell in row.values())
