"""What Django's models cannot say: the log of sights is append-only, and names are found by their words."""

from __future__ import annotations

from django.db import migrations

APPEND_ONLY = """
COMMENT ON TABLE people_sight IS 'append-only: who looked at whose personal data, when and where';

CREATE FUNCTION people_sight_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'people_sight is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER people_sight_keep_rows BEFORE UPDATE OR DELETE ON people_sight
    FOR EACH ROW EXECUTE FUNCTION people_sight_refuse();
CREATE TRIGGER people_sight_keep_table BEFORE TRUNCATE ON people_sight
    FOR EACH STATEMENT EXECUTE FUNCTION people_sight_refuse();
ALTER TABLE people_sight ENABLE ALWAYS TRIGGER people_sight_keep_rows;
ALTER TABLE people_sight ENABLE ALWAYS TRIGGER people_sight_keep_table;
"""

WORDS = "CREATE INDEX people_person_words ON people_person USING gin (to_tsvector('simple', name_folded));"


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION people_sight_refuse() CASCADE;"),
        migrations.RunSQL(WORDS, "DROP INDEX people_person_words;"),
    ]
