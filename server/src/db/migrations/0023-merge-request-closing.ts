import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How Backline is closing a merge request, known also where GitLab's answer to that is lost. */
export class MergeRequestClosing1763800000023 implements MigrationInterface {
  readonly name = 'MergeRequestClosing1763800000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE merge_request ADD COLUMN closing jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE merge_request DROP COLUMN closing');
  }
}
