"""Forms of the house: their look, the hidden key of an act, sign-in."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any, Final

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext, gettext_lazy

DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<d2>\d{2})(?P<m2>\d{2})(?P<y2>\d{4})")
ISO_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")


TYPE = gettext_lazy("Chưa nhập.")
CHOOSE = gettext_lazy("Chưa chọn.")
EMPTY = gettext_lazy("Tệp rỗng, không có nội dung. Hãy chọn lại tệp.")


class HouseRenderer(DjangoTemplates):
    """Every field as `shared/parts/field.html` shows it."""

    field_template_name = "shared/parts/field.html"


class HouseForm(forms.Form):
    """A form in the look of the house. `wide` names the fields that take the whole row, `needed` those that are asked
    for with one choice only and must be answered then."""

    default_renderer = HouseRenderer()  # one for all forms: each renderer compiles its templates anew
    wide: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for field in self.fields.values():
            is_file = isinstance(field, forms.FileField)
            if is_file and field.error_messages["empty"] == forms.FileField.default_error_messages["empty"]:
                field.error_messages["empty"] = EMPTY
            if is_file:
                field.widget.template_name = "shared/parts/file.html"  # the browser's own button speaks its language
            if not field.required:
                field.error_messages.setdefault("required", "")
            else:
                chosen = is_file or isinstance(field, forms.ChoiceField)
                field.error_messages["required"] = CHOOSE if chosen else TYPE


class SignInForm(HouseForm):
    """Who signs in, and by what word."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class UnlockForm(HouseForm):
    """The password again, to open a locked screen."""

    password = forms.CharField(
        label=gettext_lazy("Mật khẩu của bạn"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class Act(forms.Form):
    """What every form that changes something carries: the key of this act, and the revision the page showed."""

    key = forms.UUIDField()
    revision = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)


YEARS_WRITTEN: Final = range(1800, 2201)
"""Of days on our pages: the oldest papers that are shown, and no moment beyond what clocks reckon with."""


class DayField(forms.Field):
    """A day as people write it: 5/6/2024, 05-06-2024, 05062024 or 2024-06-05. Cleans to a `date`."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "ngày/tháng/năm"})

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        match = ISO_DAY.fullmatch(text) or DAY.fullmatch(text)
        if match is None:
            raise forms.ValidationError(
                gettext("“{text}” chưa phải là ngày. Nhập ngày/tháng/năm, ví dụ 05/06/2024.").format(text=text[:40])
            )
        found = match.groupdict()
        day, month, year = (int(found[part] or found[f"{part}2"]) for part in ("d", "m", "y"))
        try:
            written = date(year, month, day)
        except ValueError:
            raise forms.ValidationError(impossible_day(day, month, year)) from None
        if year not in YEARS_WRITTEN:
            raise forms.ValidationError(
                gettext("Năm {year} có lẽ gõ nhầm: nhập năm từ {first} đến {last}.").format(
                    year=year, first=YEARS_WRITTEN[0], last=YEARS_WRITTEN[-1]
                )
            )
        return written

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def impossible_day(day: int, month: int, year: int) -> str:
    """Why there is no such day: `Không có ngày 31/02/2026: tháng 2/2026 chỉ có 28 ngày.`"""
    said = f"{day:02}/{month:02}/{year}"
    if 1 <= month <= 12 and year >= 1:
        last = monthrange(year, month)[1]
        return gettext("Không có ngày {said}: tháng {month}/{year} chỉ có {last} ngày.").format(
            said=said, month=month, year=year, last=last
        )
    return gettext("Không có ngày {said}: tháng phải từ 1 đến 12.").format(said=said)
