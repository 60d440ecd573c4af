import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Findings of one severity and score stand by their risk. */
export class SeverityOrder1763800000029 implements MigrationInterface {
  readonly name = 'SeverityOrder1763800000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX finding_severity;
      CREATE INDEX finding_severity ON finding ((-severity_rank), (-coalesce(score, 0)), (-risk_score), id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX finding_severity;
      CREATE INDEX finding_severity ON finding ((-severity_rank), (-coalesce(score, 0)), id);
    `);
  }
}
