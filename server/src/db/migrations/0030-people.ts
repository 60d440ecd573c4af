import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles, invitations, and who made an API token. Whoever has an account already may go on doing everything. */
export class People1763800000030 implements MigrationInterface {
  readonly name = 'People1763800000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account ADD COLUMN role text NOT NULL DEFAULT 'ADMIN'
        CHECK (role IN ('VIEWER', 'APPROVER', 'ADMIN'));
      ALTER TABLE account ALTER COLUMN role DROP DEFAULT;
      CREATE INDEX session_account ON session (account_id);
      ALTER TABLE api_token ADD COLUMN account_id bigint REFERENCES account ON DELETE SET NULL;
      CREATE INDEX api_token_account ON api_token (account_id);
      UPDATE api_token SET account_id = maker.id FROM (
        SELECT name, min(id) AS id FROM account GROUP BY name HAVING count(*) = 1
      ) AS maker WHERE maker.name = api_token.created_by;
      CREATE TABLE account_invitation (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        role text NOT NULL CHECK (role IN ('VIEWER', 'APPROVER', 'ADMIN')),
        hash text NOT NULL UNIQUE,
        invited_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX account_invitation_email ON account_invitation (lower(email));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE account_invitation;
      ALTER TABLE api_token DROP COLUMN account_id;
      DROP INDEX session_account;
      ALTER TABLE account DROP COLUMN role;
    `);
  }
}
