"""What the register tells: what the applicant of a dossier was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import Viewer

NOTICE_TEXTS: Final = {
    "accept": "Hồ sơ của bạn đã được tiếp nhận.",
    "refuse": "Hồ sơ của bạn không được tiếp nhận; xem lý do và nơi nộp đúng.",
    "ask_supplement": "Hồ sơ của bạn cần bổ sung giấy tờ.",
    "demand_payment": "Hồ sơ của bạn cần thực hiện nghĩa vụ tài chính.",
    "promise-reckoned": "Ngày trả kết quả của bạn được tính lại theo lịch làm việc đã thông báo.",
    "reschedule": "Ngày trả kết quả của bạn được hẹn lại; cơ quan giải quyết xin lỗi.",
    "hand_on": "Hồ sơ của bạn đã được nhận thay và chuyển đến cơ quan có thẩm quyền.",
    "correct": "Thông tin tiếp nhận hồ sơ của bạn đã được sửa; cơ quan xin lỗi vì sai sót. Xem giấy hẹn mới.",
    "stop": "Hồ sơ của bạn đã dừng giải quyết.",
    "lapse": "Hồ sơ của bạn đã dừng vì quá thời hạn bổ sung.",
    "result-called": "Kết quả hồ sơ của bạn đang chờ ở Bộ phận Một cửa, mời đến nhận.",
    "done": "Hồ sơ của bạn đã có kết quả, mời đến nhận.",
}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice, in the reader's words."""

    kind: str
    text: str
    told_at: datetime


def notices_of(*, dossier_id: int, viewer: Viewer, limit: int = 50) -> tuple[NoticeRow, ...]:
    """The latest notices first. Raises `DossierUnknown` when the viewer may not see the dossier."""
    dossiers.dossier(dossier_id=dossier_id, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, told_at FROM notices_notice WHERE dossier_id = %s ORDER BY id DESC LIMIT %s",
            [dossier_id, min(limit, 100)],
        )
        return tuple(NoticeRow(kind, NOTICE_TEXTS[kind], told_at) for kind, told_at in cursor.fetchall())


def last_told(*, dossier_ids: Iterable[int], kind: str, viewer: Viewer) -> dict[int, datetime]:
    """When the applicants of these dossiers were last told this: one statement for a whole list. Only of dossiers that
    the viewer's list holds already; a system's own, and an official's with a position."""
    wanted = list(dossier_ids)
    if not wanted or not (viewer.is_system or viewer.seats):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT n.dossier_id, max(n.told_at) FROM notices_notice n JOIN dossiers_dossier d ON d.id = n.dossier_id
            WHERE n.dossier_id = ANY(%(dossiers)s) AND n.kind = %(kind)s AND {dossiers.SEEN} GROUP BY n.dossier_id""",
            {"dossiers": wanted, "kind": kind, **dossiers.seen_by(viewer)},
        )
        return dict(cursor.fetchall())
