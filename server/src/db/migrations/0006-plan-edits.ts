import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The new texts of a plan's edits in a column of their own, which only opening reads; every commit that was pushed for a
 * plan, not only the last; and the number of its changes, which lists show.
 */
export class SplitPlanEdits1763800000006 implements MigrationInterface {
  readonly name = 'SplitPlanEdits1763800000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE remediation_plan
        ADD COLUMN edit_texts jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN change_count int NOT NULL DEFAULT 0,
        ADD COLUMN pushed_commits text[] NOT NULL DEFAULT '{}';
      UPDATE remediation_plan SET
        edit_texts = coalesce((
          SELECT jsonb_agg(edit.value - 'diff' ORDER BY edit.ordinality)
          FROM jsonb_array_elements(draft->'edits') WITH ORDINALITY AS edit), '[]'),
        draft = jsonb_set(draft, '{edits}', coalesce((
          SELECT jsonb_agg(edit.value - 'newText' ORDER BY edit.ordinality)
          FROM jsonb_array_elements(draft->'edits') WITH ORDINALITY AS edit), '[]')),
        change_count = jsonb_array_length(draft->'changes'),
        pushed_commits = array_remove(ARRAY[pushed_commit], NULL);
      ALTER TABLE remediation_plan DROP COLUMN pushed_commit;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE remediation_plan ADD COLUMN pushed_commit text;
      UPDATE remediation_plan SET
        draft = jsonb_set(draft, '{edits}', coalesce((
          SELECT jsonb_agg(edit.value || coalesce(edit_texts->(edit.ordinality::int - 1), '{}') ORDER BY edit.ordinality)
          FROM jsonb_array_elements(draft->'edits') WITH ORDINALITY AS edit), '[]')),
        pushed_commit = pushed_commits[cardinality(pushed_commits)];
      ALTER TABLE remediation_plan DROP COLUMN edit_texts, DROP COLUMN change_count, DROP COLUMN pushed_commits;
    `);
  }
}
