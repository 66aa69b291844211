"""What it costs: the portal repeats a fee under each way of handing in; a draft says it once, and where it is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.registers.procedures.portal.channels import CHANNELS
from motcua.registers.procedures.portal.sealing import Part, seal, unseal
from motcua.registers.procedures.portal.shape import FEE

KINDS: Mapping[str, str] = {"FEE": "phi", "SERVICE_FEE": "le-phi", "PRICE_LEVEL": "gia"}
TYPES: Mapping[str, str] = {ours: theirs for theirs, ours in KINDS.items()}
DONG = "Việt Nam Đồng"
MOST = 10**12


def fee_items(methods: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> list[Part]:
    """The fees of all ways of handing in; `rows` are their rows of `clock.terms`, named in `portal.rows`."""
    found: list[Part] = []
    for method, row in zip(methods, rows, strict=True):
        place = -1
        for published in method.get("fees") or []:
            fee = _fee(published)
            place = _place_of(fee, found, after=place, row=row["key"])
            if place == len(found):
                found.append({**fee, "portal": {"rows": [], **fee.get("portal", {})}})
            found[place]["portal"]["rows"].append(row["key"])
    every = {CHANNELS.get(str(method.get("submissionMethod"))) for method in methods}
    channels = {row["key"]: row["channels"] for row in rows if "channels" in row}
    return [_numbered(fee, number, channels, len(every)) for number, fee in enumerate(found, 1)]


def published_fees(items: Sequence[Mapping[str, Any]], row: str) -> list[Part]:
    """The portal's fees of one row of `clock.terms`."""
    return [unseal(item, _written(item)) for item in items if row in item.get("portal", {}).get("rows", ())]


def _fee(published: Mapping[str, Any]) -> Part:
    part: Part = {}
    notes: Part = {}
    kind, amount, currency = (published.get(field) for field in ("type", "value", "currencyName"))
    if kind in KINDS:
        part["kind"] = KINDS[str(kind)]
    elif isinstance(kind, str):
        notes["kind"] = kind
    if isinstance(published.get("description"), str):
        part["name"] = published["description"]
    if isinstance(amount, int) and not isinstance(amount, bool) and abs(amount) < 10**17:
        if 0 <= amount <= MOST and currency in (None, DONG):
            part["amount"] = amount
        else:
            notes["value"] = amount
    if isinstance(currency, str):
        notes["currency"] = currency
    part = {**part, "portal": notes} if notes else part
    return seal(part, written=_written(part), published=published, shape=FEE)


def _place_of(fee: Part, found: Sequence[Part], *, after: int, row: str) -> int:
    """Where the same fee stands already, behind the last one of this row; else the end. So each row keeps its order."""
    for place in range(after + 1, len(found)):
        same = {**found[place], "portal": {k: v for k, v in found[place]["portal"].items() if k != "rows"}}
        if same == {"portal": {}, **fee} and row not in found[place]["portal"]["rows"]:
            return place
    return len(found)


def _numbered(fee: Part, number: int, channels: Mapping[str, list[str]], every: int) -> Part:
    """With its key, and the channels if it is not due in all."""
    due = list(dict.fromkeys(channel for row in fee["portal"]["rows"] for channel in channels.get(row, ())))
    order = ("kind", "name", "amount")
    facts = {place: fee[place] for place in order if place in fee}
    some = {"channels": due} if due and len(due) < every else {}
    return {"key": f"fee-{number}", **facts, **some, "portal": fee["portal"]}


def _written(part: Mapping[str, Any]) -> Part:
    notes = part.get("portal", {})
    written: Part = {}
    if "kind" in part or "kind" in notes:
        written["type"] = TYPES[part["kind"]] if "kind" in part else notes["kind"]
    if "name" in part:
        written["description"] = part["name"]
    if "amount" in part or "value" in notes:
        written["value"] = part["amount"] if "amount" in part else notes["value"]
    if "currency" in notes:
        written["currencyName"] = notes["currency"]
    return written
