import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the head of each project is to be looked at next; what it is a fork of. Syncs no longer mark what they saw. */
export class ProjectLooks1763800000021 implements MigrationInterface {
  readonly name = 'ProjectLooks1763800000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE project
        ADD COLUMN look_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN forked_from_id bigint,
        DROP COLUMN seen_sync;
      CREATE INDEX project_look ON project (look_at) WHERE state <> 'UNAVAILABLE';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE project DROP COLUMN look_at, DROP COLUMN forked_from_id,
        ADD COLUMN seen_sync text NOT NULL DEFAULT '';
    `);
  }
}
