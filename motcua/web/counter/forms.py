"""What a clerk types at the counter beside the procedure's own form."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from motcua.foundation.errors import Refusal
from motcua.registers.people.actions import PersonFacts
from motcua.registers.people.queries import Person
from motcua.rules.identity_card import LONGEST
from motcua.stages.returning.actions import Authority, Receiver
from motcua.web.counter.cards import Scan
from motcua.web.shared.forms import HouseForm

KINDS = (
    ("citizen", gettext_lazy("Công dân Việt Nam")),
    ("organisation", gettext_lazy("Tổ chức, doanh nghiệp")),
    ("foreigner", gettext_lazy("Người nước ngoài")),
)
CHECKED = ("name", "id_number", "birth", "phone")
"""Fields that the register of people checks, each with its own refusal."""
ANY_NAME = "A"


class PersonForm(HouseForm):
    """A person who hands in or owns a dossier.

    `source` says whence the values came, `is_new` that the number is not registered yet, `scan` what a card gave.
    """

    source = ""
    is_new = False
    scan: Scan | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # With script the person is looked for as soon as the number is typed; without, by the button.
        part = f"#{self.prefix}"
        finds = {"hx-post": reverse("counter:intake"), "hx-trigger": "change", "hx-target": part, "hx-select": part}
        self.fields["id_number"].widget.attrs |= finds
        if self.prefix == "ap" and not self.initial and not self.is_bound:
            self.fields["id_number"].widget.attrs["autofocus"] = True

    id_number = forms.CharField(
        label=gettext_lazy("Số định danh, mã số thuế, hộ chiếu"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "data-card": True,
                "placeholder": gettext_lazy("quét thẻ hoặc gõ số"),
            }
        ),
    )
    previous_id_number = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-need": True, "aria-required": "true"}),
    )
    birth = forms.CharField(
        label=gettext_lazy("Ngày sinh"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": gettext_lazy("ngày/tháng/năm")}
        ),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Giới tính"),
        required=False,
        choices=[("", "–"), ("female", gettext_lazy("Nữ")), ("male", gettext_lazy("Nam"))],
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Địa chỉ"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Là"), choices=KINDS)

    def clean(self) -> dict[str, Any]:
        """Every fault the register of people finds, at its field."""
        data = self.cleaned_data
        for name in CHECKED:
            if data.get(name):
                try:
                    PersonFacts(**{"name": ANY_NAME, "kind": data.get("kind", "citizen"), name: data[name]}).tidied()
                except Refusal as refusal:
                    self.add_error(name, str(refusal))
        return data

    def facts(self) -> PersonFacts:
        """As the register of people takes it."""
        return PersonFacts(**{name: self.cleaned_data.get(name, "") for name in self.fields})


def typed_of(person: Person) -> dict[str, str]:
    """What a registered person would have typed."""
    return {
        "id_number": person.id_number,
        "previous_id_number": person.previous_id_number,
        "name": person.name,
        "birth": person.birth_words,
        "sex": person.sex,
        "phone": person.phone,
        "address": person.address,
        "kind": person.kind,
    }


AUTHORITIES = (
    (Authority.OWNER.value, gettext_lazy("Chủ hồ sơ")),
    (Authority.APPLICANT.value, gettext_lazy("Người nộp hồ sơ")),
    (Authority.AUTHORISED.value, gettext_lazy("Người được ủy quyền")),
)
BY_POST = (Authority.CARRIER.value, gettext_lazy("Bưu chính, phát đến người nhận"))


class HandOverForm(HouseForm):
    """Who collects the result, and by what right."""

    authority = forms.ChoiceField(
        label=gettext_lazy("Người nhận là"),
        choices=AUTHORITIES,
        widget=forms.RadioSelect,
        initial=Authority.OWNER.value,
    )
    receiver_name = forms.CharField(label=gettext_lazy("Họ tên người nhận"), max_length=200)
    receiver_id_number = forms.CharField(label=gettext_lazy("Số giấy tờ tùy thân"), max_length=40)
    paper = forms.CharField(
        label=gettext_lazy("Giấy ủy quyền: số, ngày, nơi chứng thực"), required=False, max_length=200
    )
    checked = forms.BooleanField(
        label=gettext_lazy("Đã đối chiếu giấy ủy quyền với giấy tờ tùy thân của người nhận"), required=False
    )
    consignment = forms.CharField(label=gettext_lazy("Số bưu gửi"), required=False, max_length=200)
    slip_lost = forms.BooleanField(
        label=gettext_lazy("Mất giấy hẹn: đã đối chiếu giấy tờ tùy thân thay cho giấy hẹn"), required=False
    )
    wide = ("authority", "paper", "checked", "consignment", "slip_lost")
    needed = ("receiver_id_number", "paper", "consignment")

    def __init__(
        self, *args: Any, owner_number: str = "", others: Collection[str] = (), by_post: bool = False, **kwargs: Any
    ) -> None:
        """`owner_number` is the owner's; `others` the rights by which somebody collects who is not the owner; `by_post`
        that results of this procedure may go by post."""
        super().__init__(*args, **kwargs)
        if by_post:
            self.fields["authority"].choices = (*AUTHORITIES, BY_POST)  # type: ignore[attr-defined]
        self.fields["receiver_id_number"].required = self.data.get("authority") != Authority.CARRIER
        self.owner_number, self.others = owner_number, others

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("authority") == Authority.CARRIER:
            return self.cleaned_data | {"receiver_id_number": ""}
        number = self.cleaned_data.get("receiver_id_number", "")
        if number and number == self.owner_number and self.cleaned_data.get("authority") in self.others:
            self.add_error("receiver_id_number", gettext("Đây là số của chủ hồ sơ. Ghi tên, số của người đến nhận."))
        return self.cleaned_data

    def receiver(self) -> Receiver:
        data = self.cleaned_data
        authority = Authority(data["authority"])
        return Receiver(
            name=data["receiver_name"],
            id_number=data["receiver_id_number"],
            authority=authority,
            paper=data["consignment" if authority is Authority.CARRIER else "paper"],
            checked=data["checked"],
            slip_lost=data["slip_lost"],
        )
