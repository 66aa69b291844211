"""A password of one's own: what a new one must be, and the page that changes it while the old one is known."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, get_user_model, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock import now
from motcua.foundation.errors import Refusal
from motcua.registers.people import actions as people
from motcua.web.shared.asked import Asked
from motcua.web.shared.forms import HouseForm

_WHY: Final = {
    "password_too_short": gettext_noop("Mật khẩu phải có ít nhất 12 ký tự."),
    "password_too_common": gettext_noop("Mật khẩu này nhiều người dùng, dễ bị đoán. Hãy chọn mật khẩu khác."),
    "password_entirely_numeric": gettext_noop("Mật khẩu không được chỉ gồm chữ số."),
    "password_too_similar": gettext_noop("Mật khẩu quá giống tên của bạn. Hãy chọn mật khẩu khác."),
}
"""Django's own words for these are not all in Vietnamese."""


class NewPasswordForm(HouseForm):
    """The new password, twice."""

    new_password = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        max_length=200,
        strip=False,
        help_text=gettext_lazy("Ít nhất 12 ký tự. Vài từ ghép lại dễ nhớ hơn ký hiệu khó."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Nhập lại mật khẩu mới"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        password, again = given.get("new_password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", gettext("Hai lần nhập mật khẩu chưa giống nhau."))
        if password:
            self._check(password)
        return given

    def whose(self) -> Any:
        """The official whose name the password must not be like."""
        raise NotImplementedError

    def _check(self, password: str) -> None:
        try:
            validate_password(password, self.whose())
        except forms.ValidationError as faults:
            for fault in faults.error_list:
                words = _WHY.get(fault.code or "")
                self.add_error("new_password", gettext(words) if words else fault)


class ChangeForm(NewPasswordForm):
    """The password in use, and another."""

    password = forms.CharField(
        label=gettext_lazy("Mật khẩu đang dùng"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("password", "new_password", "again")

    def __init__(self, *args: Any, official: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.official = official

    def whose(self) -> Any:
        return self.official

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("new_password") and given["new_password"] == given.get("password"):
            self.add_error("new_password", gettext("Mật khẩu mới phải khác mật khẩu đang dùng."))
        return given


@never_cache
@sensitive_variables()
@sensitive_post_parameters("password", "new_password", "again")
@require_http_methods(["GET", "POST"])
def change(request: Asked) -> HttpResponse:
    """Change one's own password: this session goes on, those elsewhere end. A wrong one is throttled as at sign-in."""
    if not request.user.is_authenticated:
        return redirect("shared:sign_in")
    form = ChangeForm(request.POST or None, official=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if authenticate(request, username=request.user.get_username(), password=given["password"]) is None:
            form.add_error("password", gettext("Mật khẩu đang dùng chưa đúng. Kiểm tra bộ gõ và phím Caps Lock."))
        else:
            try:
                _changed(request, given["new_password"])
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, gettext("Đã đổi mật khẩu. Những nơi khác đang đăng nhập đã bị đăng xuất."))
                return redirect("shared:change_password")
    return render(request, "shared/change_password.html", {"form": form}, status=422 if form.errors else 200)


def _changed(request: Asked, password: str) -> None:
    official_id = request.user.pk
    assert official_id is not None
    people.set_password(official_id=official_id, password=password, now=now(), by=request.viewer)
    update_session_auth_hash(request, get_user_model().objects.get(pk=official_id))
