"""The sign-ins that the demonstration tells: one for each role, most of them in one commune."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.practice.institutions import BRANCHES, COMMITTEE, SHOWN_COMMUNE, tax_code
from motcua.practice.staff import OF_LAND_OFFICE, OF_PROVINCE, OF_TAX_OFFICE, Place, Staffed, of_shown_commune, squeezed
from motcua.registers.offices.queries import AdministrativeUnit

PASSWORD = "motcua-demo-2026"
COMMUNE = AdministrativeUnit(code=SHOWN_COMMUNE, level="commune", kind="Phường", name="Phường Mỹ Tho", parent_code="82")
FIRST = ("tiepnhan", "hotich", "chutich", "vanthu", "thuphi", "giamdoc", "chuyenvien", "diachinh", "cutru", "tiepnhan2")


@dataclass(frozen=True, slots=True)
class SignIn:
    """How to sign in as one who holds a role in the demonstration."""

    title: str
    place: str
    name: str
    sign_in_name: str
    password: str
    role: str


def sign_ins() -> list[SignIn]:
    """One sign-in for each role, and those whom a dossier of land meets; then the position that ended yesterday, the
    inspector and the administrator."""
    here = {each.place.word: each for each in of_shown_commune(COMMUNE)}
    branch = next(branch for branch in BRANCHES if branch.serves(SHOWN_COMMUNE))
    place = squeezed(branch.name.removeprefix("khu vực "))
    land = [
        _one(branch.code, OF_LAND_OFFICE, role, f"datdai{place}") for role in ("land-examiner", "leader", "clerical")
    ]
    tax = _one(tax_code(branch), OF_TAX_OFFICE, "examiner", f"thue{place}")
    return [
        *(_told(here[word], COMMUNE.name) for word in FIRST),
        *(_told(each, f"Chi nhánh {branch.name}") for each in land),
        _told(tax, f"Thuế cơ sở {branch.name}"),
        _told(here["tiepnhan3"], f"{COMMUNE.name} (vị trí đã kết thúc hôm qua)"),
        _told(_one(COMMITTEE, OF_PROVINCE, "inspector", "tinh"), "Tỉnh Đồng Tháp"),
        _told(_one(COMMITTEE, OF_PROVINCE, "administrator", "tinh"), "Tỉnh Đồng Tháp"),
        _told(here["quantri"], COMMUNE.name),
    ]


def _one(office_code: str, places: tuple[Place, ...], role: str, word: str) -> Staffed:
    place = next(place for place in places if place.role == role)
    return Staffed(office_code, place, f"{place.word}.{word}")


def _told(each: Staffed, place: str) -> SignIn:
    return SignIn(each.place.title, place, each.name, each.sign_in_name, PASSWORD, each.place.role)
