"""What leader and clerk of records type when a result is signed on paper, numbered and sealed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from motcua.stages.signing.actions import Scan
from motcua.web.desk.forms import ActForm, WordsForm
from motcua.web.shared.forms import CHOOSE


class NumberForm(ActForm):
    """The number and book of a signed result."""

    number = forms.CharField(label=gettext_lazy("Số"), max_length=40)
    book = forms.CharField(label=gettext_lazy("Quyển số"), max_length=40, required=False)

    def to_call(self) -> dict[str, Any]:
        return {"number": self.cleaned_data["number"], "book": self.cleaned_data["book"]}


def scan_field(label: Any, *, required: bool, hint: Any) -> forms.FileField:
    """A scan or photograph of a signed paper; the phone's camera may take it."""
    return forms.FileField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
        error_messages={"empty": gettext_lazy("Tệp rỗng. Hãy quét hoặc chụp lại.")},
    )


class SignedByHandForm(WordsForm):
    """The result is signed on paper; whoever scans at once may attach it."""

    scan = scan_field(
        gettext_lazy("Bản quét đã ký"),
        required=False,
        hint=gettext_lazy("Nếu đã đóng dấu và quét. Văn thư quét sau cũng được."),
    )

    def to_call(self) -> dict[str, Any]:
        return super().to_call() | {"scan": _scan(self.cleaned_data["scan"])}


class NumberAndScanForm(NumberForm):
    """The number, and the scan of what was signed and sealed on paper."""

    scan = scan_field(
        gettext_lazy("Bản quét đã ký, đóng dấu"),
        required=True,
        hint=gettext_lazy("PDF hoặc ảnh chụp rõ cả trang. Bạn xác nhận đây là kết quả đã ký."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"].error_messages["required"] = CHOOSE

    def to_call(self) -> dict[str, Any]:
        return super().to_call() | {"scan": _scan(self.cleaned_data["scan"])}


def _scan(file: UploadedFile[bytes] | None) -> Scan | None:
    return Scan(file.read(), file.name or "", file.content_type or "") if file else None
