import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes in the very form in which lists of findings are ordered and paged, whatever states are asked for. */
export class AddOrders1763800000005 implements MigrationInterface {
  readonly name = 'AddOrders1763800000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX finding_severity;
      CREATE INDEX finding_severity ON finding ((-severity_rank), (-coalesce(score, 0)), id);
      CREATE INDEX finding_first_seen ON finding (first_seen_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX finding_first_seen, finding_severity;
      CREATE INDEX finding_severity ON finding (severity_rank DESC, id) WHERE state IN ('OPEN', 'IN_PROGRESS');
    `);
  }
}
