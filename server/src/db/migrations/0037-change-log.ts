import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Changes1763800000027, FOLLOWED } from './0027-changes.js';

/**
 * Keeps what changed for a day, so that readers who lost their connection can go on (`changes/change-log.store.ts`). The triggers of
 * migration 0027 write it; a notification without content says that there is something new. Jobs are kept row by row.
 */
export class ChangeLog1763800000037 implements MigrationInterface {
  readonly name = 'ChangeLog1763800000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(FOLLOW);
    for (const followed of FOLLOWED)
      await runner.query('SELECT follow_changes($1, $2, $3, $4, $5, $6)', followed);
    await runner.query(JOBS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER job_inserted_change ON job;
      DROP TRIGGER job_updated_change ON job;
      DROP FUNCTION log_job_change, log_new_jobs;
    `);
    for (const [, table] of FOLLOWED) {
      for (const when of ['inserted', 'updated', 'deleted'])
        await runner.query(`DROP TRIGGER ${table}_${when}_change ON ${table}`);
      await runner.query(`DROP FUNCTION publish_${table}_change`);
    }
    await runner.query('DROP FUNCTION follow_changes, change_statement');
    await runner.query('DROP TABLE change_log, change_log_state');
    await new Changes1763800000027().up(runner);
  }
}

/**
 * `xact` says which snapshots see a row, `seq` which of two changes of one object came first: it is given while the object is locked.
 * `forgotten` is the newest transaction of which something was removed; `server` tells one database server from another.
 */
const TABLES = `
  CREATE TABLE change_log (
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    op "char" NOT NULL,
    object_id bigint,
    project_id bigint,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (xact, seq)
  );
  CREATE TABLE change_log_state (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    server text NOT NULL DEFAULT '',
    forgotten xid8 NOT NULL DEFAULT '0'
  );
  INSERT INTO change_log_state DEFAULT VALUES;
`;

/**
 * Objects that a reader may follow alone are kept one by one. Of the other kinds a statement that changes more than 20 things is one
 * change without an id. Transition tables are small or large in turn while the plan is kept: no nested loop, which would be quadratic.
 */
const FOLLOW = `
  CREATE FUNCTION change_statement(kind text, op text, source text) RETURNS text LANGUAGE sql AS $body$
    SELECT CASE WHEN kind IN ('INTEGRATION', 'PLAN', 'MERGE_REQUEST') THEN format(
      'INSERT INTO change_log (kind, op, object_id, project_id) SELECT %L, %L, changed.id, changed.project FROM (%s) AS changed',
      kind, op, source)
    ELSE format(
      'WITH changed AS MATERIALIZED (%1$s LIMIT 21), counted AS (SELECT count(*) AS many FROM changed)
       INSERT INTO change_log (kind, op, object_id, project_id)
       SELECT %2$L, %3$L::"char", changed.id, changed.project FROM changed CROSS JOIN counted WHERE many <= 20
       UNION ALL SELECT %2$L, %3$L::"char", null, null FROM counted WHERE many > 20',
      source, kind, op) END
  $body$;
  CREATE OR REPLACE FUNCTION follow_changes(kind text, table_name text, id text, project text, hidden text[], also text[])
  RETURNS void LANGUAGE plpgsql AS $body$
  DECLARE
    key text;
    old_shown text;
    new_shown text;
    what text;
  BEGIN
    SELECT attribute.attname INTO key FROM pg_index
    JOIN pg_attribute attribute ON attrelid = indrelid AND attnum = indkey[0]
    WHERE indrelid = table_name::regclass AND indisprimary;
    SELECT string_agg(format('was.%I', attname), ', ' ORDER BY attnum), string_agg(format('is_now.%I', attname), ', ' ORDER BY attnum)
    INTO old_shown, new_shown FROM pg_attribute
    WHERE attrelid = table_name::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL (hidden);
    FOR index IN 1 .. coalesce(array_length(also, 1), 0) LOOP
      old_shown := old_shown || ', was.' || also[index];
      new_shown := new_shown || ', is_now.' || also[index];
    END LOOP;
    what := format($sql$SELECT %s is_now.%s::bigint AS id, is_now.%s::bigint AS project FROM $sql$,
      CASE WHEN id = 'null' THEN 'DISTINCT' END, id, project);
    what := replace(what, 'is_now.null', 'null');
    EXECUTE format($sql$
      CREATE OR REPLACE FUNCTION publish_%1$s_change() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off SET work_mem = '32MB' AS $trigger$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          %2$s;
        ELSIF TG_OP = 'INSERT' THEN
          %3$s;
        ELSE
          %4$s;
        END IF;
        IF FOUND THEN
          PERFORM pg_notify('backline_change', '');
        END IF;
        RETURN NULL;
      END
      $trigger$;
      CREATE OR REPLACE TRIGGER %1$s_inserted_change AFTER INSERT ON %1$I REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION publish_%1$s_change();
      CREATE OR REPLACE TRIGGER %1$s_updated_change AFTER UPDATE ON %1$I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION publish_%1$s_change();
      CREATE OR REPLACE TRIGGER %1$s_deleted_change AFTER DELETE ON %1$I REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION publish_%1$s_change();
    $sql$, table_name,
      change_statement(kind, 'U', format('%snew_rows AS is_now JOIN old_rows AS was USING (%I) WHERE (%s) IS DISTINCT FROM (%s)',
        what, key, new_shown, old_shown)),
      change_statement(kind, CASE WHEN id = 'null' THEN 'U' ELSE 'C' END, what || 'new_rows AS is_now'),
      change_statement(kind, CASE WHEN id = 'null' THEN 'U' ELSE 'D' END, what || 'old_rows AS is_now'));
  END
  $body$;
`;

/** A job's own notification (migration 0001) says that there is something new. */
const JOBS = `
  CREATE FUNCTION log_job_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO change_log (kind, op, object_id) VALUES ('JOB', 'U', new.id);
    RETURN NULL;
  END
  $$;
  CREATE FUNCTION log_new_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO change_log (kind, op, object_id) SELECT 'JOB', 'C', id FROM new_rows;
    RETURN NULL;
  END
  $$;
  CREATE TRIGGER job_inserted_change AFTER INSERT ON job REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log_new_jobs();
  CREATE TRIGGER job_updated_change AFTER UPDATE OF state, progress, is_cancel_requested ON job FOR EACH ROW
    WHEN (old.state IS DISTINCT FROM new.state OR old.progress IS DISTINCT FROM new.progress
      OR old.is_cancel_requested IS DISTINCT FROM new.is_cancel_requested)
    EXECUTE FUNCTION log_job_change();
`;
