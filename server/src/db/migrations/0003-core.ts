import type { MigrationInterface, QueryRunner } from 'typeorm';

const COUNTS = `'{"none":0,"low":0,"medium":0,"high":0,"critical":0,"malicious":0,"total":0}'`;

/** Accounts, integrations, the catalogue, inventories, findings, plans, merge requests, audit. */
export class Core1763800000003 implements MigrationInterface {
  readonly name = 'Core1763800000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX account_email ON account (lower(email));
      CREATE TABLE session (
        hash text PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE TABLE setup_token (hash text PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now());
      CREATE TABLE api_token (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        prefix text NOT NULL,
        hash text NOT NULL UNIQUE,
        scopes text[] NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      CREATE TABLE secret (
        place_table text NOT NULL,
        place_row text NOT NULL,
        place_column text NOT NULL,
        sealed text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (place_table, place_row, place_column)
      );
      CREATE TABLE audit_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor text NOT NULL,
        action text NOT NULL,
        message text NOT NULL,
        subject text,
        project_id bigint
      );
      CREATE INDEX audit_event_subject ON audit_event (subject, id DESC);
      CREATE INDEX audit_event_project ON audit_event (project_id, id DESC) WHERE project_id IS NOT NULL;
      CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$;
      CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
    `);
    await runner.query(`
      CREATE TABLE integration (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL DEFAULT 'GITLAB',
        name text NOT NULL,
        base_url text NOT NULL,
        state text NOT NULL,
        state_reason text,
        account_id bigint NOT NULL,
        account jsonb,
        gitlab_version text,
        token jsonb,
        warnings jsonb NOT NULL DEFAULT '[]',
        checks jsonb NOT NULL DEFAULT '[]',
        last_synced_at timestamptz,
        last_verified_at timestamptz,
        created_at timestamptz NOT NULL,
        UNIQUE (base_url, account_id)
      );
      CREATE TABLE project (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        integration_id bigint NOT NULL REFERENCES integration,
        gitlab_origin text NOT NULL,
        gitlab_project_id bigint NOT NULL,
        path text NOT NULL,
        name text NOT NULL,
        web_url text NOT NULL,
        git_url text NOT NULL,
        visibility text NOT NULL,
        default_branch text,
        access_level int,
        state text NOT NULL,
        reasons jsonb NOT NULL DEFAULT '[]',
        last_activity_at text,
        seen_sync text NOT NULL,
        analysis_state text NOT NULL DEFAULT 'NEVER',
        analysis_error jsonb,
        analysis jsonb,
        parser_version int,
        analyzed_at timestamptz,
        dependency_count int NOT NULL DEFAULT 0,
        problem_count int NOT NULL DEFAULT 0,
        open_findings jsonb NOT NULL DEFAULT ${COUNTS},
        risk bigint NOT NULL DEFAULT 0,
        UNIQUE (gitlab_origin, gitlab_project_id)
      );
      CREATE INDEX project_path ON project (path, id);
      CREATE INDEX project_risk ON project (risk DESC, id);
      CREATE INDEX project_analyzed ON project (analyzed_at DESC NULLS LAST, id);
      CREATE INDEX project_integration ON project (integration_id, id);
    `);
    await runner.query(`
      CREATE TABLE manifest_text (blob text PRIMARY KEY, content bytea NOT NULL);
      CREATE TABLE inventory (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        hash text NOT NULL UNIQUE,
        ecosystem text NOT NULL,
        format text NOT NULL,
        is_locked boolean NOT NULL,
        graph bytea NOT NULL,
        problems jsonb NOT NULL,
        dependency_count int NOT NULL
      );
      CREATE TABLE dependency (
        inventory_id bigint NOT NULL REFERENCES inventory ON DELETE CASCADE,
        package_version_id bigint NOT NULL REFERENCES package_version,
        is_direct boolean NOT NULL,
        scope text NOT NULL,
        PRIMARY KEY (inventory_id, package_version_id)
      );
      CREATE INDEX dependency_package_version ON dependency (package_version_id);
      CREATE TABLE manifest (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        project_id bigint NOT NULL REFERENCES project ON DELETE CASCADE,
        path text NOT NULL,
        inventory_id bigint NOT NULL REFERENCES inventory,
        inputs jsonb NOT NULL,
        UNIQUE (project_id, path)
      );
      CREATE INDEX manifest_inventory ON manifest (inventory_id);
      CREATE TABLE outdated_package (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        project_id bigint NOT NULL REFERENCES project ON DELETE CASCADE,
        facts jsonb NOT NULL
      );
      CREATE INDEX outdated_package_project ON outdated_package (project_id, id);
      CREATE TABLE finding (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        project_id bigint NOT NULL REFERENCES project ON DELETE CASCADE,
        manifest_path text NOT NULL,
        ecosystem text NOT NULL,
        package_name text NOT NULL,
        group_id text NOT NULL,
        versions text[] NOT NULL,
        state text NOT NULL,
        severity text NOT NULL,
        severity_rank smallint NOT NULL,
        score real,
        is_direct boolean NOT NULL,
        scope text NOT NULL,
        paths jsonb NOT NULL,
        fixed_versions text[] NOT NULL,
        because text NOT NULL,
        plan_id bigint,
        unfixed_reason jsonb,
        first_seen_at timestamptz NOT NULL,
        fixed_at timestamptz,
        UNIQUE (project_id, manifest_path, ecosystem, package_name, group_id)
      );
      CREATE INDEX finding_severity ON finding (severity_rank DESC, id) WHERE state IN ('OPEN', 'IN_PROGRESS');
      CREATE INDEX finding_group ON finding (group_id);
      CREATE INDEX finding_plan ON finding (plan_id);
    `);
    await runner.query(`
      CREATE TABLE remediation_plan (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        project_id bigint NOT NULL REFERENCES project ON DELETE CASCADE,
        kind text NOT NULL,
        plan_group text NOT NULL,
        revision int NOT NULL,
        title text NOT NULL,
        state text NOT NULL,
        state_reason text,
        digest text NOT NULL,
        target_branch text NOT NULL,
        base_commit text NOT NULL,
        branch_name text NOT NULL,
        draft jsonb NOT NULL,
        fixed_counts jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        proved_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by text,
        failure jsonb,
        pushed_commit text,
        UNIQUE (project_id, kind, plan_group, revision)
      );
      CREATE INDEX remediation_plan_state ON remediation_plan (state, id DESC);
      CREATE TABLE merge_request (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        project_id bigint NOT NULL REFERENCES project ON DELETE CASCADE,
        plan_id bigint NOT NULL REFERENCES remediation_plan,
        iid int NOT NULL,
        title text NOT NULL,
        web_url text NOT NULL,
        source_branch text NOT NULL,
        target_branch text NOT NULL,
        state text NOT NULL,
        detailed_merge_status text NOT NULL,
        has_conflicts boolean NOT NULL,
        head_commit text,
        pipeline_status text,
        pipeline_url text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        checked_at timestamptz NOT NULL,
        merged_at timestamptz,
        closed_at timestamptz,
        UNIQUE (project_id, iid)
      );
      CREATE INDEX merge_request_plan ON merge_request (plan_id);
      CREATE INDEX merge_request_open ON merge_request (project_id) WHERE state IN ('OPENED', 'LOCKED');
      CREATE TABLE idempotency_key (
        actor text NOT NULL,
        operation text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        result_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (actor, operation, key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_key, merge_request, remediation_plan, finding, outdated_package, manifest, dependency,
        inventory, manifest_text, project, integration, audit_event, secret, api_token, setup_token, session, account;
      DROP FUNCTION audit_event_is_append_only;
    `);
  }
}
