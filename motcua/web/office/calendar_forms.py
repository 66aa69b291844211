"""What administrators fill in about units, hours, days and stops of the system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.foundation.clock import VIETNAM
from motcua.registers.offices.actions import hours_from_text
from motcua.registers.offices.errors import HoursUnreadable
from motcua.registers.offices.queries import Hours
from motcua.web.shared.forms import DayField, HouseForm

WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ Nhật"),
)
CLOCK = re.compile(r"(?P<h>\d{1,2})[:hg](?P<m>\d{2})")


class ClockField(forms.Field):
    """A time of day as people write it: 7:30, 07h30. Cleans to a `time`."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "giờ:phút"})

    def to_python(self, value: Any) -> time | None:
        text = str(value or "").strip().lower()
        if not text:
            return None
        match = CLOCK.fullmatch(text)
        try:
            return time(int(match["h"]), int(match["m"])) if match else self._refuse(text)
        except ValueError:
            return self._refuse(text)

    def _refuse(self, text: str) -> time:
        raise forms.ValidationError(
            gettext("“{text}” chưa phải là giờ. Nhập giờ:phút, ví dụ 17:30.").format(text=text[:20])
        )


class NoticeForm(HouseForm):
    """What every announcement rests on: the paper's number, its day, its file."""

    notice = forms.CharField(
        label=gettext_lazy("Số văn bản thông báo"), max_length=100, help_text=gettext_lazy("Ví dụ 1234/TB-UBND.")
    )
    notice_date = DayField(label=gettext_lazy("Ngày văn bản"))
    file = forms.FileField(label=gettext_lazy("Tệp văn bản (PDF hoặc ảnh)"), required=False)


class ScopeForm(NoticeForm):
    """An announcement for this office and those below it, or for all, where the viewer may say so."""

    scope = forms.ChoiceField(label=gettext_lazy("Áp dụng cho"), widget=forms.RadioSelect, initial="office")

    def __init__(self, scopes: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = list(scopes)
        self.fields["scope"].choices = given  # type: ignore[attr-defined]
        if len(given) == 1:
            self.fields["scope"].widget = forms.HiddenInput()


class DayOffForm(ScopeForm):
    """A day off, perhaps with the day worked to make up for it; or a made-up day alone."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại ngày"),
        choices=[("off", gettext_lazy("Nghỉ")), ("made_up", gettext_lazy("Làm việc bù"))],
        widget=forms.RadioSelect,
        initial="off",
    )
    on = DayField(label=gettext_lazy("Ngày"))
    made_up_on = DayField(
        label=gettext_lazy("Làm bù vào ngày"),
        required=False,
        help_text=gettext_lazy("Khi hoán đổi: ngày làm việc thay cho ngày nghỉ."),
    )
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=200)
    field_order = ("scope", "kind", "on", "made_up_on", "reason", "notice", "notice_date", "file")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("made_up_on") and given.get("kind") == "made_up":
            self.add_error("made_up_on", gettext("Chỉ ghi ô này khi loại ngày là Nghỉ."))
        if given.get("made_up_on") and given.get("made_up_on") == given.get("on"):
            self.add_error("made_up_on", gettext("Ngày làm bù phải khác ngày nghỉ."))
        return given


class StopForm(ScopeForm):
    """A stop of the system, planned or told afterwards."""

    manner = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=[
            ("planned", gettext_lazy("Dừng có kế hoạch, thông báo trước")),
            ("incident", gettext_lazy("Sự cố đã xảy ra")),
        ],
        widget=forms.RadioSelect,
        initial="planned",
    )
    starts_on = DayField(label=gettext_lazy("Dừng từ ngày"))
    starts_clock = ClockField(label=gettext_lazy("lúc"))
    ends_on = DayField(label=gettext_lazy("Chạy lại ngày"))
    ends_clock = ClockField(label=gettext_lazy("lúc"))
    field_order = (
        "scope", "manner", "starts_on", "starts_clock", "ends_on", "ends_clock", "notice", "notice_date", "file",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        return _with_moments(self, super().clean() or self.cleaned_data)


class RealStopForm(HouseForm):
    """When a stop really began and ended."""

    starts_on = DayField(label=gettext_lazy("Thực tế dừng từ ngày"))
    starts_clock = ClockField(label=gettext_lazy("lúc"))
    ends_on = DayField(label=gettext_lazy("Thực tế chạy lại ngày"))
    ends_clock = ClockField(label=gettext_lazy("lúc"))

    def clean(self) -> dict[str, Any]:
        return _with_moments(self, super().clean() or self.cleaned_data)


class UnitForm(HouseForm):
    """A unit's name and how to reach it; a new one has a kind and a first day too."""

    name = forms.CharField(label=gettext_lazy("Tên đơn vị"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=[
            ("one-stop", gettext_lazy("Bộ phận Một cửa")),
            ("section", gettext_lazy("Phòng, bộ phận chuyên môn")),
        ],
        widget=forms.RadioSelect,
        initial="section",
    )
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=300, required=False)
    phone = forms.CharField(label=gettext_lazy("Điện thoại"), max_length=40, required=False)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["kind"], self.fields["valid_from"]


class LastDayForm(HouseForm):
    """The last day of something."""

    last_day = DayField(label=gettext_lazy("Ngày cuối"))


class HoursForm(HouseForm):
    """Hours of a week from a day on."""

    from_date = DayField(label=gettext_lazy("Áp dụng từ ngày"))
    notice = forms.CharField(label=gettext_lazy("Số văn bản"), max_length=100)

    def __init__(self, hours: Hours, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(WEEKDAYS, start=1):
            spans = hours.get(str(number), ())
            self.fields[f"day{number}"] = forms.CharField(
                label=name,
                required=False,
                max_length=80,
                initial=", ".join(f"{start}-{end}" for start, end in spans),
                widget=forms.TextInput(attrs={"placeholder": gettext("nghỉ"), "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        week: dict[str, list[list[str]]] = {}
        for number in range(1, 8):
            text = str(given.get(f"day{number}") or "").strip()
            try:
                week |= hours_from_text(text.replace("–", "-"), days=str(number)) if text else {}
            except HoursUnreadable as refusal:
                self.add_error(f"day{number}", str(refusal))
        return {**given, "hours": week}


class CounterForm(HouseForm):
    """A counter and what is served at it."""

    number = forms.IntegerField(label=gettext_lazy("Số quầy"), min_value=1, max_value=999)
    name = forms.CharField(label=gettext_lazy("Tên quầy"), max_length=200)
    fields_text = forms.CharField(
        label=gettext_lazy("Lĩnh vực, mỗi dòng một lĩnh vực"),
        widget=forms.Textarea,
        required=False,
        max_length=5000,
        help_text=gettext_lazy("Tên lĩnh vực như trong danh mục thủ tục, hoặc mã (ví dụ G15-TP07)."),
    )
    wide = ("fields_text",)


def _with_moments(form: forms.Form, given: dict[str, Any]) -> dict[str, Any]:
    days, clocks = (given.get("starts_on"), given.get("ends_on")), (given.get("starts_clock"), given.get("ends_clock"))
    if not all(isinstance(one, date) for one in days) or not all(isinstance(one, time) for one in clocks):
        return given
    moments = [
        datetime.combine(day, clock, VIETNAM)
        for day, clock in zip(days, clocks, strict=True)
        if isinstance(day, date) and isinstance(clock, time)
    ]
    if moments[1] <= moments[0]:
        form.add_error("ends_on", gettext("Lúc chạy lại phải sau lúc dừng."))
    return {**given, "starts_at": moments[0], "ends_at": moments[1]}
