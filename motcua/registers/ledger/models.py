"""The ledger's tables as Django knows them; they are made, written and guarded by plain SQL (`migrations/`).

Two tables have no model, being plumbing of followers only: `ledger_feed` and `ledger_feed_base`.
"""

from __future__ import annotations

from django.db import models


class Stream(models.Model):
    """The head of a stream: the last event's number, hash and moment. Written by `ledger_append` only."""

    id = models.AutoField(primary_key=True)
    name = models.TextField(unique=True)
    x = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    seq = models.IntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_stream"


class Event(models.Model):
    """One event. Its hash is over the stream's earlier hash and the line of docs/reference/ledger-format.md."""

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.DO_NOTHING, db_constraint=False, db_index=False)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    seq = models.IntegerField()
    kind = models.TextField()
    body = models.TextField()
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_event"


class Position(models.Model):
    """How far a follower has come in the feed: everything up to (x, event_id) is done."""

    follower = models.TextField(primary_key=True)
    x = models.BigIntegerField()
    event_id = models.BigIntegerField()

    class Meta:
        db_table = "ledger_position"


class Checkpoint(models.Model):
    """The digest of a checkpoint file; the list itself is in the file, outside the database."""

    number = models.IntegerField(primary_key=True)
    taken_at = models.DateTimeField()
    full = models.BooleanField()
    streams = models.IntegerField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        db_table = "ledger_checkpoint"
