import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-in by OpenID Connect, limits of sign-in that hold across processes, sessions that end when nobody uses them, and tokens that end
 * with whoever made them, however that account goes. Whoever came by OpenID Connect has no password.
 */
export class Identity1763800000032 implements MigrationInterface {
  readonly name = 'Identity1763800000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account ALTER COLUMN password_hash DROP NOT NULL;
      ALTER TABLE session ADD COLUMN last_used_at timestamptz NOT NULL DEFAULT now();
      CREATE TABLE account_identity (
        issuer text NOT NULL,
        subject text NOT NULL,
        account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (issuer, subject),
        UNIQUE (account_id, issuer)
      );
      CREATE TABLE provider_sign_in (
        state_hash text PRIMARY KEY,
        browser_hash text NOT NULL,
        next_path text NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX provider_sign_in_expiry ON provider_sign_in (expires_at);
      CREATE TABLE sign_in_attempt (
        key_hash text PRIMARY KEY,
        attempts integer NOT NULL,
        resets_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_attempt_reset ON sign_in_attempt (resets_at);
      CREATE FUNCTION revoke_tokens_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE api_token SET revoked_at = coalesce(revoked_at, now()) WHERE account_id = old.id;
        RETURN old;
      END
      $$;
      CREATE TRIGGER account_tokens_end BEFORE DELETE ON account FOR EACH ROW EXECUTE FUNCTION revoke_tokens_of_account();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER account_tokens_end ON account;
      DROP FUNCTION revoke_tokens_of_account;
      DROP TABLE sign_in_attempt;
      DROP TABLE provider_sign_in;
      DROP TABLE account_identity;
      ALTER TABLE session DROP COLUMN last_used_at;
      UPDATE account SET password_hash = '' WHERE password_hash IS NULL;
      ALTER TABLE account ALTER COLUMN password_hash SET NOT NULL;
    `);
  }
}
