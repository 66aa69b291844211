"""Positions and the made-up officials who hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from motcua.foundation.vietnamese import fold
from motcua.practice.institutions import (
    BRANCHES,
    CENTRE,
    COMMITTEE,
    DEPARTMENTS,
    LAND_OFFICE,
    POLICE,
    SHOWN_COMMUNE,
    committee_code,
    police_code,
    tax_code,
)
from motcua.practice.names import made_up_name
from motcua.registers.offices.queries import AdministrativeUnit

END_OF_SECONDMENT = date(2028, 6, 30)
"""Who is sent to a one-stop unit stays 12 to 36 months (NĐ 118/2025/NĐ-CP art. 11(4))."""
SUBSTITUTION = (date(2026, 11, 1), date(2026, 12, 31))
SUBSTITUTED = 5
"""In every fifth commune the second clerk stands in for the registrar."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position of a plan: the word its holder's sign-in name begins with, role, title, nth unit of the office."""

    word: str
    role: str
    title: str
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Staffed:
    """A position to be opened in an office, its holder's sign-in name, and who stands in for the holder."""

    office_code: str
    place: Place
    sign_in_name: str
    stand_in: str = ""
    former: bool = False
    """Held until yesterday, by nobody since."""

    @property
    def name(self) -> str:
        """The holder's made-up name: always the same one for the same sign-in name."""
        return made_up_name(Random(f"motcua/{self.sign_in_name}")).full

    @property
    def to_date(self) -> date | None:
        """The last day of the holding."""
        return END_OF_SECONDMENT if self.place.role == "one-stop-clerk" else None


OF_COMMUNE = (
    Place("giamdoc", "unit-head", "Giám đốc Trung tâm Phục vụ hành chính công", 0),
    Place("tiepnhan", "one-stop-clerk", "Công chức tiếp nhận và trả kết quả, quầy 1", 0),
    Place("tiepnhan2", "one-stop-clerk", "Công chức tiếp nhận và trả kết quả, quầy 2", 0),
    Place("thuphi", "cashier", "Kế toán, thu phí và lệ phí", 0),
    Place("hotich", "justice-examiner", "Công chức Tư pháp - Hộ tịch", 1),
    Place("vanthu", "clerical", "Văn thư", 1),
    Place("diachinh", "land-examiner", "Công chức Địa chính - Nông nghiệp - Môi trường", 2),
    Place("chuyenvien", "examiner", "Chuyên viên Phòng Văn hóa - Xã hội", 3),
    Place("chutich", "leader", "Chủ tịch Ủy ban nhân dân"),
    Place("phochutich", "leader", "Phó Chủ tịch Ủy ban nhân dân"),
)
ABOVE = {
    "phochutich": "chutich",
    "giamdoc": "chutich",
    "quantri": "chutich",
    "tiepnhan": "giamdoc",
    "tiepnhan2": "giamdoc",
    "thuphi": "giamdoc",
    "hotich": "phochutich",
    "vanthu": "phochutich",
    "diachinh": "phochutich",
    "chuyenvien": "phochutich",
}
"""Whose superior is whose, by the words of `OF_COMMUNE`; written in the shown commune only."""
OF_COMMUNE_POLICE = (
    Place("cutru", "police-examiner", "Cán bộ đăng ký, quản lý cư trú"),
    Place("trattu", "examiner", "Cán bộ quản lý ngành nghề kinh doanh có điều kiện"),
    Place("truongcongan", "leader", "Trưởng Công an"),
)
OF_DEPARTMENT = (
    Place("giamdoc", "leader", "Giám đốc"),
    Place("phogiamdoc", "leader", "Phó Giám đốc"),
    Place("truongphong", "unit-head", "Trưởng phòng"),
    Place("chuyenvien", "examiner", "Chuyên viên"),
    Place("vanthu", "clerical", "Văn thư"),
)
OF_LAND_OFFICE = (
    Place("giamdoc", "leader", "Giám đốc"),
    Place("phancong", "unit-head", "Trưởng bộ phận nghiệp vụ"),
    Place("dangky", "land-examiner", "Viên chức đăng ký đất đai"),
    Place("dangky2", "land-examiner", "Viên chức đăng ký đất đai"),
    Place("vanthu", "clerical", "Văn thư"),
)
OF_TAX_OFFICE = (
    Place("truongthue", "leader", "Trưởng Thuế cơ sở"),
    Place("congchuc", "examiner", "Công chức thuế"),
)
OF_CENTRE = (
    Place("giamdoc", "unit-head", "Giám đốc Trung tâm", 0),
    Place("tiepnhan", "one-stop-clerk", "Công chức tiếp nhận và trả kết quả", 0),
    Place("tiepnhan2", "one-stop-clerk", "Công chức tiếp nhận và trả kết quả", 0),
    Place("thuphi", "cashier", "Kế toán, thu phí và lệ phí", 0),
)
OF_PROVINCE = (
    Place("phochutich", "leader", "Phó Chủ tịch Ủy ban nhân dân tỉnh"),
    Place("vanthu", "clerical", "Văn thư"),
    Place("giamsat", "inspector", "Cán bộ giám sát, kiểm soát thủ tục hành chính"),
    Place("quantri", "administrator", "Quản trị hệ thống"),
)
OF_PROVINCE_POLICE = (
    Place("phongcutru", "police-examiner", "Cán bộ Phòng Cảnh sát quản lý hành chính về trật tự xã hội"),
    Place("giamdoc", "leader", "Phó Giám đốc Công an tỉnh"),
)
JUSTICE = Place("hotich", "justice-examiner", "Chuyên viên Phòng Hành chính tư pháp")
ENDED = Place("tiepnhan3", "one-stop-clerk", "Công chức tiếp nhận và trả kết quả, tăng cường", 0)
UNIT_ADMINISTRATOR = Place("quantri", "administrator", "Quản trị đơn vị", 1)


