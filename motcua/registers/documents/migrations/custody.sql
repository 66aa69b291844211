-- The turns of an original are one chain: numbered from 1, each beginning when the one before it ended, only the last
-- open. Looked at when the transaction ends, for a change of hands is two rows.
CREATE FUNCTION documents_custody_is_one_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched documents_custody := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF EXISTS (
        SELECT FROM (
            SELECT turn, since, until,
                   row_number() OVER chain AS place,
                   lag(until) OVER chain AS before_it,
                   lead(turn) OVER chain IS NULL AS is_last
            FROM documents_custody
            WHERE subject = touched.subject AND paper = touched.paper AND original = touched.original
            WINDOW chain AS (ORDER BY turn)
        ) AS turns
        WHERE turn <> place OR (turn > 1 AND since IS DISTINCT FROM before_it) OR (until IS NULL) <> is_last
    ) THEN
        RAISE EXCEPTION 'an original has not exactly one holder: %, %, %',
            touched.subject, touched.paper, touched.original
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'documents_custody_is_one_chain';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER documents_custody_is_one_chain
    AFTER INSERT OR UPDATE OR DELETE ON documents_custody
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION documents_custody_is_one_chain();

-- What names an original, and a turn that has ended, are not written over.
CREATE FUNCTION documents_custody_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.until IS NOT NULL
       OR (NEW.subject, NEW.paper, NEW.original, NEW.turn, NEW.holder_kind, NEW.since)
          IS DISTINCT FROM (OLD.subject, OLD.paper, OLD.original, OLD.turn, OLD.holder_kind, OLD.since)
       OR NEW.holder_office_id IS DISTINCT FROM OLD.holder_office_id THEN
        RAISE EXCEPTION 'a turn of custody may only be ended, once'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'documents_custody_only_ends';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER documents_custody_only_ends
    BEFORE UPDATE ON documents_custody
    FOR EACH ROW EXECUTE FUNCTION documents_custody_only_ends();
