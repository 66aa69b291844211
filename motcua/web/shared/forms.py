"""Forms of the house: their look, the hidden key of an act, sign-in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy


class HouseRenderer(DjangoTemplates):
    """Every field as `shared/parts/field.html` shows it."""

    field_template_name = "shared/parts/field.html"


class HouseForm(forms.Form):
    """A form in the look of the house. `wide` names the fields that take the whole row."""

    default_renderer = HouseRenderer
    wide: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            if not field.required:
                field.error_messages.setdefault("required", "")
            else:
                field.error_messages["required"] = gettext_lazy("Chưa nhập: {label}.").format(
                    label=field.label or name.replace("_", " ")
                )


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
    revision = forms.IntegerField(min_value=0, required=False)
