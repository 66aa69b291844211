"""Persons and organisations that a form asks for: filled by a scanned card, or from the register by their number."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext

from motcua.registers.people import queries as people
from motcua.registers.people.queries import Person
from motcua.rules.access import Viewer
from motcua.rules.forms import FormDefinition, Group, GroupKind
from motcua.rules.identity_card import Card, read_card
from motcua.web.counter.cards import MARK
from motcua.web.shared.procedure_form import Typed

_NUMBERS: Final = {GroupKind.PERSON: ("id_number", "citizen"), GroupKind.ORGANISATION: ("tax_code", "organisation")}


def fill_groups(form: FormDefinition, answers: dict[str, Typed], *, viewer: Viewer) -> dict[str, str]:
    """Fill the empty parts of each group whose number is known; a card replaces what it says. Notes by group."""
    notes: dict[str, str] = {}
    groups = {each.part_of.key: each.part_of for each in form.fields if each.part_of}
    for group in groups.values():
        if group.kind in _NUMBERS and (note := _filled(form, group, answers, viewer)):
            notes[group.key] = note
    return notes


def _filled(form: FormDefinition, group: Group, answers: dict[str, Typed], viewer: Viewer) -> str:
    part, kind = _NUMBERS[group.kind]
    number = answers.get(f"{group.key}_{part}", "")
    if not isinstance(number, str) or not number.strip():
        return ""
    if MARK in number:
        card = read_card(number)
        answers.pop(f"{group.key}_{part}")
        if not isinstance(card, Card):
            return card.sentence.words(gettext)
        _put(form, group, answers, _of_card(card), over=True)
        return " ".join((gettext("Lấy từ thẻ vừa quét."), *(one.words(gettext) for one in card.warnings)))
    if answers.get(f"{group.key}_name"):
        return ""
    found = people.person_by_number(number, viewer=viewer, kind=kind)
    if found is None:
        return ""
    _put(form, group, answers, _of_register(found), over=False)
    return gettext("Lấy từ sổ, theo lần nộp trước. So lại với giấy tờ.")


def _put(form: FormDefinition, group: Group, answers: dict[str, Typed], values: dict[str, str], *, over: bool) -> None:
    for part, text in values.items():
        key = f"{group.key}_{part}"
        if text and key in form.by_key and (over or not answers.get(key)):
            answers[key] = text


def _of_card(card: Card) -> dict[str, str]:
    born = f"{card.birth_date:%d/%m/%Y}" if card.birth_date else ""
    return {"id_number": card.number, "name": card.name, "birth": born, "sex": card.sex, "address": card.address}


def _of_register(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "birth": person.birth_words,
        "sex": person.sex,
        "address": person.address,
        "phone": person.phone,
    }
