import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Advisories, their groups, imports and syncs; package versions and what matches them. */
export class CreateAdvisories1763800000002 implements MigrationInterface {
  readonly name = 'CreateAdvisories1763800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE advisory_group (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        ids text[] NOT NULL,
        primary_id text NOT NULL,
        severity text NOT NULL,
        severity_rank smallint NOT NULL,
        score real,
        summary text NOT NULL,
        merged_into bigint REFERENCES advisory_group
      );
      CREATE TABLE advisory (
        id text PRIMARY KEY,
        group_id bigint NOT NULL REFERENCES advisory_group,
        modified_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        severity text NOT NULL,
        severity_rank smallint NOT NULL,
        score real,
        summary text NOT NULL,
        reading smallint NOT NULL,
        is_from_archive boolean NOT NULL,
        record jsonb NOT NULL,
        stored_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX advisory_modified ON advisory (modified_at DESC, id DESC);
      CREATE INDEX advisory_group_id ON advisory (group_id);
      CREATE TABLE advisory_alias (
        alias text NOT NULL,
        advisory_id text NOT NULL REFERENCES advisory ON DELETE CASCADE,
        PRIMARY KEY (alias, advisory_id)
      );
      CREATE INDEX advisory_alias_advisory ON advisory_alias (advisory_id);
      CREATE TABLE advisory_group_name (
        name text PRIMARY KEY,
        group_id bigint NOT NULL REFERENCES advisory_group
      );
      CREATE INDEX advisory_group_name_group ON advisory_group_name (group_id);
      CREATE TABLE advisory_affected (
        ecosystem text NOT NULL,
        name text NOT NULL,
        advisory_id text NOT NULL REFERENCES advisory ON DELETE CASCADE,
        is_withdrawn boolean NOT NULL,
        entries jsonb NOT NULL,
        PRIMARY KEY (ecosystem, name, advisory_id)
      );
      CREATE INDEX advisory_affected_advisory ON advisory_affected (advisory_id);
      CREATE TABLE advisory_pending_package (
        ecosystem text NOT NULL,
        name text NOT NULL,
        is_forced boolean NOT NULL,
        PRIMARY KEY (ecosystem, name)
      );
    `);
    await runner.query(`
      CREATE TABLE advisory_import (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source text NOT NULL,
        state text NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        counts jsonb NOT NULL,
        problems jsonb NOT NULL DEFAULT '[]',
        error text
      );
      CREATE TABLE advisory_sync (
        ecosystem text PRIMARY KEY,
        archive_etag text,
        list_etag text,
        newest_modified text,
        last_archive_at timestamptz,
        last_sync_at timestamptz,
        error text
      );
    `);
    await runner.query(`
      CREATE TABLE package_version (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        ecosystem text NOT NULL,
        name text NOT NULL,
        version text NOT NULL,
        match_name text NOT NULL,
        matched_by smallint NOT NULL DEFAULT 0,
        UNIQUE (ecosystem, name, version)
      );
      CREATE INDEX package_version_match_name ON package_version (ecosystem, match_name);
      CREATE TABLE package_match (
        package_version_id bigint NOT NULL REFERENCES package_version ON DELETE CASCADE,
        advisory_id text NOT NULL REFERENCES advisory ON DELETE CASCADE,
        because text NOT NULL,
        fixed jsonb NOT NULL,
        PRIMARY KEY (package_version_id, advisory_id)
      );
      CREATE INDEX package_match_advisory ON package_match (advisory_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE package_match, package_version, advisory_sync, advisory_import, advisory_pending_package,
        advisory_affected, advisory_group_name, advisory_alias, advisory, advisory_group;
    `);
  }
}
