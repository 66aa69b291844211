"""Doubts about time: prose instead of a number, units that say nothing, channels that contradict cases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.portal.doubt_facts import Doubt, doubt, terms_of
from motcua.registers.procedures.reading import Place

Draft = Mapping[str, Any]
Row = Mapping[str, Any]

_EXTRA = re.compile(r"[^.;]*(?:mien nui|hai dao)[^.;]*|(?:tang them|cong them)[^.;]*")
_DAYS = re.compile(r"(?:khong qua|trong thoi han|trong vong|thoi han)[^0-9.;]{0,30}(\d{1,3}(?:,\d)?)[^.;\d]{0,16}?ngay")


def in_prose(draft: Draft) -> Iterator[Doubt]:
    found = [(place, row) for place, row in _all(draft) if isinstance(row.get("portal", {}).get("time"), str)]
    if found:
        yield doubt(
            "term-prose",
            [place for place, _ in found],
            gettext_noop("Thời hạn viết bằng lời: “{words}”."),
            gettext_noop("Đọc lời ấy và lời ở portal.note, rồi ghi term cho từng trường hợp."),
            words=_short(found[0][1]["portal"]["time"]),
        )


def zero(draft: Draft) -> Iterator[Doubt]:
    found = [place for place, row in _all(draft) if row.get("portal", {}).get("time") == 0]
    if found:
        yield doubt(
            "term-zero",
            found,
            gettext_noop("Thời hạn ghi là 0."),
            gettext_noop("Giải quyết ngay thì ghi term: trong ngày; nếu không thì tìm thời hạn trong portal.note."),
        )


def unit_unsaid(draft: Draft) -> Iterator[Doubt]:
    found = [(place, row["portal"]) for place, row in _all(draft) if _has_no_unit(row)]
    if found:
        yield doubt(
            "term-unit",
            [place for place, _ in found],
            gettext_noop("Thời hạn {time} không có đơn vị (portal.unit: {unit})."),
            gettext_noop("Xem trình tự và thời hạn của trường hợp để biết là ngày, ngày làm việc hay trong ngày."),
            time=found[0][1]["time"],
            unit=found[0][1].get("unit", "–"),
        )


def missing(draft: Draft) -> Iterator[Doubt]:
    found = [place for place, row in _all(draft) if "term" not in row and "time" not in row.get("portal", {})]
    if found or not draft["clock"]["terms"]:
        yield doubt(
            "term-missing",
            found or [("clock", "terms")],
            gettext_noop("Không có thời hạn."),
            gettext_noop("Tìm thời hạn trong quyết định công bố."),
        )


def channel_against_case(draft: Draft) -> Iterator[Doubt]:
    channels, cases = (_terms(terms_of(draft, of=of)) for of in ("channels", "cases"))
    if channels and cases and channels != cases:
        yield doubt(
            "channel-against-case",
            [("clock", "terms")],
            gettext_noop("Theo cách nộp: {channels}. Theo trường hợp: {cases}."),
            gettext_noop("Chọn một thời hạn cho mỗi trường hợp (và mỗi cách nộp nếu khác nhau), ghi căn cứ."),
            channels="; ".join(sorted(channels)),
            cases="; ".join(sorted(cases)),
        )


def several_in_a_channel(draft: Draft) -> Iterator[Doubt]:
    found: dict[str, set[str]] = defaultdict(set)
    for _, row in terms_of(draft, of="channels"):
        found[row.get("channels", ["?"])[0]].add(row.get("term") or "?")
    for channel, terms in found.items():
        if len(terms) > 1:
            yield doubt(
                "terms-in-a-channel",
                [place for place, row in terms_of(draft, of="channels") if row.get("channels", ["?"])[0] == channel],
                gettext_noop("Cùng cách nộp {channel} mà có {count} thời hạn: {terms}."),
                gettext_noop("Mỗi thời hạn phải thuộc một trường hợp: ghi cases cho từng dòng theo portal.note."),
                channel=channel,
                count=len(terms),
                terms="; ".join(sorted(terms)),
            )


def against_its_note(draft: Draft) -> Iterator[Doubt]:
    for place, row in terms_of(draft, of="channels"):
        note = _EXTRA.sub("", fold(row.get("portal", {}).get("note", "")))
        said = {each.lstrip("0").replace(",0", "") for each in _DAYS.findall(note)}
        term = row.get("term", "")
        if len(said) == 1 and term.endswith(("ngày", "ngày làm việc")) and term.split(" ")[0] not in said:
            yield doubt(
                "term-against-note",
                [place],
                gettext_noop("Thời hạn là {term}, lời kèm theo lại nói {said} ngày: “{note}”."),
                gettext_noop("Chọn con số đúng theo quyết định công bố."),
                term=term,
                said=said.pop(),
                note=_short(row["portal"]["note"]),
            )
        elif term.endswith(" ngày") and "ngay lam viec" in note:
            yield doubt(
                "term-unit-against-note",
                [place],
                gettext_noop("Thời hạn là {term}, lời kèm theo lại nói “ngày làm việc”."),
                gettext_noop("Nếu luật nói ngày làm việc thì ghi như vậy."),
                term=term,
            )


def remote_in_prose(draft: Draft) -> Iterator[Doubt]:
    places = [
        place
        for place, row in _all(draft)
        if "mien nui" in fold(f"{row.get('portal', {}).get('note', '')} {_time(row)}")
    ]
    if places:
        yield doubt(
            "remote-in-prose",
            places,
            gettext_noop("Xã miền núi, hải đảo, vùng khó khăn được thêm thời gian, nhưng chỉ nói bằng lời."),
            gettext_noop("Thêm một dòng clock.terms có communes: remote với thời hạn đã cộng thêm."),
        )


def cases_alike(draft: Draft) -> Iterator[Doubt]:
    cases = draft.get("cases", ())
    names = Counter(case.get("name", "").strip() for case in cases)
    places: list[Place] = [("cases", n) for n, case in enumerate(cases) if names[case.get("name", "").strip()] > 1]
    if places:
        yield doubt(
            "cases-alike",
            places,
            gettext_noop("{count} trường hợp cùng tên “{name}”, không biết khác nhau ở đâu."),
            gettext_noop("Đặt tên cho từng trường hợp theo điều phân biệt chúng, hoặc giữ một."),
            count=len(places),
            name=_short(names.most_common(1)[0][0]),
        )


def rows_twice(draft: Draft) -> Iterator[Doubt]:
    seen: dict[str, Place] = {}
    again = []
    rows_with_fees = {
        row: [fee["key"] for fee in draft["fees"]["items"] if row in fee["portal"]["rows"]]
        for row in (each["key"] for _, each in terms_of(draft, of="channels"))
    }
    for place, row in terms_of(draft, of="channels"):
        facts = str([{k: v for k, v in row.items() if k not in ("key",)}, rows_with_fees[row["key"]]])
        if facts in seen:
            again.append(place)
        seen.setdefault(facts, place)
    if again:
        yield doubt(
            "channel-twice",
            again,
            gettext_noop("Dòng này ghi lại y nguyên một dòng trước."),
            gettext_noop("Bỏ dòng thừa, hoặc ghi cases để phân biệt."),
        )


def _all(draft: Draft) -> Iterator[tuple[Place, Row]]:
    yield from terms_of(draft, of="channels")
    yield from terms_of(draft, of="cases")


def _terms(rows: Iterator[tuple[Place, Row]]) -> set[str]:
    return {row.get("term") or _unread(row) for _, row in rows}


def _unread(row: Row) -> str:
    notes = row.get("portal", {})
    return f"{_short(str(notes.get('time', '?')))} ({notes.get('unit', '?')})"


def _has_no_unit(row: Row) -> bool:
    time = row.get("portal", {}).get("time")
    return isinstance(time, int) and time > 0


def _time(row: Row) -> str:
    return str(row.get("portal", {}).get("time", ""))


def _short(text: str, most: int = 120) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most]}…"


DOUBTS_OF_TERMS = (
    in_prose,
    zero,
    unit_unsaid,
    missing,
    channel_against_case,
    several_in_a_channel,
    against_its_note,
    remote_in_prose,
    cases_alike,
    rows_twice,
)