def staffed_positions(communes: Sequence[AdministrativeUnit]) -> list[Staffed]:
    """Every position of the province with its holder."""
    words = _words(communes)
    return [
        *_staffed(COMMITTEE, OF_PROVINCE, "tinh"),
        *(each for code, name in DEPARTMENTS.items() for each in _staffed(code, OF_DEPARTMENT, squeezed(name, code))),
        *_staffed("H20.03", (JUSTICE,), "sotuphap"),
        *_staffed(CENTRE, OF_CENTRE, "trungtam"),
        *_staffed(LAND_OFFICE, OF_LAND_OFFICE, "datdai"),
        *(
            each
            for branch in BRANCHES
            for each in _staffed(branch.code, OF_LAND_OFFICE, "datdai" + squeezed(branch.name.removeprefix("khu vực ")))
        ),
        *(
            each
            for branch in BRANCHES
            for each in _staffed(
                tax_code(branch), OF_TAX_OFFICE, "thue" + squeezed(branch.name.removeprefix("khu vực "))
            )
        ),
        *_staffed(POLICE, OF_PROVINCE_POLICE, "congan"),
        *(
            each
            for nth, commune in enumerate(communes)
            for each in _of_commune(commune, words[commune.code], substituted=nth % SUBSTITUTED == 0)
        ),
    ]


def of_shown_commune(commune: AdministrativeUnit) -> list[Staffed]:
    """The positions of the commune whose sign-ins are told."""
    return list(_of_commune(commune, squeezed(bare(commune)), substituted=True))


def squeezed(name: str, code: str = "") -> str:
    """The name as part of a sign-in name: “Mỹ Tho” → mytho; the office of the committee is vanphong."""
    return "vanphong" if code == "H20.01" else fold(name).replace(" ", "").replace(",", "").replace("-", "")


def bare(commune: AdministrativeUnit) -> str:
    """The commune's name without its kind."""
    return commune.name.removeprefix(commune.kind + " ")


def _words(communes: Sequence[AdministrativeUnit]) -> dict[str, str]:
    """A word for each commune by code; of two with the same (Mỹ Tho, Mỹ Thọ) the later code is added to its word."""
    words: dict[str, str] = {}
    for commune in sorted(communes, key=lambda each: each.code):
        word = squeezed(bare(commune))
        words[commune.code] = word + commune.code if word in words.values() else word
    return words


def _of_commune(commune: AdministrativeUnit, word: str, *, substituted: bool) -> Iterator[Staffed]:
    shown = commune.code == SHOWN_COMMUNE
    code = committee_code(commune)
    for place in OF_COMMUNE:
        stand_in = f"tiepnhan2.{word}" if place.word == "hotich" and (substituted or shown) else ""
        yield Staffed(code, place, f"{place.word}.{word}", stand_in)
    if shown:
        yield Staffed(code, ENDED, f"{ENDED.word}.{word}", former=True)
        yield Staffed(code, UNIT_ADMINISTRATOR, f"{UNIT_ADMINISTRATOR.word}.{word}")
    yield from _staffed(police_code(commune), OF_COMMUNE_POLICE, word)


def _staffed(office_code: str, places: Sequence[Place], word: str) -> list[Staffed]:
    return [Staffed(office_code, place, f"{place.word}.{word}") for place in places]
