"""What is typed about money: amounts as people write them, tills, refunds, accounts, statements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.rules.bank_statement import COLUMN_NAMES, Column, amount_of
from motcua.rules.tills import NOTES
from motcua.stages.returning.queries import GROUNDS
from motcua.web.shared.forms import HouseForm

LONGEST_REASON = 500
MOST = 10**12


class DongField(forms.Field):
    """An amount of đồng as people write it: 8000, 8.000, 8.000 đ. Cleans to an `int`, zero or above."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"})

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        amount = amount_of(text)
        if amount is None or not 0 <= amount <= MOST:
            said = gettext("“{text}” chưa phải là số tiền. Nhập số đồng, ví dụ 8.000.")
            raise forms.ValidationError(said.format(text=text[:40]))
        return amount


REASON = gettext_lazy("Lý do")


def reason_field(label: Any = REASON, *, required: bool = True) -> forms.CharField:
    """Words of at most a few lines."""
    return forms.CharField(
        label=label, required=required, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )


class OpenTillForm(HouseForm):
    """The change that lies in a till when it is opened."""

    opening = DongField(label=gettext_lazy("Tiền lẻ đầu quỹ"), required=False)


class CloseTillForm(HouseForm):
    """What was counted: each note's number, or the whole sum."""

    counted = DongField(label=gettext_lazy("Hoặc ghi tổng số tiền đếm được"), required=False)
    reason = reason_field(gettext_lazy("Lý do nếu lệch"), required=False)
    wide = ("reason",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for note in NOTES:
            label = f"{note:,}".replace(",", ".")
            self.fields[f"note_{note}"] = forms.IntegerField(
                label=label,
                required=False,
                min_value=0,
                max_value=100_000,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def note_fields(self) -> list[forms.BoundField]:
        """The notes, the largest first."""
        return [self[f"note_{note}"] for note in NOTES]

    def notes(self) -> dict[int, int]:
        """Note → how many, of those counted."""
        counts = ((note, self.cleaned_data.get(f"note_{note}")) for note in NOTES)
        return {note: count for note, count in counts if count}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and data.get("counted") is None and not self.notes():
            self.add_error("counted", gettext("Đếm từng loại tờ, hoặc ghi tổng; quỹ không có tiền thì ghi 0."))
        return data


class VoidForm(HouseForm):
    """Why a receipt is voided."""

    prefix = "void"
    reason = reason_field(gettext_lazy("Lý do hủy"))


class RefundForm(HouseForm):
    """What is given back, why, to whom."""

    prefix = "refund"
    amount = DongField(label=gettext_lazy("Số tiền hoàn"))
    ground = forms.ChoiceField(label=gettext_lazy("Căn cứ"))
    reason = reason_field()
    receiver = forms.CharField(label=gettext_lazy("Người nhận, hoặc tài khoản nhận"), max_length=200)
    method = forms.ChoiceField(
        label=gettext_lazy("Hoàn bằng"),
        choices=(("cash", gettext_lazy("Tiền mặt từ quỹ của tôi")), ("transfer", gettext_lazy("Chuyển khoản"))),
    )
    wide = ("reason",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = [("", gettext("Chọn")), *((key, gettext(words)) for key, words in GROUNDS.items())]


class VouchForm(HouseForm):
    """By what a named person knows that a transfer has come."""

    note = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("ví dụ: báo có của ngân hàng lúc 9:12, số FT2633…"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CollectingForm(HouseForm):
    """Where transfers go and what receipts carry."""

    bank_bin = forms.CharField(
        label=gettext_lazy("Mã ngân hàng (BIN, 6 số)"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    account_number = forms.CharField(label=gettext_lazy("Số tài khoản"), required=False, max_length=30)
    account_holder = forms.CharField(label=gettext_lazy("Chủ tài khoản"), required=False, max_length=100)
    series = forms.CharField(
        label=gettext_lazy("Ký hiệu biên lai"), required=False, max_length=20,
        help_text=gettext_lazy("Đổi ký hiệu thì số bắt đầu lại từ 1. Bỏ trống nếu không dùng."),
    )  # fmt: skip
    form_symbol = forms.CharField(label=gettext_lazy("Mẫu số biên lai"), required=False, max_length=20)
    tax_number = forms.CharField(label=gettext_lazy("Mã số thuế cơ quan thu"), required=False, max_length=14)


class StatementForm(HouseForm):
    """A bank's statement; its columns only when they were not known by their headings."""

    file = forms.FileField(label=gettext_lazy("Tệp sao kê CSV"), allow_empty_file=True)

    def __init__(self, *args: Any, headings: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt"
        if headings:
            for column in (Column.DAY, Column.CREDIT, Column.TEXT, Column.NUMBER):
                choices = [
                    ("", "–"),
                    *((str(nth), name[:60] or f"#{nth + 1}") for nth, name in enumerate(headings[:40])),
                ]
                self.fields[f"column_{column.value}"] = forms.ChoiceField(
                    label=gettext("Cột {name}").format(name=gettext(COLUMN_NAMES[column])),
                    required=False,
                    choices=choices,
                )


class DecideForm(HouseForm):
    """What a person says of a movement."""

    reason = forms.CharField(label=gettext_lazy("Cách xử lý, lý do"), max_length=LONGEST_REASON)
    reference = forms.CharField(
        label=gettext_lazy("Mã chuyển khoản"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
