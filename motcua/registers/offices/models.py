"""Tables: offices with their dates, units, counters, positions and holders, calendars, outages, territory."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value

STILL = Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))


class OfficeKind(models.TextChoices):
    PROVINCE_COMMITTEE = "province-committee", "Ủy ban nhân dân cấp tỉnh"
    PROVINCE_CENTRE = "province-centre", "Trung tâm Phục vụ hành chính công cấp tỉnh"
    DEPARTMENT = "department", "Sở, cơ quan chuyên môn cấp tỉnh"
    LAND_OFFICE = "land-office", "Văn phòng, chi nhánh văn phòng đăng ký đất đai"
    TAX_OFFICE = "tax-office", "Cơ quan thuế"
    COMMUNE_COMMITTEE = "commune-committee", "Ủy ban nhân dân cấp xã"
    POLICE = "police", "Công an"
    OTHER = "other", "Cơ quan khác"


class UnitKind(models.TextChoices):
    ONE_STOP = "one-stop", "Bộ phận Một cửa"
    SECTION = "section", "Phòng, bộ phận chuyên môn"


class DayKind(models.TextChoices):
    OFF = "off", "Nghỉ"
    MADE_UP = "made_up", "Làm việc bù"


class Office(models.Model):
    """An agency from a day to a day. A merged one stays, with its successor named: old dossiers keep it."""

    code = models.TextField(unique=True, db_comment="electronic identifier, QĐ 20/2020/QĐ-TTg art. 4–6")
    name = models.TextField()
    sort_key = models.TextField(db_collation="C")
    kind = models.TextField(choices=OfficeKind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    unit_code = models.TextField(db_comment="official code of the province (2 digits) or commune (5)")
    attributes = models.JSONField(default=dict, db_comment="facts of the place: mountainous, island, …")
    address = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="", db_comment="the office's own line")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, db_comment="last day")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")

    class Meta:
        db_table = "offices_office"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9.]{1,35}$"), name="offices_office_code"),
            models.CheckConstraint(condition=STILL, name="offices_office_days"),
        ]


class Unit(models.Model):
    """A part of an office: its one-stop unit, or a section. The hours are its own; empty means the country's."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="units")
    kind = models.TextField(choices=UnitKind.choices)
    name = models.TextField()
    sort_key = models.TextField(db_collation="C")
    hours = models.JSONField(default=dict, db_comment='by ISO weekday: {"1": [["07:00", "11:30"], …]}')
    address = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="", db_default="", db_comment="the unit's own line")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, db_comment="last day")

    class Meta:
        db_table = "offices_unit"
        constraints: ClassVar = [models.CheckConstraint(condition=STILL, name="offices_unit_days")]


class UnitHours(models.Model):
    """Other hours of a unit from a day on, until the next row's day. Before the first, those of the unit's row hold."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="later_hours")
    from_date = models.DateField()
    hours = models.JSONField()
    notice = models.TextField(db_comment="number of the paper that says so")

    class Meta:
        db_table = "offices_unit_hours"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "from_date"], name="offices_unit_hours_once"),
        ]


class Counter(models.Model):
    """A counter of a one-stop unit and the fields of procedures served at it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField()
    name = models.TextField()
    fields = ArrayField(models.TextField(), default=list, db_comment="codes of fields (G15-TP07), or their names")
    closed_on = models.DateField(null=True, db_comment="last day")

    class Meta:
        db_table = "offices_counter"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "number"], name="offices_counter_one_per_number")
        ]


class Position(models.Model):
    """A place to be held in an office, with the role it gives. Rights hang on it, not on the person."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="positions")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="positions")
    role = models.TextField()
    title = models.TextField()
    superior = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="subordinates")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, db_comment="last day")

    class Meta:
        db_table = "offices_position"
        constraints: ClassVar = [models.CheckConstraint(condition=STILL, name="offices_position_days")]
        indexes: ClassVar = [models.Index(fields=["office", "role"], name="offices_position_role")]


class Holding(models.Model):
    """Who holds a position from a day to a day. One main holder at a time; substitutes stand beside."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="holdings")
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField()
    to_date = models.DateField(null=True, db_comment="last day")
    substitute = models.BooleanField(default=False)
    capacity = models.TextField(
        default="own", db_default="own", db_comment="how the holder signs, of rules.signature_block.Capacity"
    )
    paper = models.TextField(default="", db_default="", db_comment="number and day of the paper that entrusts it")

    class Meta:
        db_table = "offices_holding"
        indexes: ClassVar = [models.Index(fields=["official", "from_date"], name="offices_holding_official")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="offices_holding_days"
            ),
            ExclusionConstraint(
                name="offices_holding_one_main_holder",
                expressions=[
                    (Func(F("position"), F("position"), Value("[]"), function="int8range"), "="),
                    (Func(F("from_date"), F("to_date"), Value("[]"), function="daterange"), "&&"),
                ],
                condition=Q(substitute=False),
            ),
        ]


