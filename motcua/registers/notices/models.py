"""The tables of notices and of the tries to send them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """Something a person is told about a dossier: the words as they were sent, and how far the message is.

    `state` is empty for what is only written down; then waiting, and at the end sent, failed, no-address, needless
    (the dossier moved on before it went) or told (by somebody, without a message).
    """

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField()
    event_id = models.BigIntegerField(unique=True, help_text="the ledger event it follows: told once for each")
    told_at = models.DateTimeField()
    office = models.ForeignKey(
        "offices.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="the one-stop unit's, which sees to those whom no message reached",
    )
    state = models.TextField(default="", db_default="")
    channel = models.TextField(default="", db_default="", help_text="by which it goes, once one is chosen")
    round = models.SmallIntegerField(default=1, db_default=1, help_text="sent again by somebody: a new round of tries")
    tries = models.SmallIntegerField(default=0, db_default=0, help_text="begun, in this round on this channel")
    next_at = models.DateTimeField(null=True, help_text="when the next try is due")
    reason = models.TextField(default="", db_default="", help_text="code: why it has not gone")
    words = models.TextField(default="", db_default="", help_text="as it was handed to the partner")
    address_end = models.TextField(default="", db_default="", db_comment="the last three digits of the telephone")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(default="", db_default="", help_text="who told, or had it sent again: a holding")
    arrived_at = models.DateTimeField(null=True, help_text="when the partner's report that it came was read")
    way = models.TextField(default="", db_default="", help_text="how somebody told")
    to_call = models.BooleanField(default=False, db_default=False, help_text="somebody is to call")

    class Meta:
        db_table = "notices_notice"
        indexes: ClassVar = [
            models.Index(fields=["next_at", "id"], name="notices_waiting_idx", condition=Q(state="waiting")),
            models.Index(fields=["office", "id"], name="notices_to_call_idx", condition=Q(to_call=True)),
        ]


class ReportMark(models.Model):
    """How far the reports of a channel's partner have been read, by the partner's own mark."""

    channel = models.TextField(primary_key=True)
    after = models.TextField(default="", db_default="")

    class Meta:
        db_table = "notices_report_mark"


class Try(models.Model):
    """One handing over to a partner: written before, so that a killed sender leaves a trace; `ended_at` stays empty
    when nobody knows how it ended."""

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, db_index=False)
    round = models.SmallIntegerField()
    channel = models.TextField()
    number = models.SmallIntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(default="", db_default="", help_text="code: why it did not go; empty when it went")
    partner_number = models.TextField(default="", db_default="", help_text="by what the partner knows the message")

    class Meta:
        db_table = "notices_try"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "round", "channel", "number"], name="notices_try_once"),
        ]
