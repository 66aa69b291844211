"""Communes as people type them: by name, with the province after a comma where two have the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from motcua.foundation.vietnamese import fold
from motcua.registers.offices import queries as offices
from motcua.rules.forms import FieldType, FormDefinition

MOST_OFFERED: Final = 12
_CODE: Final = re.compile(r"[0-9]{5}")


def code_of(typed: str) -> str:
    """The code of the one commune that is meant; what was typed where none or several are."""
    name, _comma, province = (part.strip() for part in typed.partition(","))
    if not name or _CODE.fullmatch(name):
        return name or typed
    wanted = fold(name)
    exact = [one for one in offices.find_communes(name, limit=50) if _is_named(fold(one.name), wanted)]
    if province and len(exact) > 1:
        words = offices.communes_in_words(one.code for one in exact)
        ends = fold(province)
        exact = [one for one in exact if fold(words.get(one.code, "")).endswith(ends)]
    return exact[0].code if len(exact) == 1 else typed


def offered(typed: str) -> list[str]:
    """Communes whose name holds what was typed, each with its province."""
    text = typed.partition(",")[0].strip()[:60]
    if len(text) < 2:
        return []
    found = offices.find_communes(text, limit=MOST_OFFERED)
    words = offices.communes_in_words(one.code for one in found)
    return [words[one.code] for one in found if one.code in words]


def resolved(form: FormDefinition, answers: dict[str, Any]) -> None:
    """Names of communes in `answers` turned into codes."""
    for each in form.fields:
        if each.type is FieldType.COMMUNE and isinstance(answers.get(each.key), str):
            answers[each.key] = code_of(answers[each.key])


def places_of(form: FormDefinition, answers: Mapping[str, Any]) -> dict[str, str]:
    """The communes among the answers in words, by code; no statement when the form asks for none."""
    return offices.communes_in_words(_codes(form, answers))


def _codes(form: FormDefinition, answers: Mapping[str, Any]) -> Iterable[str]:
    for each in form.fields:
        if each.type is FieldType.COMMUNE and isinstance(code := answers.get(each.key), str) and _CODE.fullmatch(code):
            yield code


def _is_named(name: str, wanted: str) -> bool:
    return name == wanted or name.endswith(f" {wanted}")
