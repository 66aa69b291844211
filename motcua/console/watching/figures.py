"""Figures for a monitor, in the text format of Prometheus. Few and cheap: asked every quarter of a minute."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from motcua.foundation.clock import now
from motcua.foundation.version import version
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from motcua.registers.notices import queries as notices
from motcua.rules.access import SYSTEM


@dataclass(frozen=True, slots=True)
class Figure:
    """One line, or several of one name told apart by labels."""

    name: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


HELP = {
    "motcua_info": "Phiên bản đang chạy",
    "motcua_database_up": "1 khi cơ sở dữ liệu trả lời",
    "motcua_disk_free_bytes": "Chỗ trống trên đĩa của thư mục",
    "motcua_follower_unread": "Sự kiện mà một bên theo dõi sổ chưa đọc",
    "motcua_checkpoint_age_seconds": "Tuổi của điểm chốt gần nhất",
    "motcua_jobs": "Việc của tiến trình nền theo tình trạng",
    "motcua_worker_heartbeat_age_seconds": "Từ lần cuối tiến trình nền báo còn sống",
    "motcua_duties_open": "Việc đang mở theo loại cơ quan",
    "motcua_duties_overdue": "Việc quá hạn theo loại cơ quan",
    "motcua_messages_waiting": "Tin cho người dân đang chờ gửi",
    "motcua_message_late_seconds": "Tin chờ lâu nhất đã quá giờ phải gửi bao lâu; giờ không gửi tin cũng tính",
    "motcua_people_to_call": "Người cần gọi điện vì không tin nào tới được, theo lý do",
}


def metrics() -> str:
    """All figures. With the database down, those that do not need it."""
    found = [Figure("motcua_info", 1, {"version": version()}), *_disks()]
    try:
        found += [*_ledger(), *_jobs(), *_duties(), *_messages(), Figure("motcua_database_up", 1)]
    except DatabaseError:
        connection.close()
        found.append(Figure("motcua_database_up", 0))
    lines, told = list[str](), set[str]()
    for figure in sorted(found, key=lambda one: one.name):
        if figure.name not in told:
            told.add(figure.name)
            lines += [f"# HELP {figure.name} {HELP[figure.name]}", f"# TYPE {figure.name} gauge"]
        labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in figure.labels.items())
        lines.append(
            f"{figure.name}{{{labels}}} {figure.value:.15g}" if labels else f"{figure.name} {figure.value:.15g}"
        )
    return "\n".join(lines) + "\n"


def _disks() -> Iterator[Figure]:
    folders = {"data": settings.VAR_FOLDER, "files": settings.FILES_FOLDER, "checkpoints": settings.CHECKPOINTS_FOLDER}
    for name, folder in folders.items():
        standing = next(one for one in (Path(folder), *Path(folder).parents) if one.exists())
        yield Figure("motcua_disk_free_bytes", shutil.disk_usage(standing).free, {"folder": name})


def _ledger() -> Iterator[Figure]:
    for lag in ledger.lags():
        yield Figure("motcua_follower_unread", lag.unread, {"follower": lag.follower})
    taken = ledger.checkpoints()
    if taken:
        age = (now() - taken[-1].taken_at).total_seconds()
        yield Figure("motcua_checkpoint_age_seconds", max(age, 0))


def _jobs() -> Iterator[Figure]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
        counted = {"todo": 0, "doing": 0, "failed": 0, **dict(cursor.fetchall())}
        cursor.execute("SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM procrastinate_workers")
        age = cursor.fetchone()[0]
    for status in ("todo", "doing", "failed"):
        yield Figure("motcua_jobs", counted[status], {"status": status})
    if age is not None:
        yield Figure("motcua_worker_heartbeat_age_seconds", max(float(age), 0))


def _duties() -> Iterator[Figure]:
    for duties in dossiers.open_duties_by_kind(viewer=SYSTEM, now=now()):
        yield Figure("motcua_duties_open", duties.open, {"kind": duties.kind})
        yield Figure("motcua_duties_overdue", duties.overdue, {"kind": duties.kind})


def _messages() -> Iterator[Figure]:
    moment = now()
    counted = notices.counts(viewer=SYSTEM)
    late = (moment - counted.oldest_due_at).total_seconds() if counted.oldest_due_at else 0
    yield Figure("motcua_messages_waiting", counted.waiting)
    yield Figure("motcua_message_late_seconds", max(late, 0))
    for state in ("failed", "no-address"):
        yield Figure("motcua_people_to_call", counted.to_call.get(state, 0), {"state": state})


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
