"""The first sign-in, or a forgotten password: a one-time code from the administrator, and a password of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate, get_user_model, login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.people import actions as people
from motcua.registers.people.errors import CodeUnfit
from motcua.web.shared.asked import Asked
from motcua.web.shared.passwords import NewPasswordForm

BACKEND = "motcua.registers.people.signing_in.OneTimeCodeBackend"


class CodeForm(NewPasswordForm):
    """Sign-in name, code, and the new password twice."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Mã một lần"),
        max_length=40,
        help_text=gettext_lazy("Quản trị cơ quan cấp, dạng ABCD-EFGH-JKMN; chữ hoa, chữ thường đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    field_order = ("username", "code", "new_password", "again")

    def whose(self) -> Any:
        return get_user_model()(sign_in_name=str(self.cleaned_data.get("username", "")))


@never_cache
@sensitive_variables()
@sensitive_post_parameters("code", "new_password", "again")
@require_http_methods(["GET", "POST"])
def with_code(request: Asked) -> HttpResponse:
    """Set a password by a one-time code and go to work. Wrong codes are throttled as wrong passwords are."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, code = form.cleaned_data["username"], form.cleaned_data["code"]
        moment = now()
        try:
            if authenticate(request, username=name.strip().lower(), secret_code=code, at=moment) is None:
                raise CodeUnfit()
            password = form.cleaned_data["new_password"]
            official = people.set_password_by_code(sign_in_name=name, code=code, password=password, now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            login(request, get_user_model().objects.get(pk=official), backend=BACKEND)
            return redirect("shared:home")
    return render(request, "shared/first_sign_in.html", {"form": form}, status=422 if form.errors else 200)
