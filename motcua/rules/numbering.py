"""Dossier codes (mã số hồ sơ): how each scheme in law writes one, whether a typed one can be one; temporary references.

A code is text without meaning to us: it is made once, compared, printed, never taken apart. Schemes are rows of a
table; a new one is a new row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

IDENTIFIER_LETTERS: Final = 35
_IDENTIFIER: Final = r"(?:[A-Y][0-9]{2}(?:\.[0-9A-Z]+)*|Z(?!00)[0-9]{2}[0-9A-Z]{1,32})"
_OLD_IDENTIFIER: Final = r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One way in law to write codes. Numbers run by agency and day, from 1."""

    key: str
    source: str
    identifier: re.Pattern[str]
    code: re.Pattern[str]
    most: int | None
    """The largest daily number it can write; None: as long as needed."""
    write: Callable[[str, str, int, str], str]
    """From identifier, date (YYMMDD), number and the owner's two digits."""
    needs_owner: bool = False


def _scheme(key: str, source: str, identifier: str, *, longest: str = "", owner: bool = False) -> Scheme:
    def write(agency: str, day: str, number: int, owner_digits: str) -> str:
        return f"{agency}-{day}-{owner_digits}{number:04}"

    tail = f"[0-9]{{{6 if owner else 4}{longest}}}"
    return Scheme(
        key=key,
        source=source,
        identifier=re.compile(identifier),
        code=re.compile(rf"(?P<identifier>{identifier})-(?P<day>[0-9]{{6}})-{tail}"),
        most=None if longest else 9_999,
        write=write,
        needs_owner=owner,
    )


_ALL: Final = (
    _scheme("tt03-2025", "TT 03/2025/TT-VPCP Điều 13 khoản 1", _IDENTIFIER, longest=","),
    _scheme("tt04-2025", "TT 04/2025/TT-VPCP Điều 23 khoản 2", _IDENTIFIER, longest=",", owner=True),
    _scheme("tt01-2018", "TT 01/2018/TT-VPCP Điều 19", _OLD_IDENTIFIER),
)
SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType({scheme.key: scheme for scheme in _ALL})
"""Every scheme known, by key: today's, that of nationally centralised services, and that of old dossiers."""


def make(scheme: str, *, identifier: str, on: date, number: int, owner_digits: str = "") -> str:
    """The code of the `number`th dossier that the agency `identifier` received on that day.

    `owner_digits`: two digits of the owner of a centralised system, where the scheme has them. Raises `ValueError` for
    anything the scheme cannot write (then the settings are wrong, not the dossier).
    """
    rules = SCHEMES[scheme]
    if fault := identifier_fault(identifier, scheme=scheme):
        raise ValueError(fault.words())
    if number < 1 or (rules.most is not None and number > rules.most):
        raise ValueError(f"scheme {scheme} cannot write number {number}")
    if not re.fullmatch("[0-9]{2}" if rules.needs_owner else "", owner_digits):
        raise ValueError(f"scheme {scheme} does not take the owner's digits {owner_digits!r}")
    return rules.write(identifier, f"{on:%y%m%d}", number, owner_digits)


_BAD_IDENTIFIER = _("Mã định danh cơ quan “{identifier}” viết chưa đúng mẫu.")
_LONG_IDENTIFIER = _("Mã định danh cơ quan “{identifier}” dài quá {limit} ký tự.")


def identifier_fault(identifier: str, *, scheme: str) -> Sentence | None:
    """What is wrong with an agency's identifier (QĐ 20/2020/QĐ-TTg Art. 4–6) for that scheme, if anything."""
    if len(identifier) > IDENTIFIER_LETTERS:
        return Sentence(_LONG_IDENTIFIER, {"identifier": identifier, "limit": IDENTIFIER_LETTERS})
    if not SCHEMES[scheme].identifier.fullmatch(identifier):
        return Sentence(_BAD_IDENTIFIER, {"identifier": identifier})
    return None


@dataclass(frozen=True, slots=True)
class CodeWritten:
    """The text can be a dossier code; `code` is how it is written, `schemes` those that write such codes."""

    code: str
    schemes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotACode:
    """The text cannot be one; the sentence says what to do."""

    sentence: Sentence


_NOT_A_CODE = _("“{typed}” không phải mã hồ sơ; hãy ghi đúng như trên giấy hẹn, ví dụ {example}.")
_EXAMPLE: Final = "H56.14-240101-0001"
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−_"), "-")


