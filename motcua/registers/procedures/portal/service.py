"""Who asks, who decides, who helps, where to hand in, in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.registers.procedures.portal.channels import channels
from motcua.registers.procedures.portal.named import are_plain, published_several, several
from motcua.registers.procedures.portal.sealing import Part, seal, unseal
from motcua.registers.procedures.portal.shape import GROUP_OF_UNITS, STEP

BODIES: Mapping[str, tuple[str, str, str]] = {
    "deciding": ("departmentsAuthority", "unitGroupsAuthority", "delegatedAgencies"),
    "executing": ("departmentsExecuting", "unitGroupsExecuting", "executingAgencies"),
    "coordinating": ("departmentsCoordinating", "unitGroupsCoordinating", "coordinatingAgencies"),
    "authorized": ("departmentsAuthorized", "unitGroupsAuthorized", "authorizedAgencies"),
}
"""Place in the draft; offices, groups of offices, and the offices' names in one text."""


def service(record: Mapping[str, Any]) -> Part:
    """The format's block, with what is the portal's own in its `portal`."""
    part: Part = {}
    notes: Part = {}
    _add_subjects(record.get("subjectTypesDetails"), part, notes)
    for place in ("deciding", "executing"):
        _add_single(record, place, part, notes)
    _add_coordinating(record, part, notes)
    _add_lists(record, "authorized", notes)
    for place, field in (("receiving", "dossierReceivingAddresses"),):
        if isinstance(record.get(field), str) and record[field]:
            part[place] = record[field]
    part["channels"] = channels(record.get("executionMethods") or [])
    if record.get("isFullProcess") is True:
        part["online_level"] = "full"
    part["non_boundary"] = record.get("isNonTerritorial") is True
    if isinstance(record.get("requirementsAndConditions"), str) and record["requirementsAndConditions"]:
        part["requirements"] = [record["requirementsAndConditions"]]
    if record.get("executionSteps") is not None:
        part["order"] = [_step(each) for each in record["executionSteps"]]
    return {**part, "portal": notes} if notes else part


def published_service(service: Mapping[str, Any]) -> Part:
    """The portal's fields."""
    notes = service.get("portal", {})
    written: Part = {
        "isFullProcess": service.get("online_level") == "full",
        "isNonTerritorial": bool(service.get("non_boundary")),
    }
    if "subjects" in service:
        codes = notes.get("subject_codes", {})
        written["subjectTypesDetails"] = [_coded(name, codes) for name in service["subjects"]]
    elif "subjects" in notes:
        written["subjectTypesDetails"] = published_several(notes["subjects"])
    for place, fields in BODIES.items():
        written.update(_published_bodies(service, place, fields))
    if "receiving" in service:
        written["dossierReceivingAddresses"] = service["receiving"]
    if service.get("requirements"):
        text = "\n".join(service["requirements"])
        written |= {"requirementsAndConditions": text, "description": text}
    if "order" in service:
        written["executionSteps"] = [_published_step(each) for each in service["order"]]
    return written


def _add_subjects(subjects: Sequence[Mapping[str, Any]] | None, part: Part, notes: Part) -> None:
    if subjects is None:
        return
    if are_plain(subjects):
        part["subjects"] = [each["name"] for each in subjects]
        notes.update({"subject_codes": {each["name"]: each["code"] for each in subjects}} if subjects else {})
    else:
        notes["subjects"] = several(subjects)


def _add_single(record: Mapping[str, Any], place: str, part: Part, notes: Part) -> None:
    """One office, or one group of offices, is the body itself; of several a person chooses."""
    offices, groups = (record.get(field) or [] for field in BODIES[place][:2])
    if len(offices) == 1 and not groups and are_plain(offices):
        part[place] = offices[0]["name"]
        notes[f"{place}_code"] = offices[0]["code"]
    elif len(groups) == 1 and not offices and _only_names(groups):
        part[place] = groups[0]["name"]
    else:
        _add_lists(record, place, notes)


def _add_coordinating(record: Mapping[str, Any], part: Part, notes: Part) -> None:
    offices, groups = (record.get(field) or [] for field in BODIES["coordinating"][:2])
    names = [each.get("name") for each in (*offices, *groups)]
    if not (are_plain(offices) and _only_names(groups) and len(set(names)) == len(names)):
        _add_lists(record, "coordinating", notes)
    elif names:
        part["coordinating"] = names
        notes.update({"coordinating_codes": {each["name"]: each["code"] for each in offices}} if offices else {})


def _add_lists(record: Mapping[str, Any], place: str, notes: Part) -> None:
    offices, groups = (record.get(field) for field in BODIES[place][:2])
    if offices is not None:
        notes[f"{place}_offices"] = several(offices)
    if groups is not None:
        is_plain = _only_names(groups)
        notes[f"{place}_groups"] = [each["name"] for each in groups] if is_plain else several(groups, GROUP_OF_UNITS)


def _published_bodies(service: Mapping[str, Any], place: str, fields: tuple[str, str, str]) -> Part:
    notes = service.get("portal", {})
    offices = published_several(notes.get(f"{place}_offices"))
    groups = _published_groups(notes.get(f"{place}_groups"))
    if offices is None and groups is None and place in service:
        codes = notes.get(f"{place}_codes", {})
        if f"{place}_code" in notes:
            codes = {service[place]: notes[f"{place}_code"]}
        names = [service[place]] if isinstance(service[place], str) else service[place]
        offices = [_coded(name, codes) for name in names if name in codes] or None
        groups = [{"name": name} for name in names if name not in codes] or None
    written: Part = {}
    if groups is not None:
        written[fields[1]] = groups
    if offices is not None:
        written[fields[0]] = offices
        written[fields[2]] = ", ".join(str(each.get("name", "")) for each in offices)
    return written


def _published_groups(groups: Sequence[Any] | None) -> list[Part] | None:
    if groups is None:
        return None
    named = (published_several([each]) if isinstance(each, dict) else [{"name": each}] for each in groups)
    return [each for found in named if found for each in found]


def _only_names(groups: Sequence[Mapping[str, Any]]) -> bool:
    return all(set(each) == {"name"} and isinstance(each["name"], str) for each in groups)


def _coded(name: str, codes: Mapping[str, str]) -> Part:
    return {"code": codes[name], "name": name} if name in codes else {"name": name}


def _step(published: Mapping[str, Any]) -> str | Part:
    """A step without a name of its own is just its text."""
    if set(published) == {"description"} and isinstance(published["description"], str):
        return str(published["description"])
    part = {
        place: published[field]
        for place, field in (("name", "name"), ("text", "description"))
        if isinstance(published.get(field), str)
    }
    return seal(part, written=_written_step(part), published=published, shape=STEP)


def _published_step(part: str | Mapping[str, Any]) -> Part:
    return {"description": part} if isinstance(part, str) else unseal(part, _written_step(part))


def _written_step(part: Mapping[str, Any]) -> Part:
    return {field: part[place] for place, field in (("name", "name"), ("text", "description")) if place in part}