class StaffFile(models.Model):
    """A list of staff that was put in and tried, until it is applied or a day has passed."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by_official = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    content = models.BinaryField(db_comment="personal data: names and telephones of officials; kept a day at most")
    put_at = models.DateTimeField()

    class Meta:
        db_table = "offices_staff_file"


class CalendarDay(models.Model):
    """A day off, or a day worked to make up for one; of the whole country when no office is named."""

    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="calendar_days")
    on = models.DateField(db_column="on_date")
    kind = models.TextField(choices=DayKind.choices)
    reason = models.TextField()
    notice = models.TextField(db_comment="number of the paper that announced it")
    confidence = models.CharField(max_length=1, default="A", db_comment="A: read in the notice or the law; B, C: less")
    notice_date = models.DateField(null=True, db_comment="day of that paper")
    notice_document = models.BigIntegerField(null=True, db_comment="its file, of the register of documents")

    class Meta:
        db_table = "offices_calendar_day"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "on"], nulls_distinct=False, name="offices_calendar_day_once")
        ]


class ConfirmedCalendar(models.Model):
    """From when through when every day off and every made-up day of the country is known."""

    through_date = models.DateField(primary_key=True)
    from_date = models.DateField(null=True)
    notice = models.TextField()

    class Meta:
        db_table = "offices_confirmed_calendar"


class Outage(models.Model):
    """A time when the system was announced to be down, and what became of it; of every office when none is named."""

    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="outages")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    notice = models.TextField()
    announced_at = models.DateTimeField(null=True)
    was_planned = models.BooleanField(default=True, db_default=True, db_comment="false: an incident told afterwards")
    began_at = models.DateTimeField(null=True, db_comment="when it really began")
    ended_at = models.DateTimeField(null=True, db_comment="when it really ended")
    called_off_at = models.DateTimeField(null=True, db_comment="it did not happen")
    notice_date = models.DateField(null=True, db_comment="day of the paper")
    notice_document = models.BigIntegerField(null=True, db_comment="its file, of the register of documents")

    class Meta:
        db_table = "offices_outage"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="offices_outage_ends_later"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("began_at")), name="offices_outage_ended_later"
            ),
        ]


class CalendarState(models.Model):
    """One row: a mark that changes with every change of any calendar, so that kept calendars know they are old."""

    single = models.BooleanField(primary_key=True, default=True)
    mark = models.UUIDField()

    class Meta:
        db_table = "offices_calendar_state"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(single=True), name="offices_calendar_state_one_row")
        ]


class AdministrativeUnit(models.Model):
    """A province, district or commune from a day to a day. Codes were given anew in 2025: code and day name one."""

    code = models.TextField()
    level = models.TextField(db_comment="province, district (before July 2025) or commune")
    kind = models.TextField(db_comment="Tỉnh, Thành phố, Xã, Phường, Đặc khu, …")
    name = models.TextField(db_comment="full name with its kind")
    name_folded = models.TextField()
    sort_key = models.TextField(db_collation="C")
    parent_code = models.TextField(blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, db_comment="last day")

    class Meta:
        db_table = "offices_administrative_unit"
        indexes: ClassVar = [models.Index(fields=["parent_code"], name="offices_administrative_parent")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["level", "code", "valid_to"], nulls_distinct=False, name="offices_administrative_unit_once"
            )
        ]


class Succession(models.Model):
    """Which commune of today took a former one in. A former commune that was divided has several."""

    former = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="successors")
    today = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="predecessors")
    is_main = models.BooleanField(default=True, db_comment="false: another successor took the larger part")

    class Meta:
        db_table = "offices_succession"
        constraints: ClassVar = [models.UniqueConstraint(fields=["former", "today"], name="offices_succession_once")]
