import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells, at commit, what changed of what a page shows (channel `backline_change`, see `changes/change-events.store.ts`). A later
 * migration that adds a shown column calls `follow_changes` for its table again.
 */
export class Changes1763800000027 implements MigrationInterface {
  readonly name = 'Changes1763800000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FOLLOW);
    for (const followed of FOLLOWED)
      await runner.query('SELECT follow_changes($1, $2, $3, $4, $5, $6)', followed);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [, table] of FOLLOWED) {
      for (const when of ['inserted', 'updated', 'deleted'])
        await runner.query(`DROP TRIGGER ${table}_${when}_change ON ${table}`);
      await runner.query(`DROP FUNCTION publish_${table}_change`);
    }
    await runner.query('DROP FUNCTION follow_changes');
  }
}

/** Kind, table, its id and its project as events name them, columns that no page shows, what of those one does show. */
export const FOLLOWED: readonly (readonly [
  string,
  string,
  string,
  string,
  readonly string[],
  readonly string[],
])[] = [
  ['INTEGRATION', 'integration', 'id', 'null', [], []],
  [
    'PROJECT',
    'project',
    'id',
    'id',
    ['look_at', 'last_activity_at', 'parser_version', 'analysis'],
    [`analysis - 'registriesAskedAt'`],
  ],
  ['FINDINGS', 'finding', 'null', 'project_id', ['is_settled'], []],
  ['PLAN', 'remediation_plan', 'id', 'project_id', ['draft', 'edit_texts', 'pushed_commits'], []],
  [
    'MERGE_REQUEST',
    'merge_request',
    'id',
    'project_id',
    ['checked_at', 'next_look_at', 'quiet_looks', 'written_text', 'said', 'merge_tries'],
    [],
  ],
  ['POLICY', 'policy', 'null', 'project_id', [], []],
  // Every import and sync ends with a row here; their records are too many to be watched one by one.
  ['ADVISORIES', 'advisory_import', 'null', 'null', [], []],
  ['ADVISORIES', 'advisory_sync', 'null', 'null', ['archive_etag', 'list_etag'], []],
];

/**
 * A statement that changes more than 20 things tells one event without an id. Transition tables are small or large in turn while
 * the plan is kept: a nested loop over two large ones would be quadratic, so none is made.
 */
const FOLLOW = `
  CREATE FUNCTION follow_changes(kind text, table_name text, id text, project text, hidden text[], also text[])
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
    what := format($sql$SELECT %s is_now.%s::text AS id, is_now.%s::text AS project FROM $sql$,
      CASE WHEN id = 'null' THEN 'DISTINCT' END, id, project);
    what := replace(what, 'is_now.null', 'null');
    EXECUTE format($sql$
      CREATE OR REPLACE FUNCTION publish_%1$s_change() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off SET work_mem = '32MB' AS $trigger$
      DECLARE
        told text[];
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          told := ARRAY(SELECT json_build_object('kind', %2$L, 'id', changed.id, 'projectId', changed.project)::text
            FROM (%3$s new_rows AS is_now JOIN old_rows AS was USING (%4$I)
              WHERE (%5$s) IS DISTINCT FROM (%6$s) LIMIT 21) AS changed);
        ELSIF TG_OP = 'INSERT' THEN
          told := ARRAY(SELECT json_build_object('kind', %2$L, 'id', changed.id, 'projectId', changed.project)::text
            FROM (%3$s new_rows AS is_now LIMIT 21) AS changed);
        ELSE
          told := ARRAY(SELECT json_build_object('kind', %2$L, 'id', changed.id, 'projectId', changed.project)::text
            FROM (%3$s old_rows AS is_now LIMIT 21) AS changed);
        END IF;
        IF cardinality(told) > 20 THEN
          told := ARRAY[json_build_object('kind', %2$L, 'id', null, 'projectId', null)::text];
        END IF;
        FOR index IN 1 .. cardinality(told) LOOP
          PERFORM pg_notify('backline_change', told[index]);
        END LOOP;
        RETURN NULL;
      END
      $trigger$;
      CREATE OR REPLACE TRIGGER %1$s_inserted_change AFTER INSERT ON %1$I REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION publish_%1$s_change();
      CREATE OR REPLACE TRIGGER %1$s_updated_change AFTER UPDATE ON %1$I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION publish_%1$s_change();
      CREATE OR REPLACE TRIGGER %1$s_deleted_change AFTER DELETE ON %1$I REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION publish_%1$s_change();
    $sql$, table_name, kind, what, key, new_shown, old_shown);
  END
  $body$;
`;
