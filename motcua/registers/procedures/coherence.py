"""Whether the facts of a file agree with one another: what is named exists, and conditions can come true.

Runs only on data whose shape is right. Each fault names its line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.registers.procedures.building_requirements import form_of
from motcua.registers.procedures.coherence_time import step_faults, term_faults, unreadable_terms, unsound
from motcua.registers.procedures.conditions import TAKEN
from motcua.registers.procedures.equivalents import equivalent_faults
from motcua.registers.procedures.file_facts import FileFacts, Part
from motcua.registers.procedures.form_parts import GROUPS, leaves, strange_parts
from motcua.registers.procedures.named_sources import source_faults
from motcua.registers.procedures.reading import Fault, Place, Reading
from motcua.rules.expressions import Type
from motcua.rules.form_patterns import pattern_fault

_TWICE = gettext_noop("Mã “{key}” dùng hai lần trong “{within}”.")
_CHOICES = gettext_noop("Ô “{key}”: chỉ ô kiểu choice mới có choices, và phải có.")
_NO_FORM = gettext_noop("Không có tờ khai “{key}” trong mục form.others.")
_COLUMNS = gettext_noop("Ô “{key}”: chỉ ô kiểu table mới có columns, và phải có.")
_FILE = gettext_noop("Ô “{key}”: chỉ ô kiểu file mới có paper, là mã một giấy tờ của thủ tục, và phải có.")
_ROWS = gettext_noop("Bảng “{key}”: số dòng ít nhất (least_rows) lớn hơn số dòng nhiều nhất (most_rows).")
_NO_PART = gettext_noop("Ô “{key}”: không có phần “{part}” trong kiểu này.")
_NO_GROUPS = gettext_noop("Ô “{key}”: asks và filled_from: applicant chỉ dùng cho kiểu person, organisation, address.")
_TAKEN = gettext_noop("Ô “{key}”: chữ này có nghĩa riêng trong biểu thức; hãy đặt tên khác.")
_NOT_COMPUTED = gettext_noop(
    "Ô “{key}”: computed chỉ dùng cho ô text, integer, money, boolean, date, choice và không kèm filled_from."
)
_FORMULA = gettext_noop("Khoản “{name}”: amount là biểu thức thì không ghi per và online_amount.")
_TOO_COSTLY = gettext_noop("Các biểu thức của thủ tục có {cost} phép và giá trị, quá mức {most}; hãy viết gọn lại.")
_COMPUTED = frozenset({"text", "integer", "money", "boolean", "date", "choice"})
MOST_COST = 20_000
"""Of all expressions of a file together: what one look at all of them may take."""
_RING = gettext_noop("Ô “{key}” không bao giờ được hỏi: các điều kiện quay vòng về chính nó.")
_PATTERN = gettext_noop("Ô “{key}”: {why}.")
_NO_QUANTITY = gettext_noop("Giấy tờ “{name}” phải nộp hoặc xuất trình nhưng không ghi số bản (originals, copies).")
_NEVER_REQUIRED = gettext_noop(
    "Giấy tờ “{name}” ghi required: false nên required_when không có tác dụng: xóa một trong hai dòng."
)
_GIVEN_BACK = gettext_noop(
    "“{name}”: given_back chỉ ghi cho giấy tờ nộp (kind: submit); giấy tờ xuất trình thì trả ngay sau khi xem."
)
_NOTE_COUNTS = gettext_noop("“{name}” là ghi chú nên không có số bản.")
_AMOUNT = gettext_noop("Khoản “{name}” phải ghi amount hoặc tiers, và chỉ một trong hai.")
_TIERS = gettext_noop("Các bậc của khoản “{name}” phải tăng dần; bậc cuối không ghi to; và phải ghi per là ô đếm.")
_NO_GROUP = gettext_noop("Nhóm “{key}” chưa khai trong fees.groups; ở đó có: {known}.")
_DAYS = gettext_noop("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")
_NO_STEP = gettext_noop("Quy trình không có bước “{key}”.")
_DECIDED_LATER = gettext_noop("Quyết định công bố ký sau ngày có hiệu lực.")
_MASTER = gettext_noop("Hệ thống chủ không phải của ta thì phải ghi tên (master.name).")
_NO_COLUMN = gettext_noop("Sổ “{symbol}” có cột “{key}” mà tờ khai không có ô ấy.")
_ONLY_REFUSALS = gettext_noop("Chưa ghi kết quả khi hồ sơ được giải quyết.")

_LISTS: Sequence[Place] = (
    ("form", "others"),
    ("cases",),
    ("grounds", "items"),
    ("papers", "items"),
    ("fees", "items"),
    ("form", "sections"),
    ("result", "items"),
)
_OF_WAYS: Sequence[Place] = (("clock", "terms"), ("process", "steps"))


def coherence_faults(reading: Reading) -> tuple[Fault, ...]:
    """Everything that does not agree, in the order of the lines; empty if the file may be published.

    The process is proved on terms and steps that are right as written, whatever else is wrong.
    """
    file = FileFacts(reading)
    ways = [
        *(fault for place in _OF_WAYS for fault in _twice(file, place)),
        *unreadable_terms(file),
        *term_faults(file),
        *step_faults(file),
    ]
    found = [
        *source_faults(reading),
        *(fault for place in _LISTS for fault in _twice(file, place)),
        *_identity(file),
        *_papers(file),
        *_fees(file),
        *_form(file),
        *(ways or unsound(file)),
        *_cost(file),
    ]
    return tuple(sorted(found or _rings(file), key=lambda fault: fault.line))


def _identity(file: FileFacts) -> Iterator[Fault]:
    version, master = file.data["version"], file.data["master"]
    if "to" in version and version["to"] < version["from"]:
        yield file.fault(("version", "to"), _DAYS)
    steps = {step["key"] for step in file.data["process"]["steps"]}
    for old, new in version.get("moved_steps", {}).items():
        if new not in steps:
            yield file.fault(("version", "moved_steps", old), _NO_STEP, key=new)
    if version.get("decision", {}).get("on", version["from"]) > version["from"]:
        yield file.fault(("version", "decision"), _DECIDED_LATER)
    if master["system"] != "ours" and not master.get("name"):
        yield file.fault(("master",), _MASTER)
    if all(item.get("refusal") for item in file.data["result"]["items"]):
        yield file.fault(("result",), _ONLY_REFUSALS)
    for number, item in enumerate(file.data["result"]["items"]):
        book = item.get("book", {})
        for key in book.get("columns", ()):
            if key not in file.fields:
                yield file.fault(("result", "items", number, "book"), _NO_COLUMN, symbol=book["symbol"], key=key)


def _twice(file: FileFacts, place: Place) -> Iterator[Fault]:
    items: Any = file.data
    for part in place:
        items = items.get(part, []) if isinstance(items, dict) else []
    for key, times in Counter(each["key"] for each in items).items():
        if times > 1:
            last = max(number for number, each in enumerate(items) if each["key"] == key)
            yield file.fault((*place, last), _TWICE, key=key, within=".".join(map(str, place)))


def _papers(file: FileFacts) -> Iterator[Fault]:
    for number, paper in enumerate(file.data["papers"]["items"]):
        place: Place = ("papers", "items", number)
        yield from file.scope(paper, place)
        counted = paper.get("originals", 0) + paper.get("copies", 0)
        if paper["kind"] == "note" and counted:
            yield file.fault(place, _NOTE_COUNTS, name=paper["name"])
        if paper["kind"] != "note" and not counted:
            yield file.fault(place, _NO_QUANTITY, name=paper["name"])
        if paper["kind"] != "submit" and "given_back" in paper:
            yield file.fault((*place, "given_back"), _GIVEN_BACK, name=paper["name"])
        if paper.get("required") is False and "required_when" in paper:
            yield file.fault((*place, "required"), _NEVER_REQUIRED, name=paper["name"])
    yield from equivalent_faults(file)


def _fees(file: FileFacts) -> Iterator[Fault]:
    groups = file.data["fees"].get("groups", {})
    for number, fee in enumerate(file.data["fees"]["items"]):
        place: Place = ("fees", "items", number)
        yield from file.scope(fee, place)
        yield from file.counts(fee, "per", place)
        yield from file.counts(fee, "times", place)
        if ("amount" in fee) is ("tiers" in fee):
            yield file.fault(place, _AMOUNT, name=fee["name"])
        if isinstance(fee.get("amount"), str):
            yield from file.expression(fee["amount"], (*place, "amount"), Type.NUMBER)
            if "per" in fee or "online_amount" in fee:
                yield file.fault(place, _FORMULA, name=fee["name"])
        if "tiers" in fee and not _climbs(fee["tiers"], is_counted="per" in fee):
            yield file.fault((*place, "tiers"), _TIERS, name=fee["name"])
        for group in [*fee.get("exempt", ()), *fee.get("reduced", {})]:
            if group not in groups:
                yield file.fault(place, _NO_GROUP, key=group, known=", ".join(groups) or "–")


def _form(file: FileFacts) -> Iterator[Fault]:
    seen: set[str] = set()
    forms = {each["key"] for each in file.data["form"].get("others", ())}
    for number, other in enumerate(file.data["form"].get("others", ())):
        yield from file.condition(other.get("when", {}), ("form", "others", number, "when"), knows_today=True)
    for section_number, section in enumerate(file.data["form"]["sections"]):
        around: Place = ("form", "sections", section_number)
        yield from file.condition(section.get("when", {}), (*around, "when"), knows_today=True)
        if section.get("of", "") not in ("", *forms):
            yield file.fault((*around, "of"), _NO_FORM, key=section["of"])
        for number, field in enumerate(section["fields"]):
            place: Place = (*around, "fields", number)
            for leaf in leaves(field):
                if leaf["key"] in seen:
                    yield file.fault(place, _TWICE, key=leaf["key"], within="form")
                seen.add(leaf["key"])
            yield from _field(file, field, place)


def _field(file: FileFacts, field: Part, place: Place) -> Iterator[Fault]:
    for name in ("when", "required_when", "filled_when"):
        yield from file.condition(field.get(name, {}), (*place, name), knows_today=True)
    if field["key"] in TAKEN:
        yield file.fault(place, _TAKEN, key=field["key"])
    if ("choices" in field) is not (field["type"] == "choice"):
        yield file.fault(place, _CHOICES, key=field["key"])
    if ("columns" in field) is not (field["type"] == "table"):
        yield file.fault(place, _COLUMNS, key=field["key"])
    papers = {paper["key"] for paper in file.data["papers"]["items"] if paper["kind"] != "note"}
    if (field["type"] == "file") is not (field.get("paper") in papers):
        yield file.fault(place, _FILE, key=field["key"])
    if field["type"] == "table":
        yield from _table(file, field, place)
    if strange := strange_parts(field):
        yield file.fault((*place, "asks"), _NO_PART, key=field["key"], part=strange[0])
    if field["type"] not in GROUPS and (field.get("filled_from") == "applicant" or "asks" in field):
        yield file.fault(place, _NO_GROUPS, key=field["key"])
    if "computed" in field:
        yield from _computed(file, field, place)
    if wrong := pattern_fault(field.get("pattern", "")):
        yield file.fault((*place, "pattern"), _PATTERN, key=field["key"], why=wrong.words(gettext))


def _table(file: FileFacts, field: Part, place: Place) -> Iterator[Fault]:
    """Columns are plain fields: without conditions, tables or parts of their own."""
    keys = [column["key"] for column in field.get("columns", ())]
    for number, column in enumerate(field.get("columns", ())):
        if keys.count(column["key"]) > 1:
            yield file.fault((*place, "columns", number), _TWICE, key=column["key"], within=field["key"])
        if ("choices" in column) is not (column["type"] == "choice"):
            yield file.fault((*place, "columns", number), _CHOICES, key=column["key"])
        if wrong := pattern_fault(column.get("pattern", "")):
            yield file.fault((*place, "columns", number), _PATTERN, key=column["key"], why=wrong.words(gettext))
    if field.get("least_rows", 0) > field.get("most_rows", 20):
        yield file.fault(place, _ROWS, key=field["key"])


def _computed(file: FileFacts, field: Part, place: Place) -> Iterator[Fault]:
    if field["type"] not in _COMPUTED or "filled_from" in field:
        yield file.fault((*place, "computed"), _NOT_COMPUTED, key=field["key"])
        return
    wanted = file.scope_of_form[field["key"]]
    yield from file.expression(field["computed"], (*place, "computed"), wanted, knows_today=True)


def _rings(file: FileFacts) -> Iterator[Fault]:
    """Fields that wait for themselves; only of expressions that can be read."""
    asked = {each.key for each in form_of(file.data["form"]).order}
    for section_number, section in enumerate(file.data["form"]["sections"]):
        for number, field in enumerate(section["fields"]):
            if any(leaf["key"] not in asked for leaf in leaves(field)):
                yield file.fault(("form", "sections", section_number, "fields", number), _RING, key=field["key"])


def _cost(file: FileFacts) -> Iterator[Fault]:
    if file.cost > MOST_COST:
        yield file.fault(("form",), _TOO_COSTLY, cost=file.cost, most=MOST_COST)


def _climbs(tiers: Sequence[Part], *, is_counted: bool) -> bool:
    *bounded, last = [tier.get("to") for tier in tiers]
    ends = [end for end in bounded if end is not None]
    return is_counted and last is None and len(ends) == len(bounded) and ends == sorted(set(ends))
