"""Where the value of a question may come from, besides the person who is asked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext

from motcua.rules.forms import Field, GroupKind

BY_NAME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "requester_name": "applicant.name",
        "requester_birth_date": "applicant.birth",
        "requester_id_number": "applicant.id_number",
        "requester_residence": "applicant.address",
        "requester_phone": "applicant.phone",
    }
)
"""Fields that forms name alike; others say in the procedure's file what they are filled from."""
_BY_NUMBER: Final = {GroupKind.PERSON: "id_number", GroupKind.ORGANISATION: "tax_code"}


def of_applicant(each: Field) -> str:
    """The part of whoever hands in that it is filled from; empty: of none."""
    return (each.filled_from or BY_NAME.get(each.key, "")).removeprefix("applicant.")


def source_words(each: Field) -> str:
    """Each place where the value may come from, as a sentence; empty: only the person knows."""
    return " ".join(_sources(each))


def _sources(each: Field) -> list[str]:
    group = each.part_of
    number = _BY_NUMBER.get(group.kind) if group else None
    by_number = group is not None and number is not None and each.key != f"{group.key}_{number}"
    return [
        words
        for words, is_so in (
            (gettext("Điền sẵn từ người nộp."), bool(of_applicant(each))),
            (gettext("Điền từ thẻ quét được, từ sổ theo số."), by_number),
            (gettext("Lấy được từ hồ sơ trước."), each.reused),
            (gettext("Đã có trong {place}: tra rồi ghi.").format(place=each.known_in), bool(each.known_in)),
        )
        if is_so
    ]
