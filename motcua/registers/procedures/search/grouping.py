"""Which entries of the catalogue are one service: the same name under the codes of provinces and of levels.

Names are compared without marks, without "Thủ tục", without the province and without the level that does it. A few
services whose name each province writes in its own way, mostly about land, are told by `words/services.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from motcua.registers.procedures.search.letters import bare, words_of
from motcua.registers.procedures.search.places import province_names
from motcua.registers.procedures.search.tables import table

CENTRAL, PROVINCE, DISTRICT, COMMUNE = "central", "province", "district", "commune"

_LEVEL_WORDS = {
    CENTRAL: r"trung uong|tw|bo",
    PROVINCE: r"tinh|tinh thanh pho|tinh thanh pho truc thuoc trung uong",
    DISTRICT: r"huyen",
    COMMUNE: r"xa|phuong xa|xa phuong",
}
_LEVELS = [
    (level, re.compile(rf"\s(?:thuc hien (?:tai|o) |thuc hien |tai )?(?:cong an )?cap (?:{words})$"))
    for level, words in _LEVEL_WORDS.items()
]
_LEVELS_IN_BRACKETS = [
    (level, re.compile(rf"(?:tham quyen cua ubnd |thuc hien (?:tai|o) |thuc hien |tai )?(?:cong an )?cap ?(?:{words})"))
    for level, words in _LEVEL_WORDS.items()
]
_BRACKETS = re.compile(r"\(([^()]*)\)")
_CODE = re.compile(r"\d\.\d{6}")
_LEADING = re.compile(r"^(?:\d+ )?(?:thu tuc |trinh tu )*(?:hanh chinh )?")
_ALIKE = (
    (re.compile(r"\buy\b"), "uy"),
    (re.compile(r"\bhang thang\b"), "hang thang"),
    (re.compile(r"\b(?:doi voi|trong) truong hop\b"), "truong hop"),
    (re.compile(r"\b(?:hoac|va|do)\b"), ""),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name taken apart: one line for the reader, the words that are searched, the level, the key of its service."""

    name: str
    words: tuple[str, ...]
    level: str
    key: str
    service: str | None
    """As `words/services.csv` calls it."""


def named(name: str) -> Named:
    """What a published name says."""
    shown = _shown(name)
    words, level = _without_level(shown)
    text = " ".join(bare(word) for word in words)
    led = _LEADING.match(text)
    skipped = led[0].count(" ") if led else 0
    text = _without_province(text[led.end() if led else 0 :])
    service = _service(text)
    return Named(shown, tuple(words[skipped:]), level, service or _key(text), service)


def _shown(name: str) -> str:
    """One line, no full stop, no code repeated in brackets, capitals only where a sentence has them."""
    text = _BRACKETS.sub(lambda found: "" if _CODE.search(found[1]) else found[0], name)
    text = re.sub(r"\s+([,;.:)])", r"\1", re.sub(r"\s+", " ", text)).strip(" .;,-")
    text = re.sub(r"\(\s+", "(", text)
    if sum(char.isupper() for char in text) > 0.6 * sum(char.isalpha() for char in text):
        text = text.capitalize()
    return text


def _without_level(shown: str) -> tuple[list[str], str]:
    level = ""

    def drop(found: re.Match[str]) -> str:
        nonlocal level
        inside = " ".join(bare(word) for word in words_of(found[1]))
        for each, pattern in _LEVELS_IN_BRACKETS:
            if pattern.fullmatch(inside):
                level = level or each
                return " "
        return found[0]

    words = words_of(_BRACKETS.sub(drop, shown))
    if not level:
        folded = " ".join(bare(word) for word in words)
        for each, pattern in _LEVELS:
            found = pattern.search(folded)
            if found and found.start() > 0:
                return words[: folded.count(" ", 0, found.start()) + 1], each
    return words, level


def _without_province(text: str) -> str:
    for name in _provinces():
        if name in text:
            text = re.sub(rf"(?: tren dia ban| cua| o| tai)?(?: tinh| thanh pho)? {name}$", "", text)
    return text.strip()


@lru_cache(maxsize=1)
def _provinces() -> tuple[str, ...]:
    return tuple(" ".join(bare(word) for word in words_of(name)) for name in province_names())


def _key(text: str) -> str:
    for pattern, put in _ALIKE:
        text = pattern.sub(put, text)
    return " ".join(text.split())


def _service(text: str) -> str | None:
    for service, has, has_not in _services():
        if has.search(text) and not (has_not and has_not.search(text)):
            return service
    return None


@lru_cache(maxsize=1)
def _services() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            row["service"],
            _as_compared(row["name_has"]),
            _as_compared(row["name_has_not"]) if row["name_has_not"] else None,
        )
        for row in table("services")
    )


def _as_compared(pattern: str) -> re.Pattern[str]:
    """The table writes "ky" and "ly" as read; words are compared with i."""
    return re.compile(re.sub(r"[a-z]+", lambda found: bare(found[0]) if len(found[0]) > 1 else found[0], pattern))
