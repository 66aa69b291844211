"""What a form asks again of whoever hands in: filled from the person while it is empty, and free to be typed over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext

from motcua.rules.expressions import holds
from motcua.rules.forms import Field, FieldType, FormDefinition, Reading
from motcua.web.shared.procedure_form import Copy, Typed, condition_text, of_applicant

APPLICANT: Final = "ap"
CITIZEN: Final = "citizen"
_INPUT: Final = {"birth_year": "birth", "nationality": "kind"}


def copies_of(form: FormDefinition) -> dict[str, Copy]:
    """By field: the input of the page that it follows."""
    return {each.key: _copy(form, each) for each in form.fields if of_applicant(each)}


def fill(form: FormDefinition, answers: dict[str, Typed], reading: Reading, applicant: Mapping[str, str]) -> None:
    """Fill what is empty. `reading` is what the answers come to; `applicant` is what
    stands in the inputs of whoever hands in."""
    for each in form.fields:
        source = of_applicant(each)
        if not source or answers.get(each.key) or not holds(each.filled_when, reading.values):
            continue
        if _is_citizens_number(each, source) and applicant.get("kind", CITIZEN) != CITIZEN:
            continue
        if text := _known(source, applicant):
            answers[each.key] = text


def _copy(form: FormDefinition, each: Field) -> Copy:
    source = of_applicant(each)
    return Copy(
        source=f"{APPLICANT}-{_INPUT.get(source, source)}",
        when=_when(form, each, source),
        year=source == "birth_year",
        words=_country() if source == "nationality" else "",
    )


def _when(form: FormDefinition, each: Field, source: str) -> str:
    """The form's own condition; and a passport's or tax number is no answer where a citizen's number is asked."""
    own = condition_text(each.filled_when, form)
    if not _is_citizens_number(each, source):
        return own
    return json.dumps(json.loads(own or "{}") | {f"{APPLICANT}-kind": CITIZEN}, ensure_ascii=False, sort_keys=True)


def _is_citizens_number(each: Field, source: str) -> bool:
    return source == "id_number" and each.type is FieldType.PERSON_ID


def _known(source: str, applicant: Mapping[str, str]) -> str:
    text = applicant.get(_INPUT.get(source, source), "").strip()
    if source == "birth_year":
        return text[-4:] if text[-4:].isdecimal() else ""
    if source == "nationality":
        return _country() if text == "citizen" else ""
    return text


def _country() -> str:
    return gettext("Việt Nam")
