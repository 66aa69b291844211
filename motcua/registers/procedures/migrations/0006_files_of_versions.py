"""The files beside a published procedure, and the decision that announces it."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

STAYS = """
CREATE FUNCTION procedures_version_file_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'procedures_version_file: what was published stays as it is, % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER procedures_version_file_keep_rows BEFORE UPDATE OR DELETE ON procedures_version_file
    FOR EACH ROW EXECUTE FUNCTION procedures_version_file_refuse();
CREATE TRIGGER procedures_version_file_keep_table BEFORE TRUNCATE ON procedures_version_file
    FOR EACH STATEMENT EXECUTE FUNCTION procedures_version_file_refuse();
ALTER TABLE procedures_version_file ENABLE ALWAYS TRIGGER procedures_version_file_keep_rows;
ALTER TABLE procedures_version_file ENABLE ALWAYS TRIGGER procedures_version_file_keep_table;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_came_as"), ("procedures", "0005_chains")]

    operations = [
        migrations.AddField(
            model_name="version",
            name="decision_document",
            field=models.ForeignKey(
                db_index=False,
                help_text="the decision that announces it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.CreateModel(
            name="VersionFile",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "version_id", "name", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.TextField(help_text="examples.yaml, print/certificate.typ")),
                ("text", models.TextField()),
                ("sha256", models.TextField(help_text="of the text in UTF-8")),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="procedures.version",
                    ),
                ),
            ],
            options={"db_table": "procedures_version_file"},
        ),
        migrations.RunSQL(STAYS, "DROP FUNCTION procedures_version_file_refuse() CASCADE;"),
    ]
