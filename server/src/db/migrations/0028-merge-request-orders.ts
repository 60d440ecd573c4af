import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of merge requests by when they last changed. */
export class MergeRequestOrders1763800000028 implements MigrationInterface {
  readonly name = 'MergeRequestOrders1763800000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX merge_request_updated ON merge_request (updated_at DESC, id DESC)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX merge_request_updated');
  }
}
