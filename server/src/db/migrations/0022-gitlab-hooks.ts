import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks that Backline made in projects of GitLab, and the deliveries that it took lately, so that each counts once. */
export class GitLabHooks1763800000022 implements MigrationInterface {
  readonly name = 'GitLabHooks1763800000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE gitlab_hook (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        project_id bigint NOT NULL UNIQUE REFERENCES project ON DELETE CASCADE,
        integration_id bigint NOT NULL REFERENCES integration ON DELETE CASCADE,
        public_id text NOT NULL UNIQUE,
        gitlab_hook_id bigint,
        state text NOT NULL DEFAULT 'MAKING'
          CHECK (state IN ('MAKING', 'ACTIVE', 'DISABLED', 'FAILED', 'REMOVING')),
        problem text,
        last_event_at timestamptz,
        checked_at timestamptz,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX gitlab_hook_integration ON gitlab_hook (integration_id, checked_at);
      CREATE TABLE gitlab_hook_delivery (
        hook_id bigint NOT NULL REFERENCES gitlab_hook ON DELETE CASCADE,
        key text NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (hook_id, key)
      );
      CREATE INDEX gitlab_hook_delivery_received ON gitlab_hook_delivery (received_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE gitlab_hook_delivery, gitlab_hook');
  }
}
