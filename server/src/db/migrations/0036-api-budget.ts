import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each principal may still spend on the API. Unlogged: a charge waits for no disk, and after a crash of Postgres every budget is full
 * again, which costs nobody anything. Half of each page is left free, so that a charge touches no index.
 */
export class ApiBudget1763800000036 implements MigrationInterface {
  readonly name = 'ApiBudget1763800000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE api_budget (
        principal text PRIMARY KEY,
        remaining double precision NOT NULL,
        counted_at timestamptz NOT NULL
      ) WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_budget');
  }
}
