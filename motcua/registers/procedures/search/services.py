"""Services made from the entries of the catalogue: one for all codes that mean the same to a reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.registers.procedures.search.grouping import CENTRAL, COMMUNE, DISTRICT, PROVINCE, Named, named
from motcua.registers.procedures.search.letters import words_of
from motcua.registers.procedures.search.places import province_of_body
from motcua.registers.procedures.search.tables import by_names

INTERNAL = "STANDARD_INTERNAL"
_MOST_TEXTS, _MOST_BY_NAMES = 3, 6
LEVEL_ORDER = {"": 0, COMMUNE: 1, PROVINCE: 2, DISTRICT: 3, CENTRAL: 4}
_BODIES = {"Bộ Quốc phòng": -0.05, "Bộ Ngoại giao": -0.04, "Ngân hàng Nhà nước Việt Nam": -0.02}
_EVERYDAY = {
    "Hộ tịch", "Đăng ký, quản lý cư trú", "Cấp, quản lý căn cước", "Chứng thực", "Đất đai", "Bảo trợ xã hội",
    "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)", "Sát hạch, cấp giấy phép lái xe", "Bảo hiểm xã hội",
    "Đăng ký, quản lý phương tiện giao thông cơ giới, xe máy chuyên dùng", "Nghĩa vụ quân sự", "Người có công",
    "Việc làm", "Quản lý xuất nhập cảnh", "Hoạt động xây dựng",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure as the national portal lists it."""

    code: str
    name: str
    fields: tuple[str, ...]
    body: str
    departments: tuple[str, ...]
    subjects: tuple[str, ...]
    kind: str
    state: str

    @property
    def province(self) -> str | None:
        """The code of the province whose own this is; None for a ministry's."""
        return province_of_body(self.body)


@dataclass(frozen=True, slots=True)
class Variant:
    """One code of a service: whose and of which level it is, and its name as published."""

    code: str
    province: str | None
    level: str
    name: str


@dataclass(frozen=True, slots=True)
class Service:
    """`texts`: its official names, as words; `by_names`: what people call it; `prior`: what it is worth before anything
    is asked."""

    key: str
    texts: tuple[tuple[str, ...], ...]
    by_names: tuple[tuple[str, ...], ...]
    prior: float
    variants: tuple[Variant, ...]

    @property
    def searched(self) -> tuple[tuple[str, ...], ...]:
        """All it is searched by."""
        return (*self.texts, *self.by_names)


def services_of(entries: Iterable[Entry]) -> list[Service]:
    """Every service of these entries, by key."""
    groups: dict[str, list[tuple[Entry, Named]]] = {}
    for entry in entries:
        name = named(entry.name)
        groups.setdefault(_key(entry, name), []).append((entry, name))
    return [_service(key, members) for key, members in sorted(groups.items())]


def _key(entry: Entry, name: Named) -> str:
    """Names alone part local services; two ministries may give one name to different things."""
    if name.service:
        return name.key
    field = entry.fields[0] if entry.fields else ""
    abroad = " @ngoai giao" if entry.body == "Bộ Ngoại giao" else ""
    return f"{name.key} @{field}{abroad}"


def _service(key: str, members: Sequence[tuple[Entry, Named]]) -> Service:
    ordered = sorted(members, key=lambda each: (LEVEL_ORDER[each[1].level], each[0].code))
    national = [name.words for entry, name in ordered if entry.province is None]
    names = [*national, *sorted((name.words for _, name in ordered), key=len)]
    title = [tuple(words_of(name.service)) for _, name in ordered[:1] if name.service]
    texts = tuple(dict.fromkeys([*title, *names]))[:_MOST_TEXTS]
    called = dict.fromkeys(tuple(words_of(each)) for entry, _ in ordered for each in by_names().get(entry.code, ()))
    return Service(
        key,
        texts,
        tuple(each for each in called if each and each not in texts)[:_MOST_BY_NAMES],
        max(_prior(entry) for entry, _ in ordered),
        tuple(Variant(entry.code, entry.province, name.level, name.name) for entry, name in ordered),
    )


def _prior(entry: Entry) -> float:
    prior = _BODIES.get(entry.body, 0.0)
    if entry.kind == INTERNAL:
        prior -= 0.3
    if "Công dân Việt Nam" in entry.subjects:
        prior += 0.015
    if _EVERYDAY & set(entry.fields):
        prior += 0.025
    return prior
