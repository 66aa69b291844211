from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0009_correction"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="origin",
            field=models.TextField(help_text="code of the system that sent it; empty for what began here", null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="origin_number",
            field=models.TextField(help_text="its number in that system", null=True),
        ),
    ]
