"""One answer as somebody typed it: read into its one canonical form, or told in words what to do about it.

Texts become NFC; what nobody can see (zero-width and control characters, marks of direction) is taken out without a
word, since nobody could find it to take it out. Lengths count what is left.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from motcua.rules.expressions import Plain
from motcua.rules.form_definition import Field
from motcua.rules.form_patterns import fits
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

Reader: TypeAlias = Callable[[Field, object, date], Plain | Sentence]

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2200
LINE_LETTERS: Final = 200
TEXT_LETTERS: Final = 5_000
MOST_FILES: Final = 50
MOST: Final = 10**15

_WRITE_TEXT = _("“{label}”: hãy ghi bằng chữ.")
_TOO_LONG = _("“{label}” dài {length} ký tự, quá mức {limit} ký tự; hãy ghi ngắn lại.")
_UNREADABLE = _("“{label}” có ký tự không đọc được (“{character}”); hãy gõ lại bằng bảng mã Unicode.")
_PATTERN = _("“{label}” viết chưa đúng mẫu; hãy xem lại cách ghi.")
_NOT_WHOLE = _("“{label}”: hãy ghi một số nguyên, ví dụ 12.")
_NOT_MONEY = _("“{label}”: hãy ghi số tiền bằng đồng, chỉ gồm chữ số, ví dụ 50.000.")
_TOO_SMALL = _("“{label}” phải từ {limit} trở lên.")
_TOO_BIG = _("“{label}” không được quá {limit}.")
_NO_DATE = _("“{label}”: hãy ghi ngày theo thứ tự ngày/tháng/năm, ví dụ {example}.")
_SHORT_YEAR = _("“{label}”: hãy ghi năm bằng đủ bốn chữ số, ví dụ {example}.")
_NOT_IN_CALENDAR = _("Ngày {typed} không có trong lịch; hãy xem lại “{label}”.")
_YEAR_OUT = _("“{label}”: năm {year} không hợp lý, hãy xem lại.")
_FUTURE = _("“{label}” không được sau hôm nay ({today}).")
_PAST = _("“{label}” không được trước hôm nay ({today}).")
_TOO_EARLY = _("“{label}” không được trước ngày {limit}.")
_TOO_LATE = _("“{label}” không được sau ngày {limit}.")
_CHOOSE = _("“{label}”: hãy chọn một trong các mục: {choices}.")
_YES_OR_NO = _("“{label}”: hãy chọn có hoặc không.")
_PERSON_ID = _("“{label}” phải đủ 12 chữ số như trên thẻ căn cước.")
_OLD_ID = _("“{label}”: số chứng minh nhân dân 9 chữ số không còn dùng được; hãy ghi số định danh 12 chữ số.")
_PHONE = _("“{label}”: hãy ghi số điện thoại Việt Nam, ví dụ 0912 345 678.")
_EMAIL = _("“{label}”: hãy ghi địa chỉ thư điện tử, ví dụ ten@vidu.vn.")
_PARTIAL_DATE = _("“{label}”: hãy ghi ngày/tháng/năm, tháng/năm hoặc chỉ năm, ví dụ {example}, {month} hoặc {year}.")
_FILES = _("“{label}”: hãy đính kèm tệp, nhiều nhất {limit} tệp.")
_FILES_MISCOUNTED = _("“{label}”: khai {said} tệp nhưng có {count} tệp kèm theo; hãy gửi lại cho khớp.")
_TAX_CODE = _("“{label}”: mã số thuế có 10 chữ số, 10 và 3 chữ số của chi nhánh, hoặc 12 số định danh.")
_COMMUNE = _("“{label}”: hãy chọn xã, phường hoặc đặc khu trong danh sách.")
_UNIT_CODE = _("“{label}”: hãy chọn đơn vị hành chính trong danh sách.")

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
_UNKNOWN: Final = frozenset({"Co", "Cn"})
_YES: Final = frozenset({"true", "1", "on", "yes", "co", "có"})
_NO: Final = frozenset({"false", "0", "off", "no", "khong", "không"})
_GROUPED: Final = re.compile(r"[-−]?[0-9]{1,3}(?:[. ][0-9]{3})+|[-−]?[0-9]{1,16}")
_CURRENCY: Final = re.compile(r"\s*(?:đồng|đ|vnđ|vnd)$", re.IGNORECASE)
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})(?:\s*[/.-]\s*([0-9]{1,4}))?")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2}))?|(?P<month2>[0-9]{1,2})\s*[/.-]\s*(?P<year2>[0-9]{4})"
)
_LABEL: Final = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
PHONE_NUMBER: Final = "0[35789][0-9]{8}|02[0-9]{8,9}"
MAIL_ADDRESS: Final = (
    rf"(?=[^@]{{1,64}}@)[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@{_LABEL}(?:\.{_LABEL})*\.[A-Za-z]{{2,63}}"
)
_PHONE_NUMBER: Final = re.compile(PHONE_NUMBER)
_MAIL_ADDRESS: Final = re.compile(MAIL_ADDRESS)


def cleaned(text: str, *, lines: bool = False) -> str:
    """`text` in NFC without what cannot be seen, spaces made single; line breaks are kept if `lines`."""
    if text.isprintable():  # nothing invisible, no break: what nearly every answer is
        return unicodedata.normalize("NFC", " ".join(text.split()))
    breaks = "\n" if lines else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not lines:
        text = " ".join(text.split())
    text = unicodedata.normalize(
        "NFC", "".join(each for each in text if each in breaks or unicodedata.category(each) not in _INVISIBLE)
    )
    if not lines:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def is_empty(raw: object) -> bool:
    """Nothing was answered: absent, or a text with nothing to see."""
    return raw is None or (isinstance(raw, str) and not cleaned(raw, lines=True))


def read_line(field: Field, raw: object, today: date) -> Plain | Sentence:
    return _read_text(field, raw, lines=False)


def read_text(field: Field, raw: object, today: date) -> Plain | Sentence:
    return _read_text(field, raw, lines=True)


def _read_text(field: Field, raw: object, *, lines: bool) -> str | Sentence:
    if not isinstance(raw, str):
        return _say(_WRITE_TEXT, field)
    text = cleaned(raw, lines=lines)
    limit = field.max_length or (TEXT_LETTERS if lines else LINE_LETTERS)
    if len(text) > limit:
        return _say(_TOO_LONG, field, length=whole(len(text)), limit=whole(limit))
    unseen = "" if text.isprintable() else text
    unknown = next((each for each in unseen if unicodedata.category(each) in _UNKNOWN), None)
    if unknown:
        return _say(_UNREADABLE, field, character=unknown)
    if field.pattern and not fits(field.pattern, text):
        return _say(_PATTERN, field)
    return text


def read_integer(field: Field, raw: object, today: date) -> Plain | Sentence:
    return _read_number(field, raw, _NOT_WHOLE, field.min)


def read_money(field: Field, raw: object, today: date) -> Plain | Sentence:
    if isinstance(raw, str):
        raw = _CURRENCY.sub("", cleaned(raw))
    return _read_number(field, raw, _NOT_MONEY, 0 if field.min is None else field.min)


def _read_number(field: Field, raw: object, complaint: str, least: int | None) -> int | Sentence:
    if isinstance(raw, str):
        typed = cleaned(raw)
        if not _GROUPED.fullmatch(typed):
            return _say(complaint, field)
        raw = int(typed.replace("−", "-").replace(".", "").replace(" ", ""))
    if not isinstance(raw, int) or isinstance(raw, bool) or abs(raw) > MOST:
        return _say(complaint, field)
    if least is not None and raw < least:
        return _say(_TOO_SMALL, field, limit=whole(least))
    if field.max is not None and raw > field.max:
        return _say(_TOO_BIG, field, limit=whole(field.max))
    return raw


def read_date(field: Field, raw: object, today: date) -> Plain | Sentence:
    """Reads d/m/yyyy (also with points or dashes) and ISO; gives ISO."""
    day = _parse_date(field, cleaned(raw), today) if isinstance(raw, str) else _say(_NO_DATE, field, example=_on(today))
    if isinstance(day, Sentence):
        return day
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _say(_YEAR_OUT, field, year=day.year)
    return _out_of_bounds(field, day, day, today) or day.isoformat()


def _out_of_bounds(field: Field, first: date, last: date, today: date) -> Sentence | None:
    """What to do about a day that lies, whichever from `first` to `last` it is, out of the bounds of the field."""
    if field.not_after_today and first > today:
        return _say(_FUTURE, field, today=_on(today))
    if field.not_before_today and last < today:
        return _say(_PAST, field, today=_on(today))
    if field.earliest and last < field.earliest:
        return _say(_TOO_EARLY, field, limit=_on(field.earliest))
    if field.latest and first > field.latest:
        return _say(_TOO_LATE, field, limit=_on(field.latest))
    return None


def _parse_date(field: Field, typed: str, today: date) -> date | Sentence:
    if iso := _ISO.fullmatch(typed):
        year, month, day = iso.groups()
    elif day_first := _DAY_FIRST.fullmatch(typed):
        day, month, year = day_first.groups()
    else:
        return _say(_NO_DATE, field, example=_on(today))
    shown = f"{day}/{month}" if year is None else f"{day}/{month}/{year}"
    in_leap_year = _day(2000, month, day)
    if in_leap_year is None:
        return _say(_NOT_IN_CALENDAR, field, typed=shown)
    if year is None:
        return _say(_NO_DATE, field, example=_on(today))
    if len(year) < 4:
        return _say(_SHORT_YEAR, field, example=_on(today))
    return _day(int(year), month, day) or _say(_NOT_IN_CALENDAR, field, typed=shown)


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def read_choice(field: Field, raw: object, today: date) -> Plain | Sentence:
    if isinstance(raw, str) and raw in field.choices:
        return raw
    return _say(_CHOOSE, field, choices="; ".join(field.choices.values()))


def read_boolean(field: Field, raw: object, today: date) -> Plain | Sentence:
    if isinstance(raw, bool):
        return raw
    word = cleaned(raw).lower() if isinstance(raw, str) else ""
    if word in _YES:
        return True
    return False if word in _NO else _say(_YES_OR_NO, field)


def read_person_id(field: Field, raw: object, today: date) -> Plain | Sentence:
    digits = _without_marks(raw)
    if re.fullmatch(r"[0-9]{12}", digits):
        return digits
    return _say(_OLD_ID if re.fullmatch(r"[0-9]{9}", digits) else _PERSON_ID, field)


def read_phone(field: Field, raw: object, today: date) -> Plain | Sentence:
    """Gives the national form: 0912345678."""
    digits = re.sub(r"^(?:\+|00)84(?:0(?=[0-9]))?", "0", _without_marks(raw))
    return digits if _PHONE_NUMBER.fullmatch(digits) else _say(_PHONE, field)


def read_email(field: Field, raw: object, today: date) -> Plain | Sentence:
    typed = cleaned(raw) if isinstance(raw, str) else ""
    if len(typed) > 254 or not _MAIL_ADDRESS.fullmatch(typed):
        return _say(_EMAIL, field)
    name, _at, host = typed.partition("@")
    return f"{name}@{host.lower()}"


def read_partial_date(field: Field, raw: object, today: date) -> Plain | Sentence:
    """Reads a day, 3/1985 or 1985; gives ISO as far as it is known."""
    typed = cleaned(raw) if isinstance(raw, str) else ""
    if found := _MONTH.fullmatch(typed):
        year, month = (int(found[name] or found[f"{name}2"] or 0) for name in ("year", "month"))
        if month > 12 or (month == 0 and (found["month"] or found["month2"])):
            return _say(_NOT_IN_CALENDAR, field, typed=typed)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return _say(_YEAR_OUT, field, year=year)
        first = date(year, month or 1, 1)
        last = date(year, month or 12, monthrange(year, month or 12)[1])
        return _out_of_bounds(field, first, last, today) or (f"{year:04}-{month:02}" if month else f"{year:04}")
    if not (_ISO.fullmatch(typed) or _DAY_FIRST.fullmatch(typed)):
        return _say(_PARTIAL_DATE, field, example=_on(today), month=f"{today:%m/%Y}", year=today.year)
    return read_date(field, raw, today)


def read_files(field: Field, raw: object, today: date) -> Plain | Sentence:
    """How many files were attached."""
    count = int(raw) if isinstance(raw, str) and re.fullmatch(r"[0-9]{1,3}", raw) else raw
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST_FILES:
        return _say(_FILES, field, limit=MOST_FILES)
    return count


def files_miscounted(field: Field, said: object, count: int) -> Sentence:
    """What to do when another number of files came than was said."""
    return _say(_FILES_MISCOUNTED, field, said=said, count=count)


def read_tax_code(field: Field, raw: object, today: date) -> Plain | Sentence:
    """Gives the digits, a branch after a dash: 0312345678-001."""
    digits = _without_marks(raw)
    if re.fullmatch(r"[0-9]{13}", digits):
        return f"{digits[:10]}-{digits[10:]}"
    return digits if re.fullmatch(r"[0-9]{10}|[0-9]{12}", digits) else _say(_TAX_CODE, field)


def read_commune(field: Field, raw: object, today: date) -> Plain | Sentence:
    """The official code of a commune (5 digits); whether there is one today is the register's to say."""
    digits = _without_marks(raw)
    return digits if re.fullmatch(r"[0-9]{5}", digits) else _say(_COMMUNE, field)


def no_commune(field: Field) -> Sentence:
    """What to do about the code of no commune."""
    return _say(_COMMUNE, field)


def read_unit_code(field: Field, raw: object, today: date) -> Plain | Sentence:
    """The official code of a province (2 digits) or commune (5); whether it exists is the register's to say."""
    digits = _without_marks(raw)
    return digits if re.fullmatch(r"[0-9]{2}|[0-9]{5}", digits) else _say(_UNIT_CODE, field)


def whole(number: int) -> str:
    """A whole number as it is written in Vietnamese: 1.000.000; up to four digits without a point, as years are."""
    return str(number) if abs(number) < 10_000 else f"{number:,}".replace(",", ".")


def _without_marks(raw: object) -> str:
    return re.sub(r"[\s.()-]", "", cleaned(raw)) if isinstance(raw, str) else ""


def _on(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _say(text: str, field: Field, **params: object) -> Sentence:
    return Sentence(text, {"label": field.label, **params})
