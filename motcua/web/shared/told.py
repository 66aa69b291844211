"""What a dossier's people were told, in words: each notice with how its message went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from motcua.registers.notices import queries as notices
from motcua.registers.notices.actions import WAYS
from motcua.registers.notices.queries import NoticeRow
from motcua.rules.access import Viewer
from motcua.web.shared.moments import moment_words


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice. `standing` says how its message went, `words` what it said."""

    id: int
    title: str
    at: datetime
    standing: str
    words: str
    can_be_settled: bool


def told_lines(*, dossier_id: int, viewer: Viewer, now: datetime) -> tuple[NoticeLine, ...]:
    """The newest first. Raises `DossierUnknown`."""
    return tuple(
        NoticeLine(row.id, row.text, row.told_at, standing_of(row, now), row.words, row.can_be_settled)
        for row in notices.notices_of(dossier_id=dossier_id, viewer=viewer)
    )


def standing_of(row: NoticeRow, now: datetime) -> str:
    """`đã gửi hôm nay, 08:12 bằng tin nhắn điện thoại đến số …567`; what to do where nothing reached the person."""
    at = moment_words(row.settled_at, now=now) if row.settled_at else ""
    match row.state:
        case "sent" if row.address_end:
            said = gettext("đã gửi {at} bằng {how} đến số …{end}")
            arrived = gettext(", đã tới máy") if row.arrived_at else ""
            return said.format(at=at, how=row.by_what, end=row.address_end) + arrived
        case "sent":
            return gettext("đã gửi {at} bằng {how}").format(at=at, how=row.by_what)
        case "told":
            return gettext("{how} {at}").format(how=row.by_what, at=at)
        case "failed":
            return gettext("chưa gửi được: {why}. Cần gọi điện, hoặc sửa số rồi gửi lại").format(why=row.why)
        case "no-address":
            return gettext("{why}: cần gọi, hoặc báo qua trưởng thôn").format(why=row.why)
        case "needless":
            return gettext("không gửi: {why}").format(why=row.why)
        case "waiting":
            return _waiting(row, now)
        case _:
            return gettext("chỉ ghi lại, không gửi tin")


def ways() -> tuple[tuple[str, str], ...]:
    """How somebody may have told a person: code and words."""
    return tuple((code, gettext(words)) for code, words in WAYS.items())


def _waiting(row: NoticeRow, now: datetime) -> str:
    if row.reason and row.next_at and row.next_at > now:
        said = gettext("chưa gửi được: {why}. Gửi lại {at}")
        return said.format(why=row.why, at=moment_words(row.next_at, now=now))
    return gettext("đang chờ gửi")
