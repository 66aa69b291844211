"""What is wrong on a page, each with the field it belongs to: the error summary's lines."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True, slots=True)
class Fault:
    """`target` is the id of the element to go to, empty when there is none."""

    target: str
    words: str


def faults_of(*bound: forms.Form) -> tuple[Fault, ...]:
    """All errors of these forms in the order of their fields."""
    found: list[Fault] = []
    for form in bound:
        found += [Fault("", str(words)) for words in form.non_field_errors()]
        for field in form:
            if field.errors and not field.is_hidden:
                found.append(Fault(_first_input(field), f"{field.label}: {field.errors[0]}"))
    return tuple(found)


def _first_input(field: forms.BoundField) -> str:
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.auto_id)
