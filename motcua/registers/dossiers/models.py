"""Tables of the dossiers. Only this room writes them; `move()` and its kin do so in plain SQL."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from motcua.registers.dossiers.chain_models import Chain as Chain
from motcua.registers.dossiers.chain_models import ChainPart as ChainPart
from motcua.registers.dossiers.chain_models import MirrorFile as MirrorFile
from motcua.registers.dossiers.chain_models import MirrorMessage as MirrorMessage


class Dossier(models.Model):
    """One request of one person: where it stands in law and in the internal process, and what was promised."""

    id = models.BigAutoField(primary_key=True)
    reference = models.TextField(help_text="temporary reference, before a code is given")
    code = models.TextField(null=True, help_text="mã hồ sơ, given at acceptance; opaque")
    opened_key = models.UUIDField(unique=True, null=True, help_text="makes a double click open one dossier")
    procedure_version = models.ForeignKey("procedures.Version", on_delete=models.PROTECT, db_index=False)
    procedure_code = models.TextField()
    case_key = models.TextField()
    channel = models.TextField()
    received_office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    competent_office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.TextField()
    before_supplement = models.TextField(null=True)
    marking = models.JSONField(default=list)
    revision = models.IntegerField(default=1)
    last_key = models.UUIDField(null=True, help_text="key of the last act: a repeated click is known by it")
    last_duty = models.IntegerField(default=0)
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True, help_text="the first promise; kept for ever")
    due_at = models.DateTimeField(null=True, help_text="the promise in force")
    clock = models.JSONField(default=dict, help_text="the facts that the promise is computed from")
    supplements = models.SmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True, help_text="the decision: until then the applicant may withdraw")
    returned_at = models.DateTimeField(null=True)
    outcome = models.TextField(null=True, help_text="granted or not-eligible, once proposed")
    money = models.TextField()
    delivery = models.TextField()
    sync = models.TextField()
    origin = models.TextField(null=True, help_text="code of the system that sent it; empty for what began here")
    origin_number = models.TextField(null=True, help_text="its number in that system")
    chain = models.ForeignKey(
        Chain,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="of interlinked dossiers",
    )
    mirrored_at = models.DateTimeField(
        null=True, help_text="of a dossier of another system: the newest state told, by that system's clock"
    )

    class Meta:
        db_table = "dossiers_dossier"
        # Not `unique=True`, which brings an index for LIKE beside that of each: they are asked for in full only.
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reference"], name="dossiers_reference_once"),
            models.UniqueConstraint(fields=["code"], name="dossiers_code_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["received_office", "-submitted_at", "-id"], name="dossiers_received_idx"),
            models.Index(
                fields=["competent_office", "-mirrored_at", "-id"],
                name="dossiers_mirrored_idx",
                condition=models.Q(mirrored_at__isnull=False),
            ),
            models.Index(
                fields=["received_office", "-mirrored_at", "-id"],
                name="dossiers_mirrored_in_idx",
                condition=models.Q(mirrored_at__isnull=False),
            ),
        ]


_OPEN = models.Q(closed_at__isnull=True)


class Duty(models.Model):
    """Something somebody must do on a dossier: an office's role, until when; open while `closed_at` is empty. Closed,
    it stays only while somebody sees the dossier by it; that it was done is told by the ledger."""

    pk = models.CompositePrimaryKey("dossier_id", "number")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, db_index=False)
    number = models.IntegerField()
    step = models.TextField()
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.TextField()
    position = models.ForeignKey(
        "offices.Position", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_duty"
        indexes: ClassVar = [
            models.Index(
                fields=["office", "role", "position", "due_at", "dossier", "number"],
                name="dossiers_duty_due_idx",
                condition=_OPEN,
            ),
            models.Index(
                fields=["office", "role", "step", "position", "due_at", "dossier", "number"],
                name="dossiers_duty_step_idx",
                condition=_OPEN,
            ),
            models.Index(
                fields=["office", "role", "due_at", "dossier", "number"],
                name="dossiers_duty_asked_idx",
                condition=_OPEN & models.Q(step__contains="@"),
            ),
        ]


class PlannedHandOn(models.Model):
    """The open duties that name a position are to be given on, from a day on."""

    position = models.OneToOneField("offices.Position", on_delete=models.PROTECT, primary_key=True, related_name="+")
    to_position = models.ForeignKey(
        "offices.Position",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="empty: to all who hold the role",
    )
    from_day = models.DateField()
    ordered_by = models.TextField(help_text="holding/12; told by the event of each duty")
    ordered_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_planned_hand_on"


class Answers(models.Model):
    """What the form was answered with. May be destroyed when its time is over; the ledger keeps a salted hash."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True)
    answers = models.JSONField()
    salt = models.BinaryField()
    form_version = models.TextField(
        blank=True, default="", db_default="", db_comment="of the form that was answered; empty before it was kept"
    )

    class Meta:
        db_table = "dossiers_answers"


class Paper(models.Model):
    """Which papers came with the dossier, and which document is which of them."""

    pk = models.CompositePrimaryKey("dossier_id", "paper")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, db_index=False)
    paper = models.TextField()
    originals = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    held_by_state = models.BooleanField(default=False)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, db_index=False, help_text="the newest of its scans"
    )

    class Meta:
        db_table = "dossiers_paper"


class Scan(models.Model):
    """A file that shows a paper of the dossier: its pages, or a newer copy; those before it stay."""

    pk = models.CompositePrimaryKey("dossier_id", "number")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, db_index=False)
    number = models.SmallIntegerField()
    paper = models.TextField()
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_scan"


class Text(models.Model):
    """Reasons and opinions in words, beside the event that carries only their salted hash."""

    pk = models.CompositePrimaryKey("dossier_id", "revision")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, db_index=False)
    revision = models.IntegerField(help_text="the dossier's revision that the act made; the event names it")
    text = models.TextField()
    salt = models.BinaryField()
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "dossiers_text"


class ResultWords(models.Model):
    """What the result says beside the answers: what another register gave, and whence. The newest counts; the ledger
    keeps a salted hash of each."""

    pk = models.CompositePrimaryKey("dossier_id", "number")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, db_index=False)
    number = models.SmallIntegerField()
    words = models.JSONField(db_comment="personal data: key of the result's template → words")
    source = models.TextField(db_comment="which register said so")
    holding = models.BigIntegerField(null=True, db_comment="by what position it was entered")
    salt = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_result_words"


class Correction(models.Model):
    """What stood in a dossier before a mistake of intake was put right, or before another version of its procedure
    reckoned more from its answers; the event of that revision says what changed."""

    pk = models.CompositePrimaryKey("dossier_id", "revision")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, db_index=False)
    revision = models.IntegerField(help_text="the dossier's revision that the correction made")
    was = models.JSONField(help_text="procedure, case, persons, moments and papers, in codes and numbers")
    answers = models.JSONField(null=True, help_text="personal data: the form as it was answered")
    salt = models.BinaryField(null=True, help_text="of the hash of those answers in the ledger")
    corrected_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_correction"


class DayNumber(models.Model):
    """The last dossier number of an office on a day: taken inside the accepting transaction, so without gaps."""

    pk = models.CompositePrimaryKey("office_id", "day")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, db_index=False)
    day = models.DateField()
    last = models.IntegerField()

    class Meta:
        db_table = "dossiers_day_number"
