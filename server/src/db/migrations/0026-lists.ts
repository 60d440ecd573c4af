import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists order and filter by, and its indexes. */
export class Lists1763800000026 implements MigrationInterface {
  readonly name = 'Lists1763800000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE remediation_plan ADD COLUMN fix_weight bigint NOT NULL GENERATED ALWAYS AS (
        least(coalesce((fixed_counts->>'malicious')::bigint, 0), 999) * 1000000000000
        + least(coalesce((fixed_counts->>'critical')::bigint, 0), 999) * 1000000000
        + least(coalesce((fixed_counts->>'high')::bigint, 0), 999) * 1000000
        + least(coalesce((fixed_counts->>'medium')::bigint, 0), 999) * 1000
        + least(coalesce((fixed_counts->>'low')::bigint, 0) + coalesce((fixed_counts->>'none')::bigint, 0), 999)
      ) STORED;
      ALTER TABLE advisory ADD COLUMN published_at timestamptz, ADD COLUMN is_malicious boolean NOT NULL DEFAULT false;
      UPDATE advisory SET published_at = (record->>'publishedAt')::timestamptz,
        is_malicious = coalesce((record->>'isMalicious')::boolean, false);
      CREATE FUNCTION advisory_words(summary text) RETURNS tsvector IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT to_tsvector('simple', regexp_replace(lower(summary), '[^[:alnum:]]+', ' ', 'g'))
      $$;
      CREATE INDEX advisory_summary_words ON advisory USING gin (advisory_words(summary));
      CREATE INDEX advisory_published ON advisory ((coalesce(published_at, '-infinity')), id);
      CREATE INDEX advisory_severity ON advisory (severity_rank, (coalesce(published_at, '-infinity')), id);
      CREATE INDEX advisory_lower_id ON advisory (lower(id) COLLATE "C");
      CREATE INDEX advisory_alias_lower ON advisory_alias (lower(alias) COLLATE "C");
      DROP INDEX finding_risk;
      CREATE INDEX finding_risk ON finding ((-risk_score), (-severity_rank), id);
      CREATE INDEX finding_due_order ON finding ((coalesce(due_at, 'infinity')), id);
      CREATE INDEX finding_project_order ON finding (project_id, (-severity_rank), id);
      CREATE INDEX project_group_path ON project ((path COLLATE "C"));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX finding_risk;
      CREATE INDEX finding_risk ON finding (risk_score DESC, id) WHERE state IN ('OPEN', 'IN_PROGRESS');
      DROP INDEX finding_due_order, finding_project_order;
      DROP INDEX project_group_path, advisory_alias_lower, advisory_lower_id, advisory_summary_words;
      DROP FUNCTION advisory_words;
      ALTER TABLE advisory DROP COLUMN published_at, DROP COLUMN is_malicious;
      ALTER TABLE remediation_plan DROP COLUMN fix_weight;
    `);
  }
}
