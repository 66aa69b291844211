"""How the holder of a position signs (NĐ 30/2020/NĐ-CP, Annex I), and by what paper."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0003_superiors_and_staff_files")]

    operations = [
        migrations.AddField(
            model_name="holding",
            name="capacity",
            field=models.TextField(
                default="own", db_default="own", db_comment="how the holder signs, of rules.signature_block.Capacity"
            ),
        ),
        migrations.AddField(
            model_name="holding",
            name="paper",
            field=models.TextField(
                default="", db_default="", db_comment="number and day of the paper that entrusts it"
            ),
        ),
    ]
