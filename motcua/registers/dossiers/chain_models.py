"""Tables of interlinked dossiers: the whole, and its parts before and after they become dossiers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

PERSONAL = "personal data: "


class Chain(models.Model):
    """One submission that goes through several procedures: the parent of the dossiers that its parts become."""

    id = models.BigAutoField(primary_key=True)
    code = models.TextField(unique=True, help_text="the one code by which the whole is looked up")
    opened_key = models.UUIDField(unique=True, help_text="makes a double click open one")
    chain_version = models.ForeignKey("procedures.ChainVersion", on_delete=models.PROTECT, db_index=False)
    channel = models.TextField()
    received_office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.TextField(help_text="running, granted or ended: told by its parts")
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True, help_text="the first promise of the whole; kept for ever")
    due_at = models.DateTimeField(null=True, help_text="the promise of the whole in force")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_chain"


class ChainPart(models.Model):
    """A part of a chain. What it will need waits here until it opens and becomes a dossier."""

    pk = models.CompositePrimaryKey("chain_id", "number")
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, db_index=False)
    number = models.SmallIntegerField(help_text="its place in the group, from 1")
    key = models.TextField()
    name = models.TextField()
    procedure_version = models.ForeignKey("procedures.Version", on_delete=models.PROTECT, db_index=False)
    case_key = models.TextField()
    competent_office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    feeds = models.JSONField(help_text="[[part, paper]]: whose result is which paper of this one")
    state = models.TextField()
    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.JSONField(null=True, db_comment=PERSONAL + "of the form, until the part opens or falls away")
    papers = models.JSONField(null=True, help_text="what was handed in for it, until it opens or falls away")

    class Meta:
        db_table = "dossiers_chain_part"


class MirrorMessage(models.Model):
    """What the master system of a mirrored dossier sent, each message once."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.TextField(help_text="SHA-256 of the message in canonical form")
    kind = models.TextField(help_text="state or progress")
    state = models.TextField(db_default="", help_text="the state that it told")
    at = models.DateTimeField(help_text="by the master's clock")
    said = models.JSONField(db_comment=PERSONAL + "name of the official there, what was done")
    applied = models.BooleanField(help_text="false: an older state than the one known, kept as history only")
    received_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_mirror_message"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "digest"], name="dossiers_mirror_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["dossier", "at", "id"], name="dossiers_mirror_of_dossier")]


class MirrorFile(models.Model):
    """A file of a result that a master named: asked for by the worker until it is here or cannot be had."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_index=False)
    address = models.TextField(help_text="as the master wrote it; asked for under the partner's own address only")
    name = models.TextField(db_comment=PERSONAL + "name of the paper, as the master calls it")
    state = models.TextField(
        db_default="waiting", help_text="waiting, here (kept), passed-on (also with what it feeds), failed"
    )
    document_id = models.BigIntegerField(null=True, help_text="once it is kept")
    tries = models.SmallIntegerField(db_default=0)
    next_at = models.DateTimeField(null=True, help_text="when it is tried next; null once nothing is left to do")
    reason = models.TextField(db_default="", help_text="why the last try brought nothing")
    told_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_mirror_file"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "address"], name="dossiers_mirror_file_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_at", "id"], condition=models.Q(next_at__isnull=False), name="dossiers_mirror_file_due"
            )
        ]