def check(typed: str) -> CodeWritten | NotACode:
    """Whether some scheme could have written what somebody typed; whatever its case, spaces and dashes."""
    code = _plain(typed)
    schemes = tuple(scheme.key for scheme in _ALL if _fits(scheme, code))
    if schemes:
        return CodeWritten(code, schemes)
    return NotACode(Sentence(_NOT_A_CODE, {"typed": typed.strip()[:60], "example": _EXAMPLE}))


def _fits(scheme: Scheme, code: str) -> bool:
    found = scheme.code.fullmatch(code)
    return found is not None and len(found["identifier"]) <= IDENTIFIER_LETTERS and _is_day(found["day"])


def _is_day(digits: str) -> bool:
    try:
        datetime.strptime(digits, "%y%m%d")  # noqa: DTZ007
    except ValueError:
        return False
    return True


def _plain(typed: str) -> str:
    return "".join(unicodedata.normalize("NFKC", typed).translate(_DASHES).split()).upper()


_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, 1, I, L, O. Thirty-one signs, a prime: so the check sign notices every wrong or swapped sign."""
_DRAWN: Final = 11
_RANDOM_BYTES: Final = 16


def temporary_reference(random: bytes) -> str:
    """The reference of a submission until it is accepted, from at least 16 random bytes: 7KQM-2XHP-R4TC.

    Eleven drawn signs (2⁵⁴ of them) and a check sign. Raises `ValueError` for fewer bytes.
    """
    return _in_fours(_with_check(_drawn(random, _DRAWN)))


_WRONG_SIGNS = _("Mã tạm không có chữ I, L, O và số 0, 1; hãy xem lại “{typed}”.")
_WRONG_LENGTH = _("Mã tạm gồm 12 chữ và số, ví dụ {example}; hãy xem lại “{typed}”.")
_MISTYPED = _("Mã tạm “{typed}” gõ nhầm một chỗ nào đó; hãy so lại từng chữ.")


def check_reference(typed: str) -> CodeWritten | NotACode:
    """Whether this can be a temporary reference; a sign mistyped or two swapped are noticed."""
    signs = _plain(typed).replace("-", "")
    shown = {"typed": typed.strip()[:60], "example": "7KQM-2XHP-R4TC"}
    if len(signs) != _DRAWN + 1:
        return NotACode(Sentence(_WRONG_LENGTH, shown))
    if not set(signs) <= set(_ALPHABET):
        return NotACode(Sentence(_WRONG_SIGNS, shown))
    if _check_sign(signs[:-1]) != signs[-1]:
        return NotACode(Sentence(_MISTYPED, shown))
    return CodeWritten(_in_fours(signs), ("temporary",))


TRANSFER_MARK: Final = "MC"
_TRANSFER_DRAWN: Final = 7
_NO_SIGN: Final = re.compile(r"[^0-9A-Z]")


def transfer_reference(random: bytes) -> str:
    """What a payer writes with a transfer so that it is known in the bank's statement, from at least 16 random bytes:
    MC7KQM2XHP. Seven drawn signs and a check sign, without a dash: banks drop them. Raises `ValueError` for fewer."""
    return TRANSFER_MARK + _with_check(_drawn(random, _TRANSFER_DRAWN))


def transfer_references_in(text: str) -> tuple[str, ...]:
    """All references that stand in a statement's text, each once, whatever the bank did to case, spaces and dashes.
    A mistyped one is not found: its check sign is wrong."""
    signs = _NO_SIGN.sub("", unicodedata.normalize("NFKC", text).upper())
    length = len(TRANSFER_MARK) + _TRANSFER_DRAWN + 1
    found = (signs[at : at + length] for at in range(len(signs) - length + 1) if signs.startswith(TRANSFER_MARK, at))
    return tuple(dict.fromkeys(each for each in found if _is_checked(each.removeprefix(TRANSFER_MARK))))


def _is_checked(signs: str) -> bool:
    return set(signs) <= set(_ALPHABET) and _check_sign(signs[:-1]) == signs[-1]


def _with_check(drawn: str) -> str:
    return drawn + _check_sign(drawn)


def _drawn(random: bytes, count: int) -> str:
    if len(random) < _RANDOM_BYTES:
        raise ValueError(f"{len(random)} random bytes are too few")
    left, drawn = int.from_bytes(random), ""
    for _sign in range(count):
        left, place = divmod(left, len(_ALPHABET))
        drawn += _ALPHABET[place]
    return drawn


def _check_sign(drawn: str) -> str:
    """Σ place × value; the check sign itself stands at place 1, so that no swap of neighbours stays unseen."""
    total = sum((number + 2) * _ALPHABET.index(sign) for number, sign in enumerate(reversed(drawn)))
    return _ALPHABET[-total % len(_ALPHABET)]


def _in_fours(signs: str) -> str:
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))
