from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0012_planned_hand_on"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="duty", name="dossiers_duty_step_idx"),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["office", "role", "step", "position", "due_at", "dossier", "number"],
                name="dossiers_duty_step_idx",
            ),
        ),
    ]
