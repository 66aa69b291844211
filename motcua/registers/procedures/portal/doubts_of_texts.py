"""Doubts about words and whole parts: the district level, former bodies, days that have passed, what is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from motcua.registers.procedures.portal.doubt_facts import Doubt, doubt, texts_of
from motcua.registers.procedures.reading import Place

Draft = Mapping[str, Any]

LONGEST_NAME = 400

_DISTRICT = re.compile(
    r"cấp huyện|quận, huyện|huyện, quận|(?:UBND|ủy ban nhân dân) (?:quận|huyện)|công an (?:quận|huyện)"
    r"|thị xã thuộc|phòng tư pháp|phòng tài nguyên|chi cục thuế (?:quận|huyện)",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\([^()]{3,60} cũ\)|sở tài nguyên và môi trường|sở kế hoạch và đầu tư|bộ kế hoạch và đầu tư"
    r"|bộ tài nguyên và môi trường|bộ thông tin và truyền thông|bộ lao động"
    r"|(?:sở|bộ) giao thông vận tải",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"đến hết ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})", re.IGNORECASE)
_CODE = re.compile(r"[1-9]\.[0-9]{6}")


def district(draft: Draft) -> Iterator[Doubt]:
    yield from _words_found(
        draft,
        _DISTRICT,
        "district-level",
        gettext_noop("Còn nói đến cấp huyện, đã bỏ từ 01/7/2025: “{words}”."),
        gettext_noop("Sửa theo chính quyền hai cấp: cấp xã hoặc cấp tỉnh, theo nghị định phân định thẩm quyền."),
    )


def former_bodies(draft: Draft) -> Iterator[Doubt]:
    yield from _words_found(
        draft,
        _FORMER,
        "former-body",
        gettext_noop("Nêu cơ quan đã sáp nhập hoặc đổi tên: “{words}”."),
        gettext_noop("Thay bằng tên cơ quan hiện nay; văn bản cũ được dẫn thì giữ nguyên tên."),
    )


def passed_days(draft: Draft, on: date) -> Iterator[Doubt]:
    places: list[Place] = []
    words = ""
    for place, text in texts_of(draft):
        for found in _UNTIL.finditer(_composed(text)):
            day, month, year = (int(each) for each in found.groups())
            if (year, month, day) < (on.year, on.month, on.day):
                places.append(place)
                words = words or found.group()
                break
    if places:
        yield doubt(
            "day-passed",
            places,
            gettext_noop("Có quy định chỉ áp dụng “{words}”, ngày ấy đã qua."),
            gettext_noop("Bỏ phần đã hết hiệu lực hoặc ghi mức đang áp dụng."),
            words=words,
        )


def letters(draft: Draft) -> Iterator[Doubt]:
    places = [place for place, text in texts_of(draft) if _is_odd(text)]
    if places:
        yield doubt(
            "letters",
            places,
            gettext_noop("{count} chỗ có ký tự ẩn hoặc dấu gõ rời (tổ hợp), nhìn giống mà máy tìm không ra."),
            gettext_noop("Gõ lại chỗ ấy; khi tìm kiếm hệ thống đã tự bỏ qua khác biệt này."),
            count=len(places),
        )


def code(draft: Draft) -> Iterator[Doubt]:
    if not _CODE.fullmatch(draft["identity"]["code"]):
        yield doubt(
            "code",
            [("identity", "code")],
            gettext_noop("Mã “{code}” không đúng mẫu một số, dấu chấm, sáu số."),
            gettext_noop("Hỏi lại nơi công bố; mã sai thì không công bố được."),
            code=draft["identity"]["code"],
        )


def untidy_name(draft: Draft) -> Iterator[Doubt]:
    name = draft["identity"]["name"]
    if "\n" in name.strip() or len(name) > LONGEST_NAME:
        yield doubt(
            "name",
            [("identity", "name")],
            gettext_noop("Tên dài {letters} chữ, {lines} dòng: có thể lẫn phần khác của bản công bố."),
            gettext_noop("Ghi tên gọn ở name, tên đầy đủ ở official_name."),
            letters=len(name),
            lines=len(name.strip().splitlines()),
        )


def level(draft: Draft) -> Iterator[Doubt]:
    if "level" not in draft["identity"]:
        yield doubt(
            "level",
            [("identity", "level")],
            gettext_noop("Không rõ cấp thực hiện: bản công bố ghi {levels}."),
            gettext_noop("Chọn một cấp; mỗi cấp làm khác nhau thì tách thành các trường hợp."),
            levels=", ".join(draft["portal"].get("levels", ())) or "–",
        )


def bodies(draft: Draft) -> Iterator[Doubt]:
    if "deciding" not in draft["service"]:
        yield doubt(
            "deciding",
            [("service", "deciding")],
            gettext_noop("Không rõ một cơ quan có thẩm quyền quyết định."),
            gettext_noop("Ghi service.deciding, chọn trong portal.deciding_offices, portal.deciding_groups nếu có."),
        )


def no_law(draft: Draft) -> Iterator[Doubt]:
    if not draft.get("legal_basis", {}).get("items"):
        yield doubt(
            "no-legal-basis",
            [("legal_basis",)],
            gettext_noop("Bản công bố không nêu căn cứ pháp lý nào."),
            gettext_noop("Ghi căn cứ theo quyết định công bố."),
        )


def no_result(draft: Draft) -> Iterator[Doubt]:
    if not draft["result"].get("items"):
        yield doubt(
            "no-result",
            [("result", "items")],
            gettext_noop("Bản công bố không nêu kết quả."),
            gettext_noop("Ghi giấy tờ mà người dân nhận được."),
        )


def unknown_fields(draft: Draft) -> Iterator[Doubt]:
    for kind, note, says in (
        ("unknown-field", "unknown", gettext_noop("Bản công bố có trường mà chương trình chưa biết: {names}.")),
        ("odd-value", "as_written", gettext_noop("Trường có giá trị khác kiểu thường lệ: {names}.")),
    ):
        found = [*_noted(draft, note, ())]
        if found:
            yield doubt(
                kind,
                [place for place, _ in found],
                says,
                gettext_noop("Đã giữ nguyên trong portal; xem có phải điều cần đưa vào tệp không."),
                names=", ".join(dict.fromkeys(name for _, name in found)),
            )


def _words_found(draft: Draft, pattern: re.Pattern[str], kind: str, says: str, advice: str) -> Iterator[Doubt]:
    found = [(place, match) for place, text in texts_of(draft) if (match := pattern.search(_composed(text)))]
    places = [(place, match) for place, match in found if place[0] != "legal_basis"]
    if places:
        _, match = places[0]
        around = match.string[max(0, match.start() - 30) : match.end() + 20]
        yield doubt(kind, [place for place, _ in places], says, advice, words=" ".join(around.split()))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_odd(text: str) -> bool:
    return _composed(text) != text or any(
        unicodedata.category(letter) in ("Cf", "Co", "Cc") and letter not in "\n\t" for letter in text
    )


def _noted(part: Any, note: str, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(part, Mapping):
        for name in part.get("portal", {}).get(note, ()) if isinstance(part.get("portal"), Mapping) else ():
            yield (*place, "portal", note, name), name
        for key, value in part.items():
            yield from _noted(value, note, (*place, key))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _noted(value, note, (*place, number))


DOUBTS_OF_TEXTS = (
    district,
    former_bodies,
    letters,
    code,
    untidy_name,
    level,
    bodies,
    no_law,
    no_result,
    unknown_fields,
)
