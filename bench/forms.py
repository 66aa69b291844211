"""`python -m bench.forms [--rounds 30] [--times 5]`: sixty fields checked and rendered, beside plain Django forms.

docs/reference/benches.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
django.setup()

from django import forms  # noqa: E402
from django.template.loader import get_template  # noqa: E402

from motcua.rules.expressions import Expression, read  # noqa: E402
from motcua.rules.forms import Answers, Field, FieldType, FormDefinition, Section, check  # noqa: E402
from motcua.rules.forms import read as read_answers  # noqa: E402
from motcua.web.shared.procedure_form import parts  # noqa: E402

TODAY: Final = date(2026, 11, 23)
KINDS: Final = 6
FIELDS: Final = 60


def expression(text: str) -> Expression:
    found = read(text)
    assert isinstance(found, Expression)
    return found


def our_field(number: int) -> Field:
    """Every sixth is a text, a day, a number, a choice, a tick, a person's number; a third are asked on a condition."""
    types = (
        FieldType.TEXT,
        FieldType.DATE,
        FieldType.INTEGER,
        FieldType.CHOICE,
        FieldType.BOOLEAN,
        FieldType.PERSON_ID,
    )
    kind = types[number % KINDS]
    return Field(
        key=f"f{number}",
        label=f"Mục thứ {number}",
        type=kind,
        required=number % 2 == 0,
        choices={"a": "Một", "b": "Hai", "c": "Ba"} if kind is FieldType.CHOICE else {},
        when=expression(f'f{number - number % KINDS + 2} > 1 && f3 != "c"') if number % 3 == 1 and number > 4 else None,
        max_length=100 if kind is FieldType.TEXT else None,
        min=0 if kind is FieldType.INTEGER else None,
        help="Ghi như trên giấy tờ." if number % 5 == 0 else "",
    )


OURS: Final = FormDefinition(
    "1",
    "Tờ khai sáu mươi ô",
    tuple(
        Section(f"s{at}", f"Phần {at}", tuple(our_field(number) for number in range(at * 10, at * 10 + 10)))
        for at in range(FIELDS // 10)
    ),
)


def their_field(each: Field) -> forms.Field:
    common: dict[str, Any] = {
        "label": each.label,
        "required": each.required and each.when is None,
        "help_text": each.help,
    }
    match each.type:
        case FieldType.DATE:
            return forms.DateField(input_formats=["%d/%m/%Y"], **common)
        case FieldType.INTEGER:
            return forms.IntegerField(min_value=0, **common)
        case FieldType.CHOICE:
            return forms.ChoiceField(choices=[("", "Chọn"), *each.choices.items()], **common)
        case FieldType.BOOLEAN:
            return forms.BooleanField(**{**common, "required": False})
        case FieldType.PERSON_ID:
            return forms.RegexField(regex="^[0-9]{12}$", **common)
        case _:
            return forms.CharField(max_length=100, **common)


Theirs: Final = type("Theirs", (forms.Form,), {each.key: their_field(each) for each in OURS.fields})
TYPED: Final = {
    each.key: ("Nguyễn Văn Ánh", "05/11/2026", "3", "a", "true", "079090001234")[number % KINDS]
    for number, each in enumerate(OURS.fields)
}


def check_ours() -> None:
    assert isinstance(check(OURS, TYPED, today=TODAY), Answers)


def check_theirs() -> None:
    assert Theirs(TYPED).is_valid()


def render_ours() -> str:
    shown = parts(OURS, TYPED, read_answers(OURS, TYPED, today=TODAY))
    template = get_template("counter/parts/question.html")
    return "".join(template.render({"q": question}) for part in shown for question in part.questions)


def render_theirs() -> str:
    return str(Theirs(TYPED).as_div())


def compared(said: str, ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int, times: int) -> None:
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            began = time.process_time()
            for _ in range(times):
                (ours, theirs)[which]()
            spent[which].append((time.process_time() - began) / times * 1e3)
    medians = [statistics.median(each) for each in spent]
    ratio = statistics.median(one / other for one, other in zip(*spent, strict=True))
    ours_ms, theirs_ms = medians
    print(f"{said:<9} ours {ours_ms:6.2f} ms   plain Django {theirs_ms:6.2f} ms   ours is {ratio:4.2f} times that")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    assert len(OURS.fields) == FIELDS
    cost = sum(each.when.cost for each in OURS.fields if each.when)
    print(
        f"{FIELDS} fields, {sum(each.when is not None for each in OURS.fields)} on a condition; one look costs {cost}"
    )
    compared("checked", check_ours, check_theirs, options.rounds, options.times)
    compared("rendered", render_ours, render_theirs, options.rounds, options.times)


if __name__ == "__main__":
    main()
