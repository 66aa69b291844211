"""Dossiers of other systems: the list of those that are only followed here, and what their master told of one."""

from __future__ import annotations

from datetime import datetime
from unicodedata import normalize
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from motcua.foundation.clock import VIETNAM, now
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import DossierView, FileAwaited, MirrorLine
from motcua.rules.access import Viewer
from motcua.rules.lifecycle import STATE_NAMES
from motcua.web.desk.history import Told
from motcua.web.shared.asked import Asked
from motcua.web.shared.gates import for_officials
from motcua.web.shared.numbers import number_in

SHOWN = 50
MATTERS = ("result", "NoiDungXuLy", "GhiChu", "TrichYeuHoSo")
WHY_NOT = {
    "no-answer": gettext_noop("hệ thống chủ không trả lời"),
    "closed": gettext_noop("ở đây chưa đặt địa chỉ lấy tệp của hệ thống chủ"),
    "elsewhere": gettext_noop("tin chỉ một nơi khác, không phải địa chỉ của hệ thống chủ"),
    "too-large": gettext_noop("tệp lớn hơn mức nhận được"),
    "404": gettext_noop("hệ thống chủ nói không có tệp ấy"),
    "401": gettext_noop("hệ thống chủ không cho lấy"),
    "403": gettext_noop("hệ thống chủ không cho lấy"),
}
ANSWERED = gettext_noop("hệ thống chủ trả lời {number}")
WHO = ("NguoiXuLy", "ChucDanh", "PhongBanXuLy")


@require_safe
@for_officials()
def mirrored(request: Asked) -> HttpResponse:
    """What the viewer's offices decide in systems of others, the newest message first."""
    after = _after(request.GET.get("sau", ""))
    rows = dossiers.mirrored_here(viewer=request.viewer, limit=SHOWN + 1, after=after)
    shown = rows[:SHOWN]
    place = reverse("desk:mirrored")
    last = shown[-1] if len(rows) > SHOWN else None
    more = f"{place}?{urlencode({'sau': f'{last.mirrored_at.isoformat()}|{last.id}'})}" if last else ""
    page = {
        "has_before": after is not None,
        "has_more": bool(more),
        "next_url": more,
        "first_url": place if after else "",
    }
    return render(request, "desk/mirrored.html", {"rows": shown, "page": page, "now": now()})


def told_by_master(view: DossierView, viewer: Viewer, owner: str) -> tuple[Told, ...]:
    """What the master told, newest first; nothing for a dossier of ours. `owner`: the name kept here, empty
    for who may not see it."""
    if view.mirrored_at is None:
        return ()
    return tuple(_told(line, owner) for line in dossiers.mirror_lines(dossier_id=view.id, viewer=viewer))


def files_not_here(view: DossierView, viewer: Viewer) -> tuple[str, ...]:
    """Of each file of the result that is not here: why, and what happens next."""
    if view.mirrored_at is None:
        return ()
    return tuple(_not_here(file) for file in dossiers.files_awaited(dossier_id=view.id, viewer=viewer))


def _not_here(file: FileAwaited) -> str:
    key, _, inspected = file.reason.partition(":")
    why = inspected or gettext(WHY_NOT.get(key, ANSWERED)).format(number=key)
    if file.next_at is None:
        return gettext(
            "“{name}”: không lấy được tệp ({why}). Hãy xin cơ quan ấy bản giấy, hoặc nhờ hệ thống chủ gửi lại tin."
        ).format(name=file.name, why=why)
    if not file.reason:
        return gettext("“{name}”: đang lấy tệp về.").format(name=file.name)
    at = file.next_at.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y")
    return gettext("“{name}”: chưa lấy được tệp ({why}); thử lại lúc {at}.").format(name=file.name, why=why, at=at)


def _told(line: MirrorLine, owner: str) -> Told:
    state = gettext(STATE_NAMES[line.state])
    words = state if line.applied else gettext("{state} (tin cũ đến sau)").format(state=state)
    who = ", ".join(str(line.said[name]) for name in WHO if name in line.said)
    said = [str(line.said[name]) for name in MATTERS if name in line.said]
    name = normalize("NFC", str(line.said.get("ChuHoSo", "")))
    if owner and name and name.casefold() != owner.casefold():
        said.append(gettext("Chủ hồ sơ theo hệ thống chủ: {name}").format(name=name))
    return Told("past", words, line.at, who, "\n".join(said))


def _after(text: str) -> tuple[datetime, int] | None:
    """Where the page before ended; None for what is no such place."""
    moment, _, number = text.partition("|")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    dossier_id = number_in(number)
    return (at, dossier_id) if at is not None and at.tzinfo and dossier_id is not None else None
