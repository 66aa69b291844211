"""Whether the facts of a file agree with one another: what is named exists, every case has a term, the process is sound.

Runs only on data whose shape is right. Each fault names its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from motcua.registers.procedures.building import process_of, share_text
from motcua.registers.procedures.reading import Fault, Place, Reading, read
from motcua.rules.deadlines import Term, TermUnreadable, parse_term
from motcua.rules.soundness import prove

ROLES_FILE = Path(__file__).parent / "roles.yaml"
COMMUNES = ("ordinary", "remote")

_TWICE = gettext_noop("Mã “{key}” dùng hai lần trong “{place}”.")
_NO_SOURCE = gettext_noop("Nguồn “{key}” chưa khai trong mục sources.")
_NO_CASE = gettext_noop("Không có trường hợp “{key}” trong mục cases.")
_NO_CHANNEL = gettext_noop("Thủ tục không nhận hồ sơ qua kênh “{key}” (mục service.channels).")
_NO_FIELD = gettext_noop("Tờ khai không có ô “{key}”.")
_NOT_A_VALUE = gettext_noop("Ô “{key}” không thể bằng “{value}”, nên điều kiện này không bao giờ đúng.")
_NOT_A_NUMBER = gettext_noop("Ô “{key}” không phải số nguyên nên không dùng để nhân hay đếm được.")
_CHOICES = gettext_noop("Ô “{key}”: chỉ ô kiểu choice mới có choices, và phải có.")
_RING = gettext_noop("Ô “{key}” không bao giờ được hỏi: các điều kiện quay vòng về chính nó.")
_PATTERN = gettext_noop("Ô “{key}”: mẫu viết chưa đúng.")
_NO_TERM = gettext_noop("Trường hợp “{case}” chưa có thời hạn khi nộp qua kênh “{channel}”, xã loại “{communes}”.")
_TWO_TERMS = gettext_noop(
    "Trường hợp “{case}”, kênh “{channel}”, xã loại “{communes}” có hai thời hạn: “{one}” và “{other}”."
)
_NO_ROLE = gettext_noop("Không có chức danh “{key}”.")
_SHARE_KEY = gettext_noop("Không có thời hạn “{key}” trong mục clock.terms.")
_SHARE_GAP = gettext_noop("Bước “{name}” chưa ghi phần thời gian khi thời hạn là “{key}”.")
_TWO_WAYS_ON = gettext_noop("Bước “{name}” ghi cả to lẫn branches; chỉ ghi một.")
_NO_QUANTITY = gettext_noop("Giấy tờ “{name}” phải nộp hoặc xuất trình nhưng không ghi số bản (originals, copies).")
_NOTE_COUNTS = gettext_noop("“{name}” là ghi chú nên không có số bản.")
_AMOUNT = gettext_noop("Khoản “{name}” phải ghi amount hoặc tiers, và chỉ một trong hai.")
_TIERS = gettext_noop("Các bậc của khoản “{name}” phải tăng dần; bậc cuối không ghi to; và phải ghi per là ô đếm.")
_NO_GROUP = gettext_noop("Nhóm “{key}” chưa khai trong fees.groups.")
_DAYS = gettext_noop("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")
_MASTER = gettext_noop("Hệ thống chủ không phải của ta thì phải ghi tên (master.name).")
_ONLY_REFUSALS = gettext_noop("Chưa ghi kết quả khi hồ sơ được giải quyết.")


@cache
def roles() -> Mapping[str, str]:
    """The positions that a process may give work to: code and Vietnamese name."""
    data = read(ROLES_FILE.read_text(encoding="utf-8")).data
    assert isinstance(data, dict)
    return {code: str(name) for code, name in data.items()}


def coherence_faults(reading: Reading) -> tuple[Fault, ...]:
    """Everything that does not agree, in the order of the lines; empty if the file may be published."""
    file = _File(reading)
    terms = [*file.unreadable_terms()]
    found = [*terms, *file.plain_faults(), *file.papers(), *file.fees(), *file.form(), *file.terms()]
    if not found:
        found = [*file.process()]
    return tuple(sorted(found, key=lambda fault: fault.line))


class _File:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.data: Mapping[str, Any] = reading.data  # type: ignore[assignment]
        self.cases = [each["key"] for each in self.data["cases"]]
        self.channels = list(self.data["service"]["channels"])
        self.fields = {field["key"]: field for section in self.data["form"]["sections"] for field in section["fields"]}

    def fault(self, place: Place, text: str, **params: object) -> Fault:
        return Fault(self.reading.line_of(place), text, params)

    # -- what stands anywhere ------------------------------------------------------------------------------------------

    def plain_faults(self) -> Iterator[Fault]:
        data = self.data
        yield from self._sources(data, ())
        lists: tuple[Place, ...] = (
            ("cases",),
            ("grounds", "items"),
            ("papers", "items"),
            ("clock", "terms"),
            ("fees", "items"),
            ("form", "sections"),
            ("result", "items"),
            ("process", "steps"),
        )
        for place in lists:
            yield from self._twice(place)
        version, master = data["version"], data["master"]
        if "to" in version and version["to"] < version["from"]:
            yield self.fault(("version", "to"), _DAYS)
        if master["system"] != "ours" and not master.get("name"):
            yield self.fault(("master",), _MASTER)
        if all(item.get("refusal") for item in data["result"]["items"]):
            yield self.fault(("result",), _ONLY_REFUSALS)

    def _sources(self, part: Any, place: Place) -> Iterator[Fault]:
        if isinstance(part, dict):
            if place and (named := part.get("source")):
                for each in [named] if isinstance(named, str) else named:
                    key = each.rpartition("-")[0]
                    if key not in self.data["sources"]:
                        yield self.fault((*place, "source"), _NO_SOURCE, key=key)
            for key, inner in part.items():
                yield from self._sources(inner, (*place, key))
        elif isinstance(part, list):
            for number, inner in enumerate(part):
                yield from self._sources(inner, (*place, number))

    def _twice(self, place: Place) -> Iterator[Fault]:
        items: Any = self.data
        for part in place:
            items = items.get(part, []) if isinstance(items, dict) else []
        for key, times in Counter(each["key"] for each in items).items():
            if times > 1:
                last = max(number for number, each in enumerate(items) if each["key"] == key)
                yield self.fault((*place, last), _TWICE, key=key, place=".".join(map(str, place)))

    def unreadable_terms(self) -> Iterator[Fault]:
        for place, text in self._term_texts():
            term = parse_term(text)
            if isinstance(term, TermUnreadable):
                yield self.fault(place, term.why, text=term.text)

    def _term_texts(self) -> Iterator[tuple[Place, str]]:
        clock = self.data["clock"]
        yield ("clock", "supplement_answer"), clock["supplement_answer"]
        if "reschedule" in clock:
            yield ("clock", "reschedule", "notice"), clock["reschedule"]["notice"]
        for number, row in enumerate(clock["terms"]):
            yield ("clock", "terms", number, "term"), row["term"]
        for number, item in enumerate(self.data["result"]["items"]):
            if "valid_for" in item:
                yield ("result", "items", number, "valid_for"), item["valid_for"]
        for number, step in enumerate(self.data["process"]["steps"]):
            place: Place = ("process", "steps", number)
            if "answer_within" in step:
                yield (*place, "answer_within"), step["answer_within"]
            share = step.get("share", {})
            for key, text in share.items() if isinstance(share, dict) else [(None, share)]:
                yield (*place, "share", *([key] if key else [])), text

    # -- who and when a part is for ------------------------------------------------------------------------------------

    def _scope(self, part: Mapping[str, Any], place: Place) -> Iterator[Fault]:
        for case in part.get("cases", ()):
            if case not in self.cases:
                yield self.fault((*place, "cases"), _NO_CASE, key=case)
        for channel in part.get("channels", ()):
            if channel not in self.channels:
                yield self.fault((*place, "channels"), _NO_CHANNEL, key=channel)
        yield from self._condition(part.get("when", {}), (*place, "when"))

    def _condition(self, condition: Mapping[str, Any], place: Place) -> Iterator[Fault]:
        for key, value in condition.items():
            field = self.fields.get(key)
            if field is None:
                yield self.fault((*place, key), _NO_FIELD, key=key)
            elif not _may_equal(field, value):
                yield self.fault((*place, key), _NOT_A_VALUE, key=key, value=value)

    def _counts(self, part: Mapping[str, Any], name: str, place: Place) -> Iterator[Fault]:
        key = part.get(name)
        if key is None:
            return
        if key not in self.fields:
            yield self.fault((*place, name), _NO_FIELD, key=key)
        elif self.fields[key]["type"] != "integer":
            yield self.fault((*place, name), _NOT_A_NUMBER, key=key)

    def papers(self) -> Iterator[Fault]:
        for number, paper in enumerate(self.data["papers"]["items"]):
            place: Place = ("papers", "items", number)
            yield from self._scope(paper, place)
            counted = paper.get("originals", 0) + paper.get("copies", 0)
            if paper["kind"] == "note" and counted:
                yield self.fault(place, _NOTE_COUNTS, name=paper["name"])
            if paper["kind"] != "note" and not counted:
                yield self.fault(place, _NO_QUANTITY, name=paper["name"])

    def fees(self) -> Iterator[Fault]:
        groups = self.data["fees"].get("groups", {})
        for number, fee in enumerate(self.data["fees"]["items"]):
            place: Place = ("fees", "items", number)
            yield from self._scope(fee, place)
            yield from self._counts(fee, "per", place)
            yield from self._counts(fee, "times", place)
            if ("amount" in fee) is ("tiers" in fee):
                yield self.fault(place, _AMOUNT, name=fee["name"])
            if "tiers" in fee and not _climbs(fee["tiers"], "per" in fee):
                yield self.fault((*place, "tiers"), _TIERS, name=fee["name"])
            for group in [*fee.get("exempt", ()), *fee.get("reduced", {})]:
                if group not in groups:
                    yield self.fault(place, _NO_GROUP, key=group)

    def form(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for section_number, section in enumerate(self.data["form"]["sections"]):
            for number, field in enumerate(section["fields"]):
                place: Place = ("form", "sections", section_number, "fields", number)
                if field["key"] in seen:
                    yield self.fault(place, _TWICE, key=field["key"], place="form")
                seen.add(field["key"])
                yield from self._condition(field.get("when", {}), (*place, "when"))
                if ("choices" in field) is not (field["type"] == "choice"):
                    yield self.fault(place, _CHOICES, key=field["key"])
                if self._asks_itself(field["key"]):
                    yield self.fault((*place, "when"), _RING, key=field["key"])
                if not _compiles(field.get("pattern", "")):
                    yield self.fault((*place, "pattern"), _PATTERN, key=field["key"])

    def _asks_itself(self, key: str) -> bool:
        met: set[str] = set()
        pending = list(self.fields[key].get("when", ()))
        while pending:
            before = pending.pop()
            if before == key:
                return True
            if before in self.fields and before not in met:
                met.add(before)
                pending.extend(self.fields[before].get("when", ()))
        return False

    # -- time and process ----------------------------------------------------------------------------------------------

    def terms(self) -> Iterator[Fault]:
        rows = self.data["clock"]["terms"]
        for number, row in enumerate(rows):
            yield from self._scope(row, ("clock", "terms", number))
        for number, case in enumerate(self.cases):
            for channel in self.channels:
                for communes in COMMUNES:
                    names = {"case": case, "channel": channel, "communes": communes}
                    fitting = [row["key"] for row in rows if _fits(row, case, channel, communes)]
                    if not fitting:
                        yield self.fault(("cases", number), _NO_TERM, **names)
                    elif len(fitting) > 1:
                        one, other = fitting[:2]
                        yield self.fault(("clock", "terms"), _TWO_TERMS, one=one, other=other, **names)

    def process(self) -> Iterator[Fault]:
        wiring = [*self._steps()]
        yield from wiring
        if wiring:
            return
        places = {step["key"]: number for number, step in enumerate(self.data["process"]["steps"])}
        told: set[tuple[str, str]] = set()
        for row in self.data["clock"]["terms"]:
            term = parse_term(row["term"])
            assert isinstance(term, Term)
            for found in prove(process_of(self.data["process"], row["key"]), term):
                if (found.step, found.kind) not in told:
                    told.add((found.step, found.kind))
                    step = ("process", "steps", places[found.step]) if found.step in places else ("process",)
                    yield self.fault(step, found.sentence.text, **found.sentence.params)

    def _steps(self) -> Iterator[Fault]:
        term_keys = [row["key"] for row in self.data["clock"]["terms"]]
        for number, step in enumerate(self.data["process"]["steps"]):
            place: Place = ("process", "steps", number)
            if "to" in step and "branches" in step:
                yield self.fault((*place, "to"), _TWO_WAYS_ON, name=step["name"])
            for name in ("role", "answered_by"):
                if name in step and step[name] not in roles():
                    yield self.fault((*place, name), _NO_ROLE, key=step[name])
            for branch_number, branch in enumerate(step.get("branches", ())):
                yield from self._condition(branch.get("when", {}), (*place, "branches", branch_number, "when"))
            if isinstance(step.get("share"), dict):
                yield from self._shares(step, term_keys, place)

    def _shares(self, step: Mapping[str, Any], term_keys: Iterable[str], place: Place) -> Iterator[Fault]:
        for key in step["share"]:
            if key not in term_keys:
                yield self.fault((*place, "share", key), _SHARE_KEY, key=key)
        for key in term_keys:
            if share_text(step, key) is None:
                yield self.fault((*place, "share"), _SHARE_GAP, name=step["name"], key=key)


def _fits(row: Mapping[str, Any], case: str, channel: str, communes: str) -> bool:
    return (
        case in row["cases"] and channel in row.get("channels", [channel]) and row.get("communes", communes) == communes
    )


def _may_equal(field: Mapping[str, Any], value: object) -> bool:
    if field["type"] in ("boolean", "declaration"):
        return isinstance(value, bool)
    if field["type"] in ("integer", "money"):
        return isinstance(value, int) and not isinstance(value, bool)
    if field["type"] == "choice":
        return value in field.get("choices", ())
    return isinstance(value, str)


def _climbs(tiers: list[Mapping[str, Any]], is_counted: bool) -> bool:
    ends = [tier.get("to") for tier in tiers]
    *bounded, last = ends
    return is_counted and last is None and None not in bounded and bounded == sorted(set(bounded), key=int)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
