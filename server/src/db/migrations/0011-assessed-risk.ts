import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The EPSS score by which findings were assessed last. What was open before there were risks is assessed once: a
 * `refresh-findings` job for each project within reach that has such a finding.
 */
export class AssessedRisk1763800000011 implements MigrationInterface {
  readonly name = 'AssessedRisk1763800000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE exploit_score ADD COLUMN announced_epss real;
      UPDATE exploit_score SET announced_epss = epss WHERE epss IS NOT NULL;
      WITH due AS (
        SELECT id, 'integration:' || integration_id AS lane FROM project
        WHERE state <> 'UNAVAILABLE' AND id IN (
          SELECT project_id FROM finding WHERE state IN ('OPEN', 'IN_PROGRESS') AND risk_parts = '[]')
      ), lanes AS (
        INSERT INTO job_lane (lane) SELECT DISTINCT lane FROM due ON CONFLICT DO NOTHING
      )
      INSERT INTO job (name, payload, lane, subject, priority, run_at, is_due, dedupe_key, max_attempts, backoff_ms)
      SELECT 'refresh-findings', jsonb_build_object('projectId', id::text), lane, 'project:' || id, 90, now(), true,
        'refresh:' || id, 4, 2000
      FROM due ORDER BY id
      ON CONFLICT (name, dedupe_key) WHERE state = 'QUEUED' AND dedupe_key IS NOT NULL DO NOTHING;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE exploit_score DROP COLUMN announced_epss');
  }
}
