"""What a procedure is called, whose it is, and on which level it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.registers.procedures.portal.named import named, published_named
from motcua.registers.procedures.portal.sealing import Part, seal, unseal
from motcua.registers.procedures.portal.shape import LIFE_EVENT

LEVELS: Mapping[str, str] = {"isWard": "commune", "isProvince": "province", "isMinistry": "ministry"}
TRAITS: Mapping[str, str] = {
    "isVertical": "vertical",
    "isOtherAgency": "other-agency",
    "isSharedService": "shared-service",
    "isOfflineOnly": "offline-only",
    "isInternal": "internal",
    "isUndetermined": "undetermined",
}
_FACTS: Mapping[str, str] = {"type": "type", "state": "state", "formality": "formalityType"}
_ISSUER: Mapping[str, str] = {"code": "departmentPromulgateCode", "name": "departmentPromulgateName"}


def identity(record: Mapping[str, Any]) -> Part:
    """The format's own block: code, name, field, level and who issued it."""
    part: Part = {"code": record["code"], "name": record["name"]}
    fields = record.get("categoriesDetails") or []
    if len(fields) == 1:
        part["field"] = named(fields[0])
    levels = _levels(record)
    if len(levels) == 1:
        part["level"] = levels[0]
    issuer = {place: record[field] for place, field in _ISSUER.items() if isinstance(record.get(field), str)}
    return {**part, **({"issuer": issuer} if issuer else {})}


def notice(record: Mapping[str, Any]) -> Part:
    """What the format has no place for: the kind of notice, several levels, traits, life events."""
    part: Part = {place: record[field] for place, field in _FACTS.items() if isinstance(record.get(field), str)}
    levels = _levels(record)
    if len(levels) > 1:
        part["levels"] = levels
    traits = [trait for flag, trait in TRAITS.items() if record.get(flag) is True]
    if traits:
        part["traits"] = traits
    fields = record.get("categoriesDetails") or []
    if len(fields) > 1:
        part["fields"] = [named(each) for each in fields]
    if events := record.get("serviceGroupsDetails"):
        part["life_events"] = [_life_event(each) for each in events]
    return part


def published_identity(identity: Mapping[str, Any], notice: Mapping[str, Any]) -> Part:
    """The portal's fields of both."""
    levels = notice.get("levels", [identity["level"]] if "level" in identity else [])
    issuer = identity.get("issuer", {})
    fields = notice.get("fields", [identity["field"]] if "field" in identity else [])
    written: Part = {
        "code": identity["code"],
        "codeNotation": identity["code"],
        "name": identity["name"],
        "categoriesDetails": [published_named(each) for each in fields],
        **{field: notice[place] for place, field in _FACTS.items() if place in notice},
        **{field: issuer[place] for place, field in _ISSUER.items() if place in issuer},
        **{flag: level in levels for flag, level in LEVELS.items()},
        **{flag: trait in notice.get("traits", ()) for flag, trait in TRAITS.items()},
    }
    if fields:
        written["category"] = written["categoriesDetails"][0]
    if "life_events" in notice:
        written["serviceGroupsDetails"] = [unseal(each, _written_event(each)) for each in notice["life_events"]]
    return written


def _levels(record: Mapping[str, Any]) -> list[str]:
    return [level for flag, level in LEVELS.items() if record.get(flag) is True]


def _life_event(event: Mapping[str, Any]) -> Part:
    part = {
        place: event[field] for place, field in (("name", "name"), ("for", "type")) if isinstance(event.get(field), str)
    }
    return seal(part, written=_written_event(part), published=event, shape=LIFE_EVENT)


def _written_event(part: Mapping[str, Any]) -> Part:
    return {field: part[place] for place, field in (("name", "name"), ("for", "type")) if place in part}
