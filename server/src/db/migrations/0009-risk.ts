import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is known of attacks, by CVE; each finding's risk with its parts, and whether its project was looked at since the
 * finding was opened.
 */
export class AddRisk1763800000009 implements MigrationInterface {
  readonly name = 'AddRisk1763800000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exploit_score (
        cve text PRIMARY KEY,
        epss real,
        percentile real,
        exploited_since date,
        is_ransomware boolean NOT NULL DEFAULT false
      );
      CREATE TABLE exploit_import (
        kind text PRIMARY KEY,
        source text NOT NULL,
        imported_at timestamptz NOT NULL,
        scores integer NOT NULL
      );
      ALTER TABLE finding ADD COLUMN risk_score smallint NOT NULL DEFAULT 0, ADD COLUMN risk_parts jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN is_settled boolean NOT NULL DEFAULT true;
      CREATE INDEX finding_risk ON finding (risk_score DESC, id) WHERE state IN ('OPEN', 'IN_PROGRESS');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE finding DROP COLUMN risk_score, DROP COLUMN risk_parts, DROP COLUMN is_settled;
      DROP TABLE exploit_score, exploit_import;
    `);
  }
}
