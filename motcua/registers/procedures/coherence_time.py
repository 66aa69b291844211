"""Whether every case has its term, and the process is sound and adds up to each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_noop

from motcua.registers.procedures.building import process_of, share_text, term_of
from motcua.registers.procedures.file_facts import FileFacts, Part
from motcua.registers.procedures.reading import Fault, Place
from motcua.registers.procedures.roles import roles
from motcua.rules.deadlines import TermUnreadable, parse_term
from motcua.rules.process_decision import decision_faults
from motcua.rules.soundness import prove
from motcua.rules.validity import CALENDAR_UNITS

COMMUNES = ("ordinary", "remote")

_NO_TERM = gettext_noop(
    "Trường hợp “{case}” chưa có thời hạn khi nộp qua kênh “{channel}”, xã loại “{communes}”: "
    "thêm một dòng ở clock.terms."
)
_TWO_TERMS = gettext_noop(
    "Trường hợp “{case}”, kênh “{channel}”, xã loại “{communes}” có hai thời hạn: “{one}” và “{other}”."
)
_NO_VALIDITY = gettext_noop("Thời hạn giá trị “{text}” phải tính theo ngày hoặc tháng, số nguyên.")
_NO_ROLE = gettext_noop("Không có chức danh “{key}”; chỉ có: {known}.")
_SHARE_KEY = gettext_noop("Không có thời hạn “{key}” trong mục clock.terms.")
_SHARE_GAP = gettext_noop("Bước “{name}” chưa ghi phần thời gian khi thời hạn là “{key}”.")
_TWO_WAYS_ON = gettext_noop("Bước “{name}” ghi cả to lẫn branches; chỉ ghi một.")


def unreadable_terms(file: FileFacts) -> Iterator[Fault]:
    """Terms and shares that nobody can read."""
    for place, text in _term_texts(file):
        term = parse_term(text)
        if isinstance(term, TermUnreadable):
            yield file.fault(place, term.why, text=term.text)
        elif place[-1] == "valid_for" and (term.unit not in CALENDAR_UNITS or term.amount % 1):
            yield file.fault(place, _NO_VALIDITY, text=text)


def term_faults(file: FileFacts) -> Iterator[Fault]:
    """Cases without a term, or with two, by some channel, in some kind of commune."""
    rows = file.data["clock"]["terms"]
    for number, row in enumerate(rows):
        yield from file.scope(row, ("clock", "terms", number))
    for number, case in enumerate(file.cases):
        for channel in file.channels:
            for communes in COMMUNES:
                names = {"case": case, "channel": channel, "communes": communes}
                fitting = [row["key"] for row in rows if _fits(row, case, channel, communes)]
                if not fitting:
                    yield file.fault(("cases", number), _NO_TERM, **names)
                elif len(fitting) > 1:
                    yield file.fault(("clock", "terms"), _TWO_TERMS, one=fitting[0], other=fitting[1], **names)


def _term_texts(file: FileFacts) -> Iterator[tuple[Place, str]]:
    clock = file.data["clock"]
    yield ("clock", "supplement_answer"), clock["supplement_answer"]
    if "reschedule" in clock:
        yield ("clock", "reschedule", "notice"), clock["reschedule"]["notice"]
    for number, row in enumerate(clock["terms"]):
        yield ("clock", "terms", number, "term"), row["term"]
    for number, item in enumerate(file.data["result"]["items"]):
        if "valid_for" in item:
            yield ("result", "items", number, "valid_for"), item["valid_for"]
    for number, step in enumerate(file.data["process"]["steps"]):
        yield from _step_terms(step, ("process", "steps", number))


def _step_terms(step: Part, place: Place) -> Iterator[tuple[Place, str]]:
    if "answer_within" in step:
        yield (*place, "answer_within"), step["answer_within"]
    share = step.get("share", {})
    if isinstance(share, str):
        yield (*place, "share"), share
    else:
        for key, text in share.items():
            yield (*place, "share", key), text


def _fits(row: Part, case: str, channel: str, communes: str) -> bool:
    is_case = case in row["cases"]
    return is_case and channel in row.get("channels", [channel]) and row.get("communes", communes) == communes


def step_faults(file: FileFacts) -> Iterator[Fault]:
    """What is wrong with the steps as written."""
    term_keys = [row["key"] for row in file.data["clock"]["terms"]]
    for number, step in enumerate(file.data["process"]["steps"]):
        place: Place = ("process", "steps", number)
        if "to" in step and "branches" in step:
            yield file.fault((*place, "to"), _TWO_WAYS_ON, name=step["name"])
        for name in ("role", "answered_by"):
            if name in step and step[name] not in roles():
                yield file.fault((*place, name), _NO_ROLE, key=step[name], known=", ".join(roles()))
        for branch_number, branch in enumerate(step.get("branches", ())):
            yield from file.condition(branch.get("when", {}), (*place, "branches", branch_number, "when"))
        if isinstance(step.get("share"), dict):
            yield from _shares(file, step, term_keys, place)


def _shares(file: FileFacts, step: Part, term_keys: Iterable[str], place: Place) -> Iterator[Fault]:
    known = list(term_keys)
    for key in step["share"]:
        if key not in known:
            yield file.fault((*place, "share", key), _SHARE_KEY, key=key)
    for key in known:
        if share_text(step, key) is None:
            yield file.fault((*place, "share"), _SHARE_GAP, name=step["name"], key=key)


def unsound(file: FileFacts) -> Iterator[Fault]:
    """What the proof finds under each term; of steps and terms that are right as written."""
    places = {step["key"]: number for number, step in enumerate(file.data["process"]["steps"])}
    told: set[tuple[str, str]] = set()
    for row in file.data["clock"]["terms"]:
        definition = process_of(file.data["process"], row["key"])
        for found in prove(definition, term_of(row["term"])) or decision_faults(definition):
            if (found.step, found.kind) in told:
                continue
            told.add((found.step, found.kind))
            place: Place = ("process", "steps", places[found.step]) if found.step in places else ("process",)
            yield file.fault(place, found.sentence.text, **found.sentence.params)
