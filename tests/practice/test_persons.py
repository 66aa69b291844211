"""Made-up citizens: well-formed, of nobody, and the same every time."""

from __future__ import annotations

from datetime import date, timedelta

from motcua.practice.names import FAMILY
from motcua.practice.persons import NO_PROVINCE, MadeUpPersons
from motcua.registers.offices.queries import AdministrativeUnit

COMMUNES = [
    AdministrativeUnit(code="28261", level="commune", kind="Phường", name="Phường Mỹ Tho", parent_code="82"),
    AdministrativeUnit(code="28519", level="commune", kind="Xã", name="Xã Châu Thành", parent_code="82"),
]
TODAY = date(2026, 11, 22)


def test_the_same_seed_makes_the_same_persons_and_another_others() -> None:
    first, again = (list(MadeUpPersons(communes=COMMUNES).citizens(50)) for _ in range(2))
    assert first == again
    assert first != list(MadeUpPersons(communes=COMMUNES, seed="khác").citizens(50))


def test_numbers_are_well_formed_belong_to_no_province_and_never_come_twice() -> None:
    made = list(MadeUpPersons(communes=COMMUNES).citizens(500))
    assert len({person.id_number for person in made}) == 500
    for person in made:
        assert person.tidied() == person
        assert person.id_number.startswith(NO_PROVINCE)
        year, born = int(person.birth[:4]), int(person.id_number[3])
        assert (born // 2, born % 2) == (year // 100 - 19, person.sex == "female")
        assert person.id_number[4:6] == f"{year % 100:02}"
        assert person.unit_code in {"28261", "28519"}


def test_a_newborn_has_its_fathers_family_name_and_was_born_within_the_term() -> None:
    persons = MadeUpPersons(communes=COMMUNES)
    for _ in range(100):
        family = persons.household(on=TODAY, commune=COMMUNES[1])
        assert family.child.name.split()[0] == family.father.name.split()[0] in FAMILY
        assert timedelta(0) < TODAY - family.child.birth_date <= timedelta(days=60)
        assert (family.father.sex, family.mother.sex) == ("male", "female")
        assert family.father.address == family.mother.address
