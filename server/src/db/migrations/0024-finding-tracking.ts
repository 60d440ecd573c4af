import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a finding should be fixed, and how far the best plan that closes it has come (`FINDING_STAGES`, from 0). */
export class FindingTracking1763800000024 implements MigrationInterface {
  readonly name = 'FindingTracking1763800000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE finding ADD COLUMN due_at timestamptz, ADD COLUMN stage smallint NOT NULL DEFAULT 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE finding DROP COLUMN due_at, DROP COLUMN stage;');
  }
}
