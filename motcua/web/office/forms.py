"""What administrators fill in about people and positions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.registers.offices import queries as offices
from motcua.registers.procedures import queries as procedures
from motcua.web.shared.forms import DayField, HouseForm

Choices = list[tuple[str, str]]
OFFICE_KINDS = (
    ("commune-committee", gettext_lazy("Ủy ban nhân dân cấp xã")),
    ("department", gettext_lazy("Sở, cơ quan chuyên môn cấp tỉnh")),
    ("province-centre", gettext_lazy("Trung tâm Phục vụ hành chính công cấp tỉnh")),
    ("land-office", gettext_lazy("Văn phòng, chi nhánh văn phòng đăng ký đất đai")),
    ("tax-office", gettext_lazy("Cơ quan thuế")),
    ("police", gettext_lazy("Công an")),
    ("other", gettext_lazy("Cơ quan khác")),
)
UNTIL = gettext_lazy("Để trống nếu chưa định ngày.")


class SpanForm(HouseForm):
    """Days from–to, both included."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_date"), given.get("to_date")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("to_date", gettext("Ngày cuối đứng trước ngày đầu."))
        return given


class EnrolForm(SpanForm):
    """A new official and the first position."""

    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=200)
    sign_in_name = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=80,
        help_text=gettext_lazy("Chữ thường không dấu, số và . _ - @; ví dụ an.nv hoặc thư điện tử công vụ."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    phone = forms.CharField(label=gettext_lazy("Điện thoại cơ quan"), max_length=20, required=False)
    position = forms.ChoiceField(label=gettext_lazy("Vị trí"))
    from_date = DayField(label=gettext_lazy("Từ ngày"))
    to_date = DayField(label=gettext_lazy("Đến hết ngày"), required=False, help_text=UNTIL)

    def __init__(self, office_id: int, today: date, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_date": today})
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = [("", "—"), *position_choices(office_id, today)]  # type: ignore[attr-defined]

    def clean_sign_in_name(self) -> str:
        return str(self.cleaned_data["sign_in_name"]).strip().lower()


class AccountForm(HouseForm):
    """Name and phone of an official."""

    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=200)
    phone = forms.CharField(label=gettext_lazy("Điện thoại cơ quan"), max_length=20, required=False)


SUPERIOR = gettext_lazy("Cấp trên trực tiếp")
SUPERIOR_HELP = gettext_lazy("Vị trí phụ trách vị trí này, ở cơ quan này hoặc ở cơ quan trên.")


class PositionForm(HouseForm):
    """A position to be opened."""

    title = forms.CharField(label=gettext_lazy("Tên vị trí, chức danh"), max_length=200)
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò trong quy trình"),
        help_text=gettext_lazy("Vai trò quyết định việc được giao và quyền xem hồ sơ."),
    )
    unit_id = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    superior_id = forms.ChoiceField(label=SUPERIOR, required=False, help_text=SUPERIOR_HELP)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(self, office: offices.Office, today: date, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_from": today})
        super().__init__(*args, **kwargs)
        office_id = office.id
        self.fields["superior_id"].choices = superior_choices(office, today)  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", "—"), *procedures.role_names().items()]  # type: ignore[attr-defined]
        units = [(str(one.id), one.name) for one in offices.units_of(office_id, today)]
        self.fields["unit_id"].choices = [("", gettext("Chung của cơ quan")), *units]  # type: ignore[attr-defined]


class ChangePositionForm(HouseForm):
    """Another title of a position, another position above it."""

    title = forms.CharField(label=gettext_lazy("Tên vị trí, chức danh"), max_length=200)
    superior_id = forms.ChoiceField(label=SUPERIOR, required=False, help_text=SUPERIOR_HELP)
    wide = ("title",)

    def __init__(self, office: offices.Office, place: offices.Place, today: date, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": place.title, "superior_id": str(place.superior_id or "")}
        super().__init__(*args, **kwargs)
        known = superior_choices(office, today, besides=place.position_id)
        if place.superior_id and str(place.superior_id) not in dict(known):
            known.append((str(place.superior_id), place.superior))
        self.fields["superior_id"].choices = known  # type: ignore[attr-defined]


STAND_INS = ("substitute", "by-order", "by-mandate")
"""Ways of holding a position beside its main holder, each until a day."""


class SeatForm(SpanForm):
    """Who is to hold a position, or to stand in for its holder."""

    sign_in_name = forms.CharField(
        label=gettext_lazy("Tên đăng nhập của cán bộ"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"list": "staff", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    manner = forms.ChoiceField(
        label=gettext_lazy("Giữ vị trí"),
        choices=[
            ("main", gettext_lazy("Giữ chính")),
            ("acting", gettext_lazy("Giữ quyền (ký Q.): được giao quyền cấp trưởng")),
            ("substitute", gettext_lazy("Làm thay trong thời gian này: cấp phó ký KT., người khác ký TUQ.")),
            ("by-order", gettext_lazy("Làm thay, ký thừa lệnh (TL.)")),
            ("by-mandate", gettext_lazy("Làm thay, ký thừa ủy quyền (TUQ.)")),
        ],
        widget=forms.RadioSelect,
        initial="main",
    )
    paper = forms.CharField(
        label=gettext_lazy("Văn bản giao, ủy quyền"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ngày. Ký thừa ủy quyền phải có."),
    )
    from_date = DayField(label=gettext_lazy("Từ ngày"))
    to_date = DayField(label=gettext_lazy("Đến hết ngày"), required=False, help_text=UNTIL)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("manner") == "by-mandate" and not given.get("paper"):
            self.add_error("paper", gettext("Ghi số, ngày của văn bản ủy quyền."))
        if given.get("manner") in STAND_INS and not given.get("to_date") and "to_date" not in self.errors:
            self.add_error("to_date", gettext("Làm thay phải có ngày cuối."))
        return given


class EndForm(HouseForm):
    """The last day of a holding or a position, and what becomes of its open duties."""

    last_day = DayField(label=gettext_lazy("Ngày cuối"))
    duties = forms.ChoiceField(label=gettext_lazy("Việc đang ghi tên vị trí này"), widget=forms.RadioSelect)

    def __init__(self, choices: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = list(choices)
        if given:
            self.fields["duties"].choices = given  # type: ignore[attr-defined]
        else:
            del self.fields["duties"]


class OfficeForm(HouseForm):
    """An office to be opened under this one."""

    name = forms.CharField(label=gettext_lazy("Tên cơ quan"), max_length=300)
    code = forms.CharField(
        label=gettext_lazy("Mã định danh điện tử"),
        max_length=35,
        help_text=gettext_lazy("Theo Quyết định 20/2020/QĐ-TTg, ví dụ H20.28261."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại cơ quan"))
    unit_code = forms.CharField(
        label=gettext_lazy("Mã địa bàn"),
        max_length=5,
        help_text=gettext_lazy("2 số của tỉnh, 5 số của xã."),
    )
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=300, required=False)
    phone = forms.CharField(label=gettext_lazy("Điện thoại"), max_length=40, required=False)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *OFFICE_KINDS]  # type: ignore[attr-defined]


def position_choices(office_id: int, today: date) -> Choices:
    """Positions of an office in words: title, unit, and who holds each now."""
    return [(str(one.position_id), _position_words(one, today)) for one in offices.places_of(office_id, today)]


def superior_choices(office: offices.Office, today: date, *, besides: int | None = None) -> Choices:
    """Nobody, the positions of the office but for one, and those of the office above it, with its name."""
    here = [one for one in position_choices(office.id, today) if one[0] != str(besides)]
    if office.parent_id is None:
        return [("", gettext("Chưa ghi")), *here]
    above = offices.office(office.parent_id).name
    there = [(id_, f"{above}: {words}") for id_, words in position_choices(office.parent_id, today)]
    return [("", gettext("Chưa ghi")), *here, *there]


def _position_words(place: offices.Place, today: date) -> str:
    holders = [one.name for one in place.seated if one.stands_on(today)]
    held = ", ".join(holders) if holders else gettext("chưa có người")
    unit = f", {place.unit_name}" if place.unit_name else ""
    return f"{place.title}{unit} ({held})"
