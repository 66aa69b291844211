"""The papers of a dossier, in the groups in which the portal lists them: to submit, to show, notes among them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.portal.sealing import Part, seal, unseal
from motcua.registers.procedures.portal.shape import PAPER, PAPERS

MOST_COPIES = 99
_COUNTS: Mapping[str, str] = {"originals": "originalQty", "copies": "copyQty"}
_COMPARED = re.compile(r"ban (?:chinh|goc)\b.{0,60}\bdoi chieu\b")
"""Said of an original that is only looked at: "kèm bản chính để đối chiếu"."""
_TRAITS: Mapping[str, str] = {"electronic_form": "hasElectronicForm", "is_result": "isProcessingResult"}


def papers(groups: Sequence[Mapping[str, Any]] | None) -> Part:
    """The format's block; each paper names its group."""
    items: list[Part] = []
    kept: list[Part] = []
    for number, group in enumerate(groups or [], 1):
        key = f"group-{number}"
        listed = [
            _paper(each, key, str(group.get("name") or ""), len(items) + place)
            for place, each in enumerate(group.get("profileComponents") or [], 1)
        ]
        part: Part = {"key": key}
        if isinstance(group.get("name"), str):
            part["name"] = group["name"]
        written = _written_group(part, listed)
        kept.append(seal(part, written=written, published=group, shape=PAPERS))
        items.extend(listed)
    return {"items": items, **({"portal": {"groups": kept}} if groups is not None else {})}


def published_papers(papers: Mapping[str, Any]) -> list[Part] | None:
    """The portal's groups."""
    groups = papers.get("portal", {}).get("groups")
    if groups is None:
        return None
    listed: dict[str, list[Part]] = {group["key"]: [] for group in groups}
    for item in papers["items"]:
        if item.get("portal", {}).get("group") in listed:
            listed[item["portal"]["group"]].append(item)
    return [unseal(group, _written_group(group, listed[group["key"]])) for group in groups]


def _paper(published: Mapping[str, Any], group: str, group_name: str, number: int) -> Part:
    part: Part = {"key": f"paper-{number}"}
    for place, field in (("name", "name"), ("portal_code", "code")):
        if isinstance(published.get(field), str):
            part[place] = published[field]
    counts = {place: published.get(field) for place, field in _COUNTS.items()}
    part["kind"] = _kind(group_name, counts)
    part |= {place: count for place, count in counts.items() if _is_count(count) and count}
    if isinstance(published.get("required"), bool):
        part["required"] = published["required"]
    if part["kind"] == "submit" and _COMPARED.search(fold(part.get("name", ""))):
        part["given_back"] = True
    notes: Part = {"group": group, **{place: True for place, field in _TRAITS.items() if published.get(field) is True}}
    part["portal"] = notes
    return seal(part, written=_written_paper(part), published=published, shape=PAPER)


def _kind(group: str, counts: Mapping[str, object]) -> str:
    """As far as the portal tells: what has no quantity or stands under a heading of notes is a note."""
    words = fold(group)
    if not any(counts.values()) or words.lstrip("*- ").startswith("luu y"):
        return "note"
    return "show" if "xuat trinh" in words else "submit"


def _is_count(count: object) -> bool:
    return isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= MOST_COPIES


def _written_group(part: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> Part:
    written: Part = {"name": part["name"]} if "name" in part else {}
    if items:
        written["profileComponents"] = [unseal(item, _written_paper(item)) for item in items]
    return written


def _written_paper(part: Mapping[str, Any]) -> Part:
    notes = part.get("portal", {})
    written = {field: part[place] for place, field in (("name", "name"), ("portal_code", "code")) if place in part}
    written |= {field: part.get(place, 0) for place, field in _COUNTS.items()}
    written |= {field: place in notes and notes[place] is True for place, field in _TRAITS.items()}
    if "required" in part:
        written["required"] = part["required"]
    return written
