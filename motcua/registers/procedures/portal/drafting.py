"""From a published record to a draft in the file format, and from the draft to the record again.

The draft holds every fact once, in the place that the format gives it; `published` asks nothing but the draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from motcua.registers.procedures.portal.fees import fee_items, published_fees
from motcua.registers.procedures.portal.identity import identity, notice, published_identity
from motcua.registers.procedures.portal.papers import papers, published_papers
from motcua.registers.procedures.portal.results import legal_basis, published_legal_basis, published_result, result
from motcua.registers.procedures.portal.sealing import Part, seal, unseal
from motcua.registers.procedures.portal.service import published_service, service
from motcua.registers.procedures.portal.shape import RECORD
from motcua.registers.procedures.portal.terms import (
    case_rows,
    method_row,
    published_case,
    published_method,
    sealed_method_row,
)

SOURCE = "CDVC"
_READ = f"{SOURCE}-A"


def draft(record: Mapping[str, Any]) -> Part:
    """The draft as plain data: as much of the format as the portal tells, and the portal's own in `portal` blocks.

    `record` has the shape that `shape.check_shape` approves.
    """
    methods: Sequence[Mapping[str, Any]] = record.get("executionMethods") or []
    rows = [method_row(each, number) for number, each in enumerate(methods, 1)]
    fees = fee_items(methods, rows)
    rows = [
        sealed_method_row(row, published_fees(fees, row["key"]), method)
        for row, method in zip(rows, methods, strict=True)
    ]
    cases = [case_rows(each, number) for number, each in enumerate(record.get("cases") or [], 1)]
    terms = [*rows, *(row for _, row in cases if row is not None)]
    law = legal_basis(record.get("legalBasisesDetails"))
    title = gettext("Hồ sơ thủ tục {code} công bố trên Cổng Dịch vụ công quốc gia").format(code=record["code"])
    parts: Part = {
        "format": 1,
        "sources": {SOURCE: {"title": title}},
        "identity": {**identity(record), "source": _READ},
        "service": {**service(record), "source": _READ},
        **({"legal_basis": {**law, "source": _READ}} if law is not None else {}),
        **({"cases": [{**case, "source": _READ} for case, _ in cases]} if cases else {}),
        "papers": {**papers(record.get("executionCases")), "source": _READ},
        "clock": {"terms": [{**row, "source": _READ} for row in terms], "source": _READ},
        "fees": {"items": fees, "source": _READ},
        "result": {**result(record), "source": _READ},
        "portal": notice(record),
    }
    return _sealed(parts, record)


def published(draft: Mapping[str, Any]) -> Part:
    """The record in the portal's own shape, written from the draft alone."""
    return unseal(draft, _written(draft))


def _sealed(parts: Part, record: Mapping[str, Any]) -> Part:
    sealed = seal(parts, written=_written(parts), published=record, shape=RECORD)
    return {**sealed, "portal": sealed.get("portal", {})}


def _written(draft: Mapping[str, Any]) -> Part:
    terms: Sequence[Mapping[str, Any]] = draft["clock"]["terms"]
    fees = draft["fees"]["items"]
    of_cases = {row["cases"][0]: row for row in terms if "cases" in row}
    methods = [published_method(row, published_fees(fees, row["key"])) for row in terms if "cases" not in row]
    cases = [published_case(case, of_cases.get(case["key"])) for case in draft.get("cases", ())]
    groups = published_papers(draft["papers"])
    return {
        **published_identity(draft["identity"], draft.get("portal", {})),
        **published_service(draft["service"]),
        **published_legal_basis(draft.get("legal_basis")),
        **published_result(draft["result"]),
        "executionMethods": methods,
        **({"cases": cases} if cases else {}),
        **({"executionCases": groups} if groups is not None else {}),
    }
