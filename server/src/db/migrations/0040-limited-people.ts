import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people, invitations and API tokens are limited to: a list of integrations and groups, or NULL for no limit. */
export class LimitedPeople1763800000040 implements MigrationInterface {
  readonly name = 'LimitedPeople1763800000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(
        `ALTER TABLE ${table} ADD COLUMN limited_to jsonb CHECK (jsonb_typeof(limited_to) = 'array')`,
      );
    await runner.query(`
      ALTER TABLE account ADD CONSTRAINT account_administers_everything CHECK (role <> 'ADMIN' OR limited_to IS NULL);
      ALTER TABLE account_invitation ADD CONSTRAINT invitation_administers_everything CHECK (role <> 'ADMIN' OR limited_to IS NULL);
      ALTER TABLE api_token ADD CONSTRAINT token_administers_everything CHECK (NOT 'ADMIN' = ANY (scopes) OR limited_to IS NULL);
      DROP TRIGGER api_token_changed ON api_token;
      CREATE TRIGGER api_token_changed AFTER UPDATE OF revoked_at, scopes, expires_at, limited_to ON api_token FOR EACH ROW
        WHEN (old IS DISTINCT FROM new) EXECUTE FUNCTION tell_ended_access();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER api_token_changed ON api_token;
      CREATE TRIGGER api_token_changed AFTER UPDATE OF revoked_at, scopes, expires_at ON api_token FOR EACH ROW
        WHEN (old IS DISTINCT FROM new) EXECUTE FUNCTION tell_ended_access();
    `);
    for (const table of TABLES) await runner.query(`ALTER TABLE ${table} DROP COLUMN limited_to`);
  }
}

const TABLES = ['account', 'account_invitation', 'api_token'] as const;
