"""The card's QR, scanned or pasted where the number is typed: the person is filled in, and what differs is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from motcua.registers.people import queries as people
from motcua.registers.people.queries import Person
from motcua.rules.access import Viewer
from motcua.rules.identity_card import Card, CardUnreadable, read_card

MARK = "|"
NUMBER = "id_number"
_LABELS = {
    "name": gettext_noop("Họ và tên"),
    "birth": gettext_noop("Ngày sinh"),
    "sex": gettext_noop("Giới tính"),
    "address": gettext_noop("Địa chỉ"),
}
_SEXES = {"female": gettext_noop("Nữ"), "male": gettext_noop("Nam")}


@dataclass(frozen=True, slots=True)
class Scan:
    """What became of a scan. `notes` are for the clerk; `fault` says why nothing was filled in and what to do."""

    notes: tuple[str, ...] = ()
    fault: str = ""


def person_first(sent: QueryDict) -> None:
    """A card scanned where a procedure is looked for is the applicant's: who comes is often known before what for."""
    if MARK in sent.get("q", ""):
        sent[f"ap-{NUMBER}"] = sent.get("q", "")
        sent["q"] = ""
        if "procedure" not in sent and "ow-name" not in sent:
            sent["same"] = "1"


def take_scan(sent: QueryDict, prefix: str, *, viewer: Viewer) -> Scan | None:
    """Turn a scan in the person's number into the person's fields, in `sent` itself; None when nothing was scanned."""
    text = sent.get(f"{prefix}-{NUMBER}", "")
    if MARK not in text:
        return None
    card = read_card(text)
    if isinstance(card, CardUnreadable):
        sent[f"{prefix}-{NUMBER}"] = ""
        return Scan(fault=card.sentence.words(gettext))
    found = people.person_by_number(card.number, viewer=viewer)
    typed = {name: sent.get(f"{prefix}-{name}", "").strip() for name in _LABELS}
    values = _of_card(card)
    notes = [warning.words(gettext) for warning in card.warnings]
    notes += _replaced(typed, values)
    sent[f"{prefix}-kind"] = "citizen"
    sent[f"{prefix}-{NUMBER}"] = card.number
    sent[f"{prefix}-previous_id_number"] = card.old_number
    if found is not None:
        notes += _differences(found, values)
        values = _of_register(found) | {name: text for name, text in values.items() if text}
        if not sent.get(f"{prefix}-phone", "").strip():
            sent[f"{prefix}-phone"] = found.phone
    for name, text in values.items():
        if text:
            sent[f"{prefix}-{name}"] = text
    notes.insert(
        0, gettext("Lấy từ thẻ vừa quét.") if found is None else gettext("Lấy từ thẻ vừa quét; đã có trong sổ.")
    )
    return Scan(notes=tuple(notes))


def _of_card(card: Card) -> dict[str, str]:
    born = f"{card.birth_date:%d/%m/%Y}" if card.birth_date else ""
    return {"name": card.name, "birth": born, "sex": card.sex, "address": card.address}


def _of_register(person: Person) -> dict[str, str]:
    return {"name": person.name, "birth": person.birth_words, "sex": person.sex, "address": person.address}


def _replaced(typed: dict[str, str], card: dict[str, str]) -> Iterator[str]:
    said = gettext("{label}: đã thay “{typed}” đang nhập bằng “{card}” trên thẻ.")
    for name, text in typed.items():
        if text and card[name] and text.casefold() != card[name].casefold():
            yield said.format(label=gettext(_LABELS[name]), typed=_words(name, text), card=_words(name, card[name]))


def _differences(person: Person, card: dict[str, str]) -> Iterator[str]:
    said = gettext("{label}: trong sổ là “{held}”, trên thẻ là “{card}”. Sổ chưa đổi; so lại với giấy tờ.")
    for name, held in _of_register(person).items():
        if held and card[name] and held.casefold() != card[name].casefold():
            yield said.format(label=gettext(_LABELS[name]), held=_words(name, held), card=_words(name, card[name]))


def _words(name: str, text: str) -> str:
    return gettext(_SEXES[text]) if name == "sex" and text in _SEXES else text
