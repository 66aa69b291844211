"""Made-up answers to any form: right in shape, Vietnamese in words, the same every time for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from motcua.practice.names import made_up_name
from motcua.registers.people.actions import PersonFacts
from motcua.rules.date_words import date_in_words
from motcua.rules.expressions import holds
from motcua.rules.forms import Field, FieldType, FormDefinition

_CALM: Final = {"birth_proof": "certificate", "surrogacy": False, "by_authorisation": False}
"""Where a form asks for the rare, most dossiers are not."""

IN_WORDS: Final = "_words"
"""How a field ends that says in words the day that another says in figures."""

_APPLICANT: Final = ("requester", "applicant", "owner", "responsible", "subject", "person")
_WORDS: Final = (
    ("ethnicity", "Kinh"),
    ("nationality", "Việt Nam"),
    ("reason", "Bệnh già"),
    ("cause", "Bệnh già"),
    ("death_time", "07 giờ 30 phút"),
    ("death_notice", "Giấy báo tử số 15, Trạm Y tế, 12/3/2026"),
    ("relation", "Con"),
    ("rooms_area", "22; 24; 25"),
    ("end_of_marriage", "Bản án số 15/2020, Tòa án nhân dân khu vực 1"),
    ("registered_at", "Ủy ban nhân dân phường Mỹ Tho"),
    ("registered_number", "Số 15, quyển 01/2015"),
    ("parcel_number", "215"),
    ("map_sheet", "12"),
    ("responsible_title", "Chủ hộ"),
    ("purpose", "Làm thủ tục kết hôn"),
    ("certificate", "Số 15, UBND xã, 12/3/2020"),
    ("paper", "Căn cước, Bộ Công an cấp"),
)


class MadeUpAnswers:
    """Answers of one applicant on one day."""

    def __init__(self, *, applicant: PersonFacts, on: date, seed: str) -> None:
        self._random = Random(seed)
        self._applicant = applicant
        self._on = on
        self._by_type: Mapping[FieldType, Callable[[Field], Any]] = {
            FieldType.INTEGER: self._integer,
            FieldType.MONEY: self._integer,
            FieldType.DATE: self._date,
            FieldType.CHOICE: self._choice,
            FieldType.BOOLEAN: lambda field: field.required or self._random.random() < 0.15,
            FieldType.DECLARATION: lambda field: True,
            FieldType.PERSON_ID: self._number,
            FieldType.PHONE: lambda field: applicant.phone,
            FieldType.EMAIL: lambda field: "",
            FieldType.UNIT_CODE: lambda field: applicant.unit_code,
            FieldType.COMMUNE: lambda field: applicant.unit_code,
            FieldType.PARTIAL_DATE: lambda field: str(self._random.randint(1950, 2000)),
            FieldType.TAX_CODE: lambda field: f"03{self._random.randint(10_000_000, 99_999_999)}",
            FieldType.TABLE: self._rows,
            FieldType.FILE: lambda field: "",
        }

    def to(self, form: FormDefinition) -> dict[str, Any]:
        """An answer to each field that is asked."""
        answers: dict[str, Any] = {}
        for field in form.fields:
            if field.computed or (field.when and not holds(field.when, answers)):
                continue
            answers[field.key] = self._answer(field)
        self._make_a_family(answers)
        days = {field.key for field in form.fields if field.type is FieldType.DATE}
        for key in [key for key in answers if key.removesuffix(IN_WORDS) in days - {key}]:
            answers[key] = date_in_words(date.fromisoformat(answers[key.removesuffix(IN_WORDS)]))
        return answers

    def _make_a_family(self, answers: dict[str, Any]) -> None:
        """Who registers a birth as a parent is that parent, and the child has the father's family name."""
        parent = answers.get("requester_relation")
        if f"{parent}_name" in answers:
            answers[f"{parent}_name"] = self._applicant.name.upper()
            answers[f"{parent}_id_number"] = self._applicant.id_number
            if self._applicant.birth:
                answers[f"{parent}_birth_year"] = int(self._applicant.birth[:4])
        if "child_name" in answers:
            elder = answers.get("father_name") or answers.get("mother_name") or answers["child_name"]
            sex, family = answers.get("child_sex", ""), elder.split()[0].title()
            answers["child_name"] = made_up_name(self._random, sex=sex, family=family).full.upper()

    def _answer(self, field: Field) -> Any:
        if field.key in _CALM and (not field.choices or _CALM[field.key] in field.choices):
            return _CALM[field.key]
        return self._by_type.get(field.type, self._text)(field)

    def _text(self, field: Field) -> str:
        if field.pattern:
            return self._patterned(field)
        if field.usual:
            return self._random.choice(field.usual)
        key = field.key
        if key.startswith("requester") and "name" in key:
            return self._applicant.name
        if "name" in key:
            return made_up_name(self._random, sex=_sex_of(key)).full.upper()
        if any(word in key for word in ("residence", "place", "address", "home")):
            return self._applicant.address
        found = next((words for part, words in _WORDS if part in key), "Theo giấy tờ kèm theo")
        return found[: field.max_length or 200]

    def _number(self, field: Field) -> str:
        """The applicant's own; of others nobody knows one, so it stands only where it must."""
        own = field.key.startswith(_APPLICANT)
        return self._applicant.id_number if own or field.required else ""

    def _patterned(self, field: Field) -> str:
        if "[0-9]{12}" in field.pattern:
            return self._applicant.id_number
        return self._applicant.phone if "0[0-9]{9}" in field.pattern else ""

    def _integer(self, field: Field) -> int:
        low = field.min if field.min is not None else 1
        if "year" in field.key:
            return self._random.randint(1975, 2003)
        if "marriage_count" in field.key:
            return low
        high = min(field.max if field.max is not None else low + 3, low + 3)
        return self._random.randint(low, high)

    def _date(self, field: Field) -> str:
        if field.not_before_today:
            return (self._on + timedelta(days=10)).isoformat()
        if field.key.startswith("requester"):
            return self._applicant.birth or "1990-01-01"
        if "birth" in field.key and "child" not in field.key:
            youngest, oldest = (60, 92) if "deceased" in field.key else (22, 45)
            return (self._on - timedelta(days=self._random.randint(youngest * 365, oldest * 365))).isoformat()
        longest = 12 if "death" in field.key else 40  # within the days that the law gives: most people come in time
        return (self._on - timedelta(days=self._random.randint(2, longest))).isoformat()

    def _rows(self, field: Field) -> list[dict[str, Any]]:
        """One row more than must be, none where none must."""
        wanted = max(field.least_rows, 1 if field.required else 0)
        return [{column.key: self._answer(column) for column in field.columns} for _ in range(wanted)]

    def _choice(self, field: Field) -> str:
        keys = list(field.choices)
        if field.key == "requester_relation" and {"father", "mother"} <= set(keys):
            return "mother" if self._applicant.sex == "female" else "father"
        if field.key.endswith("_sex") and "child" not in field.key:
            return _sex_of(field.key)
        if field.key.endswith("sex"):
            return self._random.choice(keys)
        return keys[0] if self._random.random() < 0.7 else self._random.choice(keys)


def _sex_of(key: str) -> str:
    return "female" if any(word in key for word in ("mother", "wife", "bride")) else "male"
