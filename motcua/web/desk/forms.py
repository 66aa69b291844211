"""What an official types when acting on a dossier."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.foundation.clock import VIETNAM
from motcua.stages.intake import queries as intake
from motcua.stages.intake.actions import SupplementItem
from motcua.web.shared.forms import CHOOSE, TYPE, DayField, HouseForm

LONGEST_TEXT = 4000
TOO_LONG = gettext_lazy("Dài %(show_value)d chữ, nhiều nhất là %(limit_value)d. Hãy rút gọn.")
ITEMS = 4
Choices = Iterable[tuple[str, str]]
Groups = Iterable[tuple[str, Iterable[tuple[str, str]]]]


def words_field(label: Any, *, required: bool, hint: Any = "") -> forms.CharField:
    """A text of the official's own."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )


class ActForm(HouseForm):
    """A form of an act: knows what it says to the stage."""

    def to_call(self) -> dict[str, Any]:
        return {}


class EmptyForm(ActForm):
    """An act that asks nothing."""


class WordsForm(ActForm):
    """An act with a word that may be left out."""

    text = words_field(gettext_lazy("Ý kiến"), required=False)

    def to_call(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class PaidForm(WordsForm):
    """The proof of a payment to the state."""

    text = words_field(gettext_lazy("Chứng từ đã xem: số, ngày"), required=False)


class ReasonForm(ActForm):
    """An act that must say why."""

    text = words_field(gettext_lazy("Lý do"), required=True)

    def to_call(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class RefusalForm(ReasonForm):
    """The draft of a refusal."""

    text = words_field(gettext_lazy("Lý do từ chối, in trong thông báo gửi người nộp"), required=True)


class SupportForm(ReasonForm):
    """What a support officer asks for: by what paper, and why."""

    paper = forms.CharField(
        label=gettext_lazy("Văn bản đề nghị"), max_length=200, help_text=gettext_lazy("Số, ngày, của ai.")
    )

    def to_call(self) -> dict[str, Any]:
        return super().to_call() | {"paper": self.cleaned_data["paper"]}


class AnswerForm(ActForm):
    """The answer of an office that was asked."""

    text = words_field(gettext_lazy("Nội dung trả lời"), required=True)

    def to_call(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class OutcomeForm(WordsForm):
    """A decision: which way on."""

    outcome = forms.ChoiceField(label=gettext_lazy("Kết luận"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, outcomes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "outcome", outcomes)
        self.order_fields(["outcome", "text"])

    def to_call(self) -> dict[str, Any]:
        return {"outcome": self.cleaned_data["outcome"], **super().to_call()}


class SendBackForm(ReasonForm):
    """Back to an earlier step, with the reason."""

    to = forms.ChoiceField(label=gettext_lazy("Trả lại bước"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, steps: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "to", steps)
        self.order_fields(["to", "text"])

    def to_call(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["to"], **super().to_call()}


class SupplementForm(ActForm):
    """What is missing, why, and how to mend it: all in one request (TT 03/2025 form 02)."""

    def __init__(self, *args: Any, papers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Chọn giấy tờ hoặc điểm cần sửa")), *papers, (OTHER, gettext("Điểm khác của hồ sơ"))]
        for number in range(1, ITEMS + 1):
            first = number == 1
            self.fields[f"paper_{number}"] = forms.ChoiceField(
                label=gettext("Cần bổ sung {n}").format(n=number), choices=choices, required=first
            )
            self.fields[f"reason_{number}"] = forms.CharField(label=gettext("Lý do"), required=first, max_length=500)
            self.fields[f"guidance_{number}"] = forms.CharField(
                label=gettext("Hướng dẫn cách làm"), required=False, max_length=500
            )
        self.fields["paper_1"].error_messages["required"] = CHOOSE
        self.fields["reason_1"].error_messages["required"] = TYPE
        self.names = dict(choices)

    def clean(self) -> dict[str, Any]:
        for number in range(2, ITEMS + 1):
            if self.cleaned_data.get(f"paper_{number}") and not self.cleaned_data.get(f"reason_{number}"):
                self.add_error(f"reason_{number}", gettext("Ghi lý do, để người nộp hiểu vì sao phải bổ sung."))
        return self.cleaned_data

    def items(self) -> tuple[SupplementItem, ...]:
        """What was filled in."""
        rows = (
            tuple(self.cleaned_data[f"{part}_{number}"] for part in ("paper", "reason", "guidance"))
            for number in range(1, ITEMS + 1)
        )
        return tuple(SupplementItem(str(self.names[what]), why, how) for what, why, how in rows if what and why)

    def to_call(self) -> dict[str, Any]:
        return {"text": intake.lines_of(self.items())}


class IntakeSupplementForm(SupplementForm):
    """The same, asked before acceptance."""

    def to_call(self) -> dict[str, Any]:
        return {"items": self.items()}


class AcceptForm(ActForm):
    """Acceptance of what came online or by post."""

    fee_taken = forms.BooleanField(label=gettext_lazy("Đã thu phí, lệ phí phải nộp khi nộp hồ sơ"), required=False)

    def to_call(self) -> dict[str, Any]:
        return {"fee_taken": self.cleaned_data["fee_taken"]}


class GroundForm(ActForm):
    """A legal ground that the procedure lists, and words."""

    ground = forms.ChoiceField(label=gettext_lazy("Căn cứ"), widget=forms.RadioSelect)
    text = words_field(gettext_lazy("Nội dung cụ thể"), required=True)

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "ground", grounds)

    def to_call(self) -> dict[str, Any]:
        return {"ground": self.cleaned_data["ground"], "text": self.cleaned_data["text"]}


class ConsultForm(ActForm):
    """Whom to ask, by when, what."""

    office_ids = forms.MultipleChoiceField(
        label=gettext_lazy("Hỏi cơ quan"), widget=forms.SelectMultiple(attrs={"size": 6})
    )
    days = forms.IntegerField(label=gettext_lazy("Trả lời trong (ngày làm việc)"), min_value=1, max_value=60, initial=3)
    text = words_field(gettext_lazy("Nội dung cần hỏi"), required=True)

    def __init__(self, *args: Any, offices: Choices | Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "office_ids", offices)

    def to_call(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"office_ids": tuple(int(one) for one in data["office_ids"]), "days": data["days"], "text": data["text"]}


class RelayForm(ActForm):
    """An answer that came on paper, from which of the asked offices."""

    office_id = forms.ChoiceField(label=gettext_lazy("Cơ quan trả lời"), widget=forms.RadioSelect)
    text = words_field(gettext_lazy("Số, ngày văn bản và nội dung trả lời"), required=True)

    def __init__(self, *args: Any, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "office_id", offices)

    def to_call(self) -> dict[str, Any]:
        return {"office_id": int(self.cleaned_data["office_id"]), "text": self.cleaned_data["text"]}


class AssignForm(ActForm):
    """Which open duty goes to whom: "3:17" is duty 3 to position 17, "3:0" to all of the role."""

    to = forms.ChoiceField(label=gettext_lazy("Giao cho"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "to", choices)

    def to_call(self) -> dict[str, Any]:
        number, _, position = self.cleaned_data["to"].partition(":")
        return {"number": int(number), "position_id": int(position) or None}


HOURS = ("%H:%M", "%Hh%M", "%Hh")


class RescheduleForm(ActForm):
    """A later day, with the apology's reason."""

    day = DayField(label=gettext_lazy("Hẹn lại ngày"))
    hour = forms.TimeField(
        label=gettext_lazy("Lúc"),
        initial=time(17),
        input_formats=HOURS,
        widget=forms.TimeInput(format=HOURS[0]),
        error_messages={"invalid": gettext_lazy("Ghi giờ như 17:00 hoặc 17h.")},
    )
    text = words_field(gettext_lazy("Lý do chậm, sẽ ghi trong thư xin lỗi"), required=True)

    def to_call(self) -> dict[str, Any]:
        until = datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], VIETNAM)
        return {"until": until, "text": self.cleaned_data["text"]}


OTHER = "~"


def _offer(form: forms.Form, name: str, choices: Choices | Groups) -> None:
    """Give a field its choices; a single one is chosen beforehand."""
    offered = list(choices)
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = offered
    field.error_messages |= {
        "required": CHOOSE,
        "invalid_choice": gettext("Lựa chọn này không còn. Hãy chọn lại."),
    }
    if len(offered) == 1 and isinstance(offered[0][1], str):
        only = offered[0][0]
        form.initial.setdefault(name, [only] if isinstance(field, forms.MultipleChoiceField) else only)
