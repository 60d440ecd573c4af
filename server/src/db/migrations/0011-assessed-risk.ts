import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The EPSS score by which findings were assessed last; and a quick look for open findings that never were. */
export class AssessedRisk1763800000011 implements MigrationInterface {
  readonly name = 'AssessedRisk1763800000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE exploit_score ADD COLUMN announced_epss real;
      UPDATE exploit_score SET announced_epss = epss WHERE epss IS NOT NULL;
      CREATE INDEX finding_not_assessed ON finding (project_id)
        WHERE risk_parts = '[]'::jsonb AND state IN ('OPEN', 'IN_PROGRESS');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX finding_not_assessed;
      ALTER TABLE exploit_score DROP COLUMN announced_epss;
    `);
  }
}
