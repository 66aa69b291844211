"""The same path in django-fsm-2: a Django model whose state changes by transitions, each with a history row, written
by the ORM in one transaction. It keeps no ledger, no duties and no promise."""

from __future__ import annotations

from typing import Any

from django.db import connection, models, transaction
from django_fsm import FSMField
from django_fsm import transition as fsm_transition


class FsmDossier(models.Model):
    """The state, and when and by whom it was last changed."""

    state = FSMField(default="new", protected=True)
    office_id = models.BigIntegerField(default=1)
    revision = models.IntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "bench"
        db_table = "bench_fsm_dossier"

    @fsm_transition(field=state, source="new", target="submit")
    def submit(self) -> None:
        self.revision += 1

    @fsm_transition(field=state, source="submit", target="accept")
    def accept(self) -> None:
        self.revision += 1

    @fsm_transition(field=state, source="accept", target="take_up")
    def take_up(self) -> None:
        self.revision += 1

    @fsm_transition(field=state, source="take_up", target="examine")
    def examine(self) -> None:
        self.revision += 1

    @fsm_transition(field=state, source="examine", target="register")
    def register(self) -> None:
        self.revision += 1

    @fsm_transition(field=state, source="register", target="sign")
    def sign(self) -> None:
        self.revision += 1

    @fsm_transition(field=state, source="sign", target="number")
    def number(self) -> None:
        self.revision += 1

    @fsm_transition(field=state, source="number", target="hand_over")
    def hand_over(self) -> None:
        self.revision += 1


class FsmHistory(models.Model):
    """Each transition that was made."""

    dossier = models.ForeignKey(FsmDossier, on_delete=models.PROTECT)
    name = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label = "bench"
        db_table = "bench_fsm_history"


class FsmCase:
    """One dossier."""

    def __init__(self, moment: Any) -> None:
        self.pk: int | None = None
        self.moment = moment

    def act(self, name: str) -> None:
        with transaction.atomic():
            if self.pk is None:
                dossier = FsmDossier()
            else:
                dossier = FsmDossier._default_manager.select_for_update().get(pk=self.pk)
            getattr(dossier, name)()
            dossier.changed_at = self.moment
            dossier.save()
            FsmHistory._default_manager.create(dossier=dossier, name=name, by="holding/12", at=self.moment)
        self.pk = dossier.pk


def make_tables() -> None:
    """As the owner."""
    with connection.schema_editor() as editor:
        editor.create_model(FsmDossier)
        editor.create_model(FsmHistory)
