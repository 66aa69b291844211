"""What the server tells a page that stays: which questions are asked now, and what is reckoned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.rules.forms import FormDefinition, Reading
from motcua.web.shared.procedure_form.conditions import is_judged_here
from motcua.web.shared.procedure_form.sent import PREFIX
from motcua.web.shared.procedure_form.words import says


@dataclass(frozen=True, slots=True)
class Told:
    """What the server tells a page that stays: the parts that are asked now, and texts by the id they stand at."""

    parts: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]


def told(form: FormDefinition, reading: Reading, papers: Iterable[str] = ()) -> Told:
    """For the fields whose condition the page's script cannot judge, and what is reckoned. `papers` are asked too."""
    shown = [PREFIX + each.key for each in form.fields if each.key in reading.asked and is_judged_here(each.when, form)]
    texts = [
        (f"id-{PREFIX}{each.key}-says", words) for each in form.fields if (words := says(each, reading)) is not None
    ]
    return Told((*shown, *papers), tuple(texts))
