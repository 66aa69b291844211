"""Tables of the room: officials who sign in, persons whom dossiers are about, and the log of sights.

Columns with personal data say so in the database by a comment that begins "personal data".
"""

from __future__ import annotations

import re
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

PERSONAL = "personal data: "
SIGN_IN_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")


class PersonKind(models.TextChoices):
    CITIZEN = "citizen", "Công dân Việt Nam"
    ORGANISATION = "organisation", "Tổ chức, doanh nghiệp"
    FOREIGNER = "foreigner", "Người nước ngoài"


class Sex(models.TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class OfficialManager(BaseUserManager["Official"]):
    """Finds who signs in, whatever the case of the letters typed."""

    def get_by_natural_key(self, username: str | None) -> Official:
        return super().get_by_natural_key((username or "").strip().lower())


class Official(AbstractBaseUser):
    """Someone who works in the house and signs in. Rights come from positions held today, never from this row."""

    sign_in_name = models.TextField(unique=True, db_comment=PERSONAL + "how an official signs in; lower case")
    name = models.TextField(db_comment=PERSONAL + "full name")
    name_folded = models.TextField(db_comment=PERSONAL + "full name without marks")
    sort_key = models.TextField(db_collation="C", db_comment=PERSONAL + "order by given name")
    phone = models.TextField(blank=True, default="", db_comment=PERSONAL + "phone at work, digits")
    is_active = models.BooleanField(default=True)
    registered_at = models.DateTimeField()

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[OfficialManager] = OfficialManager()

    class Meta:
        db_table = "people_official"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sign_in_name__regex=r"^[a-z0-9][a-z0-9._@-]{1,79}$"), name="people_official_sign_in_name"
            )
        ]


class SignInCode(models.Model):
    """A one-time code by which an official sets a password. Shown once to who asked for it; only its hash is kept."""

    official = models.OneToOneField(Official, on_delete=models.PROTECT, primary_key=True, related_name="sign_in_code")
    hashed = models.TextField(db_comment="keyed hash of the code")
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0, db_comment="wrong codes given since it was issued")

    class Meta:
        db_table = "people_sign_in_code"


class Person(models.Model):
    """A citizen, an organisation or a foreigner: whom dossiers are about."""

    kind = models.TextField(choices=PersonKind.choices)
    id_number = models.TextField(
        null=True, db_comment=PERSONAL + "12 digits, tax code, or passport; unique in kind and country"
    )
    id_country = models.CharField(
        max_length=3, default="VNM", db_comment="ISO 3166-1 alpha-3 of whoever issued the number"
    )
    previous_id_number = models.TextField(
        blank=True, default="", db_comment=PERSONAL + "9-digit card or former passport"
    )
    name = models.TextField(db_comment=PERSONAL + "full name as on the papers")
    name_folded = models.TextField(db_comment=PERSONAL + "name without marks")
    sort_key = models.TextField(db_collation="C", db_comment=PERSONAL + "Vietnamese order by given name")
    birth_text = models.TextField(blank=True, default="", db_comment=PERSONAL + "YYYY, YYYY-MM or YYYY-MM-DD")
    birth_date = models.DateField(null=True, db_comment=PERSONAL + "only when the whole day is known")
    sex = models.TextField(blank=True, default="", choices=Sex.choices, db_comment=PERSONAL + "sex")
    address = models.TextField(blank=True, default="", db_comment=PERSONAL + "house, street, hamlet")
    unit_code = models.TextField(blank=True, default="", db_comment=PERSONAL + "commune of residence, five digits")
    phone = models.TextField(blank=True, default="", db_comment=PERSONAL + "digits, national form")
    email = models.TextField(blank=True, default="", db_comment=PERSONAL + "electronic mail")
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "people_person"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "id_country", "id_number"], name="people_person_one_per_number"),
            models.CheckConstraint(
                condition=~Q(kind="citizen") | Q(id_number__isnull=True) | Q(id_number__regex=r"^[0-9]{12}$"),
                name="people_person_citizen_number",
            ),
            models.CheckConstraint(
                condition=Q(birth_text__regex=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"), name="people_person_birth_text"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id_number"], name="people_person_number", opclasses=["text_pattern_ops"]),
            models.Index(
                fields=["previous_id_number"], name="people_person_former_number", condition=~Q(previous_id_number="")
            ),
            models.Index(fields=["phone"], name="people_person_phone", condition=~Q(phone="")),
        ]


class Sight(models.Model):
    """Who looked at whose data, when, and where in the product; or who looked into this log. Append-only.

    Numbers instead of foreign keys: a person's row may one day be destroyed, the log stays.
    """

    seen_at = models.DateTimeField(db_default=Now(), db_comment="by the database's clock")
    official_id = models.BigIntegerField(null=True)
    viewer_person_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True, db_comment="empty: the log itself was looked into")
    purpose = models.TextField(db_comment="a code: list, page, search, sights, …")
    dossier_id = models.BigIntegerField(null=True, db_comment="the dossier that was open")
    about_official_id = models.BigIntegerField(null=True, db_comment="of whom the log was looked into")
    why = models.TextField(null=True, db_comment="the reason given, where one is asked for")

    class Meta:
        db_table = "people_sight"
        indexes: ClassVar = [
            models.Index(fields=["person_id", "-seen_at"], name="people_sight_of_person"),
            models.Index(fields=["official_id", "-seen_at"], name="people_sight_by_official"),
        ]
