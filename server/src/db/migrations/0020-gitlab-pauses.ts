import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when nobody may ask a GitLab with a token; the key is a hash of both. */
export class GitLabPauses1763800000020 implements MigrationInterface {
  readonly name = 'GitLabPauses1763800000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE gitlab_pause (
        key text PRIMARY KEY,
        paused_until timestamptz NOT NULL,
        reason text NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE gitlab_pause');
  }
}
