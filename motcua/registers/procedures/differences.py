"""What is different between two procedure files, in words: by what the parts are called, not by where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.registers.procedures.difference_values import read_out
from motcua.registers.procedures.difference_words import PART_WORDS

_CHANGED = gettext_noop("{where}: “{old}” → “{new}”")
_ADDED = gettext_noop("{where}: thêm “{new}”")
_GONE = gettext_noop("{where}: bỏ “{old}”")
_SPACES = gettext_noop("{where}: chỉ đổi khoảng trắng, hoặc số viết thành chữ")
_ORDER = gettext_noop("{where}: đổi thứ tự")
_TEMPLATE = gettext_noop("mẫu in")
_AT_LINE = gettext_noop("dòng {line}")
LONGEST = 120
_NOT_FACTS = frozenset({"source", "sources", "doubt", "undecided", "key", "rows", "group"})
_NUMBERED = re.compile(r"[a-z]+-[0-9]+")
"""Keys that a draft gives by place: they move when something is added before."""
_NAMES = ("portal_code", "number", "code", "name", "title", "label", "term", "text", "key")


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """One sentence for each fact that was changed, added or taken away, in the order of the new file.

    Sources and doubts are not facts; a part that only stands elsewhere is one sentence for its list.
    """
    return tuple(_maps(_linked(read_out(old)), _linked(read_out(new)), ()))


def template_differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each print template that was changed, added or taken away, by the name of its file."""
    told: list[str] = []
    for file in sorted({*old, *new}):
        where = (gettext(_TEMPLATE), file)
        if file not in old or file not in new:
            text, params = (_ADDED, {"new": file}) if file in new else (_GONE, {"old": file})
            told.append(_said(text, where[:1], **params))
        elif old[file] != new[file]:
            told += _lines(old[file].split("\n"), new[file].split("\n"), where)
    return tuple(told)


def _lines(old: list[str], new: list[str], where: tuple[str, ...]) -> Iterator[str]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        before, after = " ".join(old[a:b]), " ".join(new[c:d])
        here = (*where, gettext(_AT_LINE).format(line=c + 1))
        if before.split() == after.split():
            continue
        if not before.strip():
            yield _said(_ADDED, here, new=after)
        elif not after.strip():
            yield _said(_GONE, here, old=before)
        else:
            shown, shown_new = _around_the_change(before, after)
            yield _said(_CHANGED, here, old=shown, new=shown_new)


