"""What the room takes and tells: facts about persons and officials, tidied and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from motcua.foundation.vietnamese import name_sort_key, sort_key, tidy
from motcua.registers.people.errors import (
    BirthDateImpossible,
    NameMissing,
    NameTooLong,
    NumberMalformed,
    PhoneMalformed,
)

MOST_LETTERS = 200
VIETNAM = "VNM"

_ISO_BIRTH = re.compile(r"(?P<y>\d{4})(-(?P<m>\d{1,2})(-(?P<d>\d{1,2}))?)?")
_BIRTH = re.compile(r"(((?P<d>\d{1,2})[/.-])?(?P<m>\d{1,2})[/.-])?(?P<y>\d{4})")
_EXPECTED = {
    "citizen": "Số định danh cá nhân có đúng 12 chữ số.",
    "organisation": "Mã số thuế có 10 chữ số, hoặc 13 chữ số với đơn vị phụ thuộc.",
    "foreigner": "Số hộ chiếu có từ 5 đến 20 chữ cái và chữ số.",
}
_NUMBERS = {
    "citizen": re.compile(r"\d{12}"),
    "organisation": re.compile(r"\d{10}(\d{3})?"),
    "foreigner": re.compile(r"[A-Z0-9]{5,20}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person as declared. `kind` is citizen, organisation or foreigner; `birth` is YYYY, YYYY-MM, YYYY-MM-DD or
    as written in Vietnam (09/1987, 05/09/1987)."""

    kind: str = "citizen"
    name: str
    id_number: str = ""
    id_country: str = VIETNAM
    previous_id_number: str = ""
    birth: str = ""
    sex: str = ""
    address: str = ""
    unit_code: str = ""
    phone: str = ""
    email: str = ""

    def tidied(self) -> PersonFacts:
        """The same facts as they are kept.

        Raises `NameMissing`, `NameTooLong`, `NumberMalformed`, `BirthDateImpossible`, `PhoneMalformed`.
        """
        return PersonFacts(
            kind=self.kind,
            name=tidy_name(self.name),
            id_number=tidy_number(self.id_number, kind=self.kind),
            id_country=self.id_country.strip().upper() or VIETNAM,
            previous_id_number=re.sub(r"[\s.]", "", self.previous_id_number).upper(),
            birth=tidy_birth(self.birth),
            sex=self.sex if self.sex in ("male", "female") else "",
            address=tidy(self.address)[:500],
            unit_code=self.unit_code.strip(),
            phone=tidy_phone(self.phone),
            email=self.email.strip()[:254],
        )

    @property
    def sort_key(self) -> str:
        """By given name for persons, by the whole name for organisations."""
        return sort_key(self.name) if self.kind == "organisation" else name_sort_key(self.name)

    @property
    def birth_date(self) -> date | None:
        """The day of birth when the whole of it is known."""
        return date.fromisoformat(self.birth) if len(self.birth) == 10 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as kept."""

    id: int
    kind: str
    name: str
    id_number: str
    id_country: str
    previous_id_number: str
    birth: str
    sex: str
    address: str
    unit_code: str
    phone: str
    email: str

    @property
    def masked_number(self) -> str:
        """The number as lists show it."""
        return mask(self.id_number)

    @property
    def birth_words(self) -> str:
        """05/09/1987, 09/1987 or 1987."""
        return "/".join(reversed(self.birth.split("-"))) if self.birth else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on which the declaration and the register do not agree."""

    field: str
    held: str
    given: str


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of a declaration. `differs` was not written: a person decides which is right."""

    person_id: int
    created: bool
    differs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOfficial:
    """An official to be registered; an empty password means none yet (cannot sign in)."""

    sign_in_name: str
    name: str
    phone: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialFacts:
    """An official as kept, without anything secret."""

    id: int
    sign_in_name: str
    name: str
    is_active: bool


def mask(number: str) -> str:
    """The number as lists show it: only its last four characters, so that two persons can be told apart."""
    shown = number[-4:] if len(number) >= 8 else ""
    return "•" * (len(number) - len(shown)) + shown


def tidy_name(name: str) -> str:
    """Raises `NameMissing`, `NameTooLong`."""
    tidied = tidy(name)
    if not any(c.isalpha() for c in tidied):
        raise NameMissing()
    if len(tidied) > MOST_LETTERS:
        raise NameTooLong(length=len(tidied), most=MOST_LETTERS)
    return tidied


def tidy_number(number: str, *, kind: str) -> str:
    """Raises `NumberMalformed`; an empty number stays empty."""
    bare = re.sub(r"[\s.-]", "", number).upper()
    if bare and not _NUMBERS[kind].fullmatch(bare):
        raise NumberMalformed(number=number[:40], expected=_EXPECTED[kind])
    return bare


def tidy_birth(text: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD. Raises `BirthDateImpossible`, also for 31/02."""
    if not (bare := text.strip()):
        return ""
    match = _ISO_BIRTH.fullmatch(bare) or _BIRTH.fullmatch(bare)
    if match is None:
        raise BirthDateImpossible(text=bare[:40])
    year, month, day = (int(match[part] or 0) for part in "ymd")
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        raise BirthDateImpossible(text=bare) from None
    return whole if day else whole[:7] if month else whole[:4]


def tidy_phone(text: str) -> str:
    """Digits in the national form (0…). Raises `PhoneMalformed`."""
    bare = re.sub(r"[\s.()-]", "", text)
    bare = re.sub(r"^(\+84|0084|84(?=\d{9}$))", "0", bare)
    if bare and not re.fullmatch(r"0\d{9,10}|\+\d{7,15}", bare):
        raise PhoneMalformed(text=text[:40])
    return bare
