"""Drafts made from the national portal's records: each stays as it was imported."""

from __future__ import annotations

import django.db.models.functions.datetime
from django.db import migrations, models

STAYS = """
COMMENT ON TABLE procedures_draft IS 'append-only: what the national portal published of a procedure, as a draft';

CREATE FUNCTION procedures_draft_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'procedures_draft is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER procedures_draft_keep_rows BEFORE UPDATE OR DELETE ON procedures_draft
    FOR EACH ROW EXECUTE FUNCTION procedures_draft_refuse();
CREATE TRIGGER procedures_draft_keep_table BEFORE TRUNCATE ON procedures_draft
    FOR EACH STATEMENT EXECUTE FUNCTION procedures_draft_refuse();
ALTER TABLE procedures_draft ENABLE ALWAYS TRIGGER procedures_draft_keep_rows;
ALTER TABLE procedures_draft ENABLE ALWAYS TRIGGER procedures_draft_keep_table;
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "code",
                    models.TextField(db_collation="C", help_text="as published; not always of the national pattern"),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="1 for the first record of this code, 2 for the next, …"),
                ),
                ("name", models.TextField()),
                ("text", models.TextField(help_text="the draft: YAML in the file format")),
                (
                    "sha256",
                    models.TextField(
                        help_text="of the published record in canonical form; the record itself is not kept"
                    ),
                ),
                ("source", models.TextField(help_text="the name of the file it came from")),
                ("line", models.PositiveIntegerField(help_text="on which line of that file")),
                ("doubts", models.JSONField(help_text="list of {kind, place, says, advice}")),
                ("imported_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "procedures_draft",
                "constraints": [
                    models.UniqueConstraint(fields=("code", "number"), name="procedures_draft_number"),
                ],
            },
        ),
        migrations.RunSQL(STAYS, "DROP FUNCTION procedures_draft_refuse() CASCADE;"),
    ]
