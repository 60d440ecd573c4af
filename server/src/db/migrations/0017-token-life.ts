import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens to the token of an integration over time, and the second way to connect: GitLab's consent page. */
export class TokenLife1763800000017 implements MigrationInterface {
  readonly name = 'TokenLife1763800000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integration_token (
        integration_id bigint PRIMARY KEY REFERENCES integration ON DELETE CASCADE,
        warned_days int,
        heard_at timestamptz,
        rotation_started_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE gitlab_application (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        base_url text NOT NULL,
        client_id text NOT NULL,
        proxy_url text,
        ca_pem text,
        created_at timestamptz NOT NULL,
        UNIQUE (base_url, client_id)
      )`);
    await runner.query(`
      CREATE TABLE gitlab_consent (
        state_hash text PRIMARY KEY,
        application_id bigint NOT NULL REFERENCES gitlab_application ON DELETE CASCADE,
        session_hash text NOT NULL,
        redirect_uri text NOT NULL,
        name text,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE gitlab_grant (
        integration_id bigint PRIMARY KEY REFERENCES integration ON DELETE CASCADE,
        application_id bigint NOT NULL REFERENCES gitlab_application,
        redirect_uri text NOT NULL,
        expires_at timestamptz NOT NULL,
        renewed_at timestamptz NOT NULL,
        lease_until timestamptz,
        is_answer_lost boolean NOT NULL DEFAULT false
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE gitlab_grant, gitlab_consent, gitlab_application, integration_token');
  }
}
