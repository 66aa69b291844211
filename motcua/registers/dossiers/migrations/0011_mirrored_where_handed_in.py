from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0010_origin"),
        ("offices", "0002_hours_outages_and_notices"),
        ("people", "0003_one_time_codes_and_whys"),
        ("procedures", "0005_chains"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("mirrored_at__isnull", False)),
                fields=["received_office", "-mirrored_at", "-id"],
                name="dossiers_mirrored_in_idx",
            ),
        ),
    ]
