"""What Django's models cannot say: no two versions in force at once, and a published version stays as it is."""

from __future__ import annotations

from django.db import migrations

ONE_IN_FORCE = """
ALTER TABLE procedures_version ADD CONSTRAINT procedures_version_one_in_force EXCLUDE USING gist (
    int8range(procedure_id, procedure_id, '[]') WITH =,
    daterange(valid_from, valid_to, '[]') WITH &&
);
"""

STAYS = """
COMMENT ON TABLE procedures_version IS
    'a published version stays as it is; only an open last day may be set, once, by a successor';

CREATE FUNCTION procedures_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL
            AND to_jsonb(NEW) - 'valid_to' = to_jsonb(OLD) - 'valid_to' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'procedures_version: a published version stays as it is, % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER procedures_version_keep_rows BEFORE UPDATE OR DELETE ON procedures_version
    FOR EACH ROW EXECUTE FUNCTION procedures_version_refuse();
CREATE TRIGGER procedures_version_keep_table BEFORE TRUNCATE ON procedures_version
    FOR EACH STATEMENT EXECUTE FUNCTION procedures_version_refuse();
ALTER TABLE procedures_version ENABLE ALWAYS TRIGGER procedures_version_keep_rows;
ALTER TABLE procedures_version ENABLE ALWAYS TRIGGER procedures_version_keep_table;
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]

    operations = [
        migrations.RunSQL(
            ONE_IN_FORCE, "ALTER TABLE procedures_version DROP CONSTRAINT procedures_version_one_in_force;"
        ),
        migrations.RunSQL(STAYS, "DROP FUNCTION procedures_version_refuse() CASCADE;"),
    ]
