"""Made-up citizens with addresses in real communes, numbers that no citizen has, and the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from motcua.practice.names import Name, made_up_name
from motcua.registers.offices.queries import AdministrativeUnit
from motcua.registers.people.actions import PersonFacts

NO_PROVINCE = "099"
"""The first three digits of a personal number are the province of birth; no province, today's or former, has 099."""

TELEPHONES_SINCE = 1956
"""Year of birth; of the older ones nobody has a telephone, so that somebody has to be told another way."""

STREETS = (
    *("Lê Lợi", "Nguyễn Huệ", "Trần Hưng Đạo", "Hùng Vương", "Lý Thường Kiệt", "Nguyễn Trãi", "Hai Bà Trưng"),
    *("Quang Trung", "Phan Bội Châu", "Nguyễn Đình Chiểu", "Võ Thị Sáu", "Ngô Quyền", "Đinh Tiên Hoàng"),
)


@dataclass(frozen=True, slots=True)
class Child:
    """A child newly born: a name, a sex and a day, no number yet."""

    name: str
    sex: str
    birth_date: date


@dataclass(frozen=True, slots=True)
class Household:
    """Father and mother at one address, and their newborn child."""

    father: PersonFacts
    mother: PersonFacts
    child: Child


class MadeUpPersons:
    """An endless supply of persons; the same seed gives the same ones."""

    def __init__(self, *, communes: Sequence[AdministrativeUnit], seed: str = "motcua") -> None:
        self._random = Random(seed)
        self._communes = communes
        self._made = 0

    def citizen(self, *, sex: str = "", commune: AdministrativeUnit | None = None) -> PersonFacts:
        """A grown-up citizen."""
        return self._citizen(made_up_name(self._random, sex=sex), commune or self._random.choice(self._communes))

    def citizens(self, count: int) -> Iterator[PersonFacts]:
        """Several, from all communes."""
        return (self.citizen() for _ in range(count))

    def household(self, *, on: date, commune: AdministrativeUnit | None = None) -> Household:
        """A family whose child was born within the sixty days before `on`."""
        place = commune or self._random.choice(self._communes)
        father = made_up_name(self._random, sex="male")
        address = self._address(place)
        child = made_up_name(self._random, family=father.family)
        return Household(
            father=self._citizen(father, place, address=address, youngest=22, oldest=45),
            mother=self._citizen(made_up_name(self._random, sex="female"), place, address, youngest=20, oldest=40),
            child=Child(child.full, child.sex, on - timedelta(days=self._random.randint(2, 60))),
        )

    def _citizen(
        self, name: Name, commune: AdministrativeUnit, address: str = "", youngest: int = 18, oldest: int = 80
    ) -> PersonFacts:
        birth = date(2026, 1, 1) - timedelta(days=self._random.randint(youngest * 366, oldest * 365))
        given_address = address or self._address(commune)
        phone = f"0999{self._random.randint(0, 999_999):06}"
        return PersonFacts(
            name=name.full,
            id_number=self._number(name.sex, birth),
            birth=birth.isoformat(),
            sex=name.sex,
            address=given_address,
            unit_code=commune.code,
            phone=phone if birth.year >= TELEPHONES_SINCE else "",
        )

    def _number(self, sex: str, birth: date) -> str:
        """NĐ 137/2015/NĐ-CP art. 13: province, century and sex, year, six digits; here one after the other."""
        self._made += 1
        century = (birth.year // 100 - 19) * 2 + (sex == "female")
        return f"{NO_PROVINCE}{century}{birth.year % 100:02}{self._made:06}"

    def _address(self, commune: AdministrativeUnit) -> str:
        if commune.kind == "Phường":
            return f"Số {self._random.randint(1, 380)} đường {self._random.choice(STREETS)}"
        return f"Tổ {self._random.randint(1, 20)}, ấp {self._random.randint(1, 9)}"
