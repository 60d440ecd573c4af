import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people allow, by scope; who dismissed a finding, why and until when; which findings a plan closes, and what an
 * automatic approval goes by; and the indexes by which one advisory or package is looked at across all projects.
 */
export class Policies1763800000012 implements MigrationInterface {
  readonly name = 'Policies1763800000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE policy (
        key text PRIMARY KEY,
        kind text NOT NULL,
        integration_id bigint REFERENCES integration ON DELETE CASCADE,
        group_path text,
        project_id bigint REFERENCES project ON DELETE CASCADE,
        fields jsonb NOT NULL,
        updated_at timestamptz NOT NULL,
        updated_by text NOT NULL
      );
      CREATE INDEX policy_group ON policy (integration_id) WHERE kind = 'GROUP';
      ALTER TABLE finding ADD COLUMN dismissal jsonb, ADD COLUMN dismissed_until timestamptz;
      CREATE INDEX finding_dismissed_until ON finding (dismissed_until) WHERE state = 'DISMISSED';
      CREATE INDEX finding_open_group ON finding (group_id, project_id) WHERE state IN ('OPEN', 'IN_PROGRESS');
      CREATE INDEX finding_open_package ON finding (ecosystem, package_name, project_id) WHERE state IN ('OPEN', 'IN_PROGRESS');
      CREATE INDEX finding_package ON finding (package_name, ecosystem);
      ALTER TABLE remediation_plan ADD COLUMN risk text, ADD COLUMN largest_step text NOT NULL DEFAULT 'MAJOR',
        ADD COLUMN introduced_count int NOT NULL DEFAULT 0;
      CREATE TABLE plan_finding (
        plan_id bigint NOT NULL REFERENCES remediation_plan ON DELETE CASCADE,
        finding_id bigint NOT NULL REFERENCES finding ON DELETE CASCADE,
        PRIMARY KEY (plan_id, finding_id)
      );
      CREATE INDEX plan_finding_finding ON plan_finding (finding_id);
      CREATE INDEX remediation_plan_project ON remediation_plan (project_id, state);
    `);
    await runner.query(`
      UPDATE remediation_plan SET introduced_count = jsonb_array_length(draft->'proof'->'introduced'),
        largest_step = coalesce((
          SELECT step FROM jsonb_array_elements(draft->'changes') AS change, coalesce(change->>'step', 'MAJOR') AS step
          ORDER BY array_position(ARRAY['NONE', 'PATCH', 'MINOR', 'PRERELEASE', 'MAJOR'], step) DESC NULLS FIRST LIMIT 1), 'NONE');
      INSERT INTO plan_finding (plan_id, finding_id)
      SELECT DISTINCT plan.id, finding.id
      FROM remediation_plan AS plan CROSS JOIN LATERAL jsonb_array_elements(plan.draft->'proof'->'fixed') AS fixed
      JOIN finding ON finding.project_id = plan.project_id
        AND finding.manifest_path || '|' || finding.ecosystem || '|' || finding.package_name || '|' || finding.group_id = fixed->>'key'
      WHERE NOT EXISTS (SELECT 1 FROM jsonb_array_elements(plan.draft->'proof'->'remaining') AS remaining
        WHERE remaining->>'key' = fixed->>'key');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX remediation_plan_project, finding_package, finding_open_package, finding_open_group;
      DROP TABLE plan_finding, policy;
      ALTER TABLE remediation_plan DROP COLUMN risk, DROP COLUMN largest_step, DROP COLUMN introduced_count;
      ALTER TABLE finding DROP COLUMN dismissal, DROP COLUMN dismissed_until;
    `);
  }
}
