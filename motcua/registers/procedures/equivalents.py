"""Whether the equivalents of papers (giấy tờ thay thế) that a file names can stand in for what they replace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_noop

from motcua.registers.procedures.file_facts import FileFacts, Part
from motcua.registers.procedures.reading import Fault, Place

_ITSELF = gettext_noop("Giấy tờ “{name}” ghi thay cho chính nó.")
_UNKNOWN = gettext_noop("Giấy tờ “{name}” thay cho “{key}”, nhưng thủ tục không có giấy tờ mang mã ấy.")
_RING = gettext_noop("Giấy tờ “{name}” và “{other}” thay cho nhau vòng quanh; một giấy tờ phải là giấy tờ gốc.")
_SECOND = gettext_noop("Giấy tờ “{name}” thay cho “{other}”, mà giấy tờ ấy cũng chỉ để thay; hãy ghi mã giấy tờ gốc.")
_NOTE = gettext_noop("Ghi chú không thay cho giấy tờ và không có giấy tờ thay: “{name}”.")
_BOTH = gettext_noop("Giấy tờ “{name}” thay cho “{other}” thì không bắt buộc cùng với nó; bỏ required: true.")
_APART = gettext_noop("Giấy tờ “{name}” không bao giờ thay được “{other}”: hai giấy tờ không cùng {what} nào.")
_WHAT = {"cases": gettext_noop("trường hợp"), "channels": gettext_noop("cách nộp")}


def equivalent_faults(file: FileFacts) -> Iterator[Fault]:
    """What cannot be: an unknown paper, itself, a ring, an equivalent of one, both required, never together."""
    items = file.data["papers"]["items"]
    by_key = {paper["key"]: paper for paper in items}
    for number, paper in enumerate(items):
        if "instead_of" in paper:
            yield from _faults(file, paper, by_key, ("papers", "items", number))


def _faults(file: FileFacts, paper: Part, by_key: Mapping[str, Part], place: Place) -> Iterator[Fault]:
    key, here = paper["instead_of"], (*place, "instead_of")
    other = by_key.get(key)
    if other is None:
        yield file.fault(here, _UNKNOWN, name=paper["name"], key=key)
    elif other is paper or key == paper["key"]:
        yield file.fault(here, _ITSELF, name=paper["name"])
    elif "instead_of" in other:
        text = _RING if _comes_back(paper["key"], by_key) else _SECOND
        yield file.fault(here, text, name=paper["name"], other=other["name"])
    elif "note" in (paper["kind"], other["kind"]):
        yield file.fault(here, _NOTE, name=paper["name"])
    else:
        yield from _at_odds(file, paper, other, place)


def _at_odds(file: FileFacts, paper: Part, other: Part, place: Place) -> Iterator[Fault]:
    if paper.get("required"):
        yield file.fault((*place, "required"), _BOTH, name=paper["name"], other=other["name"])
    for part, what in _WHAT.items():
        if part in paper and part in other and not {*paper[part]} & {*other[part]}:
            yield file.fault((*place, part), _APART, name=paper["name"], other=other["name"], what=what)


def _comes_back(key: str, by_key: Mapping[str, Part]) -> bool:
    """Going from paper to replaced paper, one comes to where one began."""
    seen: set[str] = set()
    at: str = by_key[key]["instead_of"]
    while at in by_key and at not in seen and "instead_of" in by_key[at]:
        seen.add(at)
        at = by_key[at]["instead_of"]
    return key in seen
