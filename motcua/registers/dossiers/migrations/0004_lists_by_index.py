"""Every list of open duties has an index of its own order: all of a role, one step, answers to consultations."""

from __future__ import annotations

from django.db import migrations, models

OPEN = models.Q(closed_at__isnull=True)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0003_codes_asked_in_full"),
        ("offices", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=OPEN,
                fields=["office", "role", "position", "due_at", "dossier", "number"],
                name="dossiers_duty_due_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=OPEN,
                fields=["office", "role", "position", "step", "due_at", "dossier", "number"],
                name="dossiers_duty_step_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=OPEN & models.Q(step__contains="@"),
                fields=["office", "role", "due_at", "dossier", "number"],
                name="dossiers_duty_asked_idx",
            ),
        ),
        migrations.RemoveIndex(model_name="duty", name="dossiers_duty_open_idx"),
    ]
