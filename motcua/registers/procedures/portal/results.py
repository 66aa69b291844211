"""What comes out of it, how it is handed over, and the law it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.registers.procedures.portal.named import named, published_named
from motcua.registers.procedures.portal.sealing import Part, seal, unseal
from motcua.registers.procedures.portal.shape import RETURN

WAYS: Mapping[str, str] = {"AT_SUBMISSION_PLACE": "counter", "ONLINE": "online", "AT_HOME": "parcel"}
SUBMITTED: Mapping[str, str] = {"ONLINE": "online", "OFFLINE": "offline"}


def result(record: Mapping[str, Any]) -> Part:
    """The format's block; when each way of handing in has other ways out, they stand in its `portal`."""
    part: Part = {}
    if record.get("resultsDetails") is not None:
        part["items"] = [
            {"key": f"result-{number}", **named(each, code="portal_code")}
            for number, each in enumerate(record["resultsDetails"], 1)
        ]
    ways = record.get("returningMethods")
    if not ways:
        return part
    rows = [_way(each) for each in ways]
    together = rows[0].get("by", [])
    is_one = all(set(row) == {"submitted", "by"} and row["by"] == together for row in rows)
    if is_one and len(set(together)) == len(together) > 0 and set(together) <= set(WAYS.values()):
        return {**part, "returned_by": together, "portal": {"returned_for": [row["submitted"] for row in rows]}}
    return {**part, "portal": {"returned": rows}}


def published_result(result: Mapping[str, Any]) -> Part:
    """The portal's fields."""
    written: Part = {}
    if "items" in result:
        written["resultsDetails"] = [published_named(each, code="portal_code") for each in result["items"]]
    notes = result.get("portal", {})
    rows = notes.get("returned")
    if rows is None and "returned_for" in notes:
        rows = [{"submitted": submitted, "by": result["returned_by"]} for submitted in notes["returned_for"]]
    if rows is not None:
        written["returningMethods"] = [unseal(row, _written_way(row)) for row in rows]
    return written


def legal_basis(texts: Sequence[Mapping[str, Any]] | None) -> Part | None:
    """The format's block; nothing when the portal names no law at all."""
    return None if texts is None else {"items": [named(each, code="number") for each in texts]}


def published_legal_basis(block: Mapping[str, Any] | None) -> Part:
    if block is None:
        return {}
    return {"legalBasisesDetails": [published_named(each, code="number") for each in block["items"]]}


def _way(published: Mapping[str, Any]) -> Part:
    part: Part = {}
    if isinstance(published.get("type"), str):
        part["submitted"] = SUBMITTED.get(published["type"], published["type"])
    if published.get("value") is not None:
        part["by"] = [WAYS.get(each, each) for each in published["value"]]
    return seal(part, written=_written_way(part), published=published, shape=RETURN)


def _written_way(part: Mapping[str, Any]) -> Part:
    written: Part = {}
    if "submitted" in part:
        names = {ours: theirs for theirs, ours in SUBMITTED.items()}
        written["type"] = names.get(part["submitted"], part["submitted"])
    if "by" in part:
        names = {ours: theirs for theirs, ours in WAYS.items()}
        written["value"] = [names.get(each, each) for each in part["by"]]
    return written
