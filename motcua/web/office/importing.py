"""Staff from CSV or XLSX: the columns explained, a template, a trial told line by line, then applied."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.offices import actions
from motcua.registers.offices import queries as offices
from motcua.registers.offices.errors import FileTooLargeForStaff
from motcua.registers.procedures import queries as procedures
from motcua.web.office.gates import in_office
from motcua.web.office.pages import FormPage, form_page, page
from motcua.web.office.people import today
from motcua.web.shared.asked import Asked
from motcua.web.shared.forms import HouseForm
from motcua.web.shared.numbers import number_in

LINES = 100
COLUMNS = (
    ("Mã cơ quan", gettext_lazy("Mã định danh, ví dụ H20.28261. Để trống: cơ quan của trang này."), False),
    ("Đơn vị", gettext_lazy("Tên đơn vị như trên trang Đơn vị. Để trống: chung của cơ quan."), False),
    ("Chức danh", gettext_lazy("Tên vị trí, ví dụ Công chức Tư pháp - Hộ tịch."), True),
    ("Vai trò", gettext_lazy("Một trong các vai trò ghi bên dưới."), True),
    ("Họ và tên", gettext_lazy("Đủ họ, chữ đệm, tên, có dấu."), True),
    ("Tên đăng nhập", gettext_lazy("Chữ thường không dấu, số và . _ - @; mỗi người một tên."), True),
    ("Điện thoại", gettext_lazy("10 hoặc 11 chữ số, bắt đầu bằng 0."), False),
    ("Từ ngày", gettext_lazy("ngày/tháng/năm. Để trống: từ hôm nay."), False),
    ("Đến hết ngày", gettext_lazy("ngày/tháng/năm. Để trống: chưa định."), False),
    ("Cấp trên", gettext_lazy("Tên đăng nhập của cấp trên trực tiếp."), False),
)
OUTCOMES = {
    "created": gettext_lazy("Tạo mới"),
    "changed": gettext_lazy("Thay đổi"),
    "unchanged": gettext_lazy("Không đổi"),
    "refused": gettext_lazy("Từ chối"),
}


class StaffFileForm(HouseForm):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách (CSV UTF-8 hoặc XLSX)"),
        help_text=gettext_lazy("Nhiều nhất 5 MB và 10.000 dòng."),
    )


@require_http_methods(["GET", "POST"])
@in_office
def choose(request: Asked, office: offices.Office) -> HttpResponse:
    """Choose the file; nothing is written yet but the file itself, for a day at most."""
    form = StaffFileForm(request.POST or None, request.FILES or None)
    about = FormPage(
        title=gettext("Nhập danh sách cán bộ"),
        act=gettext("Nhập thử"),
        back=reverse("office:people", args=[office.id]),
        intro=(gettext("Bước này chỉ thử và báo từng dòng; chưa ghi gì."),),
    )
    context: dict[str, Any] = {"columns": COLUMNS, "roles": procedures.role_names().values(), "template": "import"}
    if request.method != "POST" or not form.is_valid():
        return form_page(request, office, form, about, **context)
    upload = form.cleaned_data["file"]
    try:
        content = _content(upload)
        _plan(request, office, content, upload.name or "")
        file_id = actions.put_staff_file(
            office_id=office.id, name=upload.name or "", content=content, now=now(), by=request.viewer
        )
    except Refusal as refusal:
        return form_page(request, office, form, about, refusal=refusal, **context)
    return HttpResponseRedirect(reverse("office:staff_trial", args=[office.id, file_id]))


@require_safe
@in_office
def trial(request: Asked, office: offices.Office, file_id: int) -> HttpResponse:
    """What each line would do; by outcome, a hundred lines a page."""
    file = offices.staff_file(file_id, viewer=request.viewer)
    plan = _plan(request, office, file.content, file.name)
    return page(request, "import_report", office, **_report(request, plan), file=file, applied=False)


@sensitive_variables()
@require_POST
@in_office
def apply(request: Asked, office: offices.Office, file_id: int) -> HttpResponse:
    """Apply the list; the codes of the new ones are shown once, on a sheet to be printed."""
    roles = procedures.role_names()
    done = actions.import_staff(file_id=file_id, roles=roles, now=now(), by=request.viewer)
    back = reverse("office:people", args=[office.id])
    counts = Counter(line.outcome.value for line in done.lines)
    tiles = [(words, counts[key]) for key, words in OUTCOMES.items()]
    refused = [line for line in done.lines if line.outcome == "refused"][:LINES]
    context: dict[str, Any] = {"lines": done.codes, "back": back, "tiles": tiles, "refused": refused, "left": done.left}
    return page(request, "imported", office, **context, file_id=file_id)


@require_safe
@in_office
def template(request: Asked, office: offices.Office) -> HttpResponse:
    """A table to be filled in, with one line as an example; Excel opens it as it is."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([name for name, _, _ in COLUMNS])
    role = procedures.role_names()["one-stop-clerk"]
    writer.writerow(
        [office.code, "", "Công chức tiếp nhận", role, "Nguyễn Văn Ví Dụ", "vidu.nv", "02733123456", "", "", ""]
    )
    name = f"mau-danh-sach-can-bo-{office.code}.csv"
    return HttpResponse(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _content(upload: UploadedFile[Any]) -> bytes:
    size = upload.size or 0
    if size > offices.MOST_STAFF_BYTES:
        raise FileTooLargeForStaff(size=size // 1_000_000, most=offices.MOST_STAFF_BYTES // 1_000_000)
    return bytes(upload.read())


def _plan(request: Asked, office: offices.Office, content: bytes, name: str) -> tuple[offices.Line, ...]:
    return offices.staff_plan(
        content=content,
        name=name,
        office_id=office.id,
        roles=procedures.role_names(),
        viewer=request.viewer,
        on=today(),
    )


def _report(request: Asked, plan: tuple[offices.Line, ...]) -> dict[str, Any]:
    counts = Counter(line.outcome.value for line in plan)
    only = request.GET.get("loc", "")
    only = only if only in OUTCOMES else ""
    asked = request.GET.get("tu", "")
    begin = number_in(asked) or 0
    chosen = [line for line in plan if not only or line.outcome == only]
    shown = [(line, OUTCOMES[line.outcome.value]) for line in chosen[begin : begin + LINES]]
    onward = begin + LINES if len(chosen) > begin + LINES else None
    return {
        "tiles": [(key, words, counts[key]) for key, words in OUTCOMES.items()],
        "only": only,
        "lines": shown,
        "pages": {
            "has_more": onward is not None,
            "has_before": begin > 0,
            "next_url": f"?loc={only}&tu={onward}" if onward else "",
            "first_url": f"?loc={only}" if begin else "",
        },
        "doing": counts["created"] + counts["changed"],
    }