def _linked(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Papers say the name of their group instead of its number, which moves when a group is added; and the name of the
    paper that they replace."""
    papers = data.get("papers")
    if not isinstance(papers, Mapping):
        return data
    names = {group["key"]: group.get("name", "") for group in papers.get("portal", {}).get("groups", ())}
    called = {paper.get("key"): paper.get("name", "") for paper in papers.get("items", ())}
    items = [
        {
            **paper,
            **({"under": names[paper["portal"]["group"]]} if _is_under(paper, names) else {}),
            **({"instead_of": called.get(paper["instead_of"], "")} if "instead_of" in paper else {}),
        }
        for paper in papers.get("items", ())
    ]
    return {**data, "papers": {**papers, "items": items}}


def _is_under(paper: Mapping[str, Any], names: Mapping[str, str]) -> bool:
    return bool(names.get(paper.get("portal", {}).get("group", "")))


def _maps(old: Mapping[str, Any], new: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[str]:
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in _NOT_FACTS or (key == "key" and _is_recalled(old.get(key), new.get(key))):
            here = where if key == "items" else (*where, gettext(PART_WORDS.get(key, key)))
            yield from _values(old.get(key), new.get(key), here)


def _is_recalled(old: Any, new: Any) -> bool:
    """Somebody gave a part another key: what names it by the old one does not find it any more."""
    return all(isinstance(key, str) and not _NUMBERED.fullmatch(key) for key in (old, new))


def _values(old: Any, new: Any, where: tuple[str, ...]) -> Iterator[str]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _maps(old, new, where)
    elif isinstance(_or(old, []), list) and isinstance(_or(new, []), list):
        yield from _lists(old or [], new or [], where)
    elif isinstance(_or(old, {}), Mapping) and isinstance(_or(new, {}), Mapping):
        yield from _maps(old or {}, new or {}, where)
    elif new is None:
        yield _said(_GONE, where, old=_words(old))
    elif old is None:
        yield _said(_ADDED, where, new=_words(new))
    elif _words(old) == _words(new):
        yield _said(_SPACES, where)
    else:
        before, after = _around_the_change(_words(old), _words(new))
        yield _said(_CHANGED, where, old=before, new=after)


def _or(value: Any, nothing: Any) -> Any:
    return nothing if value is None else value


def _lists(old: Sequence[Any], new: Sequence[Any], where: tuple[str, ...]) -> Iterator[str]:
    pairs = _pairs(old, new)
    met = {id(before) for before, _ in pairs if before is not None}
    for before, after in pairs:
        if before is None:
            yield _said(_ADDED, where, new=_name(after))
        elif isinstance(after, Mapping) and isinstance(before, Mapping):
            yield from _maps(before, after, (*where, f"“{_shortened(_name(before), 60)}”"))
        else:
            yield from _values(before, after, where)
    for each in old:
        if id(each) not in met:
            yield _said(_GONE, where, old=_name(each))
    kept = [(before, after) for before, after in pairs if before is not None]
    places = [next(n for n, each in enumerate(old) if each is before) for before, _ in kept]
    if len(kept) == len(old) == len(new) and places != sorted(places):
        yield _said(_ORDER, where)


def _pairs(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each new item with the old one it was: the same one, else one of the same name, else one very like it."""
    free: list[Any] = [_Held(each) for each in old]
    found: dict[int, Any] = {}
    rules: tuple[Callable[[Any, Any], bool], ...] = (_is_same, *(_of_same(name) for name in _NAMES), _is_like)
    for rule in rules:
        for number, item in enumerate(new):
            if number in found:
                continue
            match = next((held for held in free if rule(held.item, item)), None)
            if match is not None:
                found[number] = match
                free.remove(match)
    return [(found[number].item if number in found else None, item) for number, item in enumerate(new)]


class _Held:
    """An item known by itself, not by what it equals."""

    def __init__(self, item: Any) -> None:
        self.item = item


def _is_same(old: Any, new: Any) -> bool:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _facts(old) == _facts(new)
    return bool(old == new)


def _facts(part: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in part.items() if key not in _NOT_FACTS}


def _of_same(name: str) -> Callable[[Any, Any], bool]:
    def rule(old: Any, new: Any) -> bool:
        if not (isinstance(old, Mapping) and isinstance(new, Mapping)) or name not in old or name not in new:
            return False
        return bool(old[name] == new[name])

    return rule


def _is_like(old: Any, new: Any) -> bool:
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    return SequenceMatcher(None, old[:400], new[:400]).quick_ratio() > 0.8


def _name(item: Any) -> str:
    if isinstance(item, Mapping):
        for name in ("name", "title", "label", "text", "term", "says", "code", "key"):
            if item.get(name) and not (name == "key" and _NUMBERED.fullmatch(item[name])):
                return _shortened(str(item[name]))
        return _shortened(", ".join(_facts_in_words(item)))
    return _words(item)


def _facts_in_words(part: Mapping[str, Any]) -> Iterator[str]:
    """What a part without a name says; what the portal said of it stands for itself."""
    for key, value in _facts(part).items():
        words = _words(value)
        if words:
            yield words if key == "portal" else f"{gettext(PART_WORDS.get(key, key))} {words}"


def _words(value: Any) -> str:
    match value:
        case bool():
            return gettext("có") if value else gettext("không")
        case list() | tuple():
            return ", ".join(_name(each) for each in value)
        case Mapping():
            return _name(value)
        case _:
            return " ".join(str(value).split())


def _around_the_change(old: str, new: str) -> tuple[str, str]:
    """Of long texts only the stretch that changed, with some words before and after."""
    if len(old) <= LONGEST and len(new) <= LONGEST:
        return old, new
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return _stretch(old, start, len(old) - end), _stretch(new, start, len(new) - end)


def _stretch(text: str, start: int, end: int) -> str:
    begins, ends = max(0, start - 30), min(len(text), end + 20)
    middle = _shortened(text[begins:ends], 2 * LONGEST)
    return f"{'…' if begins else ''}{middle}{'…' if ends < len(text) else ''}"


def _shortened(text: str, most: int = LONGEST) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _said(text: str, where: Sequence[str], **params: str) -> str:
    shown = {name: _shortened(words, 2 * LONGEST + 2) for name, words in params.items()}
    return gettext(text).format(where=", ".join(where), **shown)
