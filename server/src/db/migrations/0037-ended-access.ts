import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells every process, at commit, whose session ended, whose rights changed, and which API token was revoked or changed (channel
 * `backline_access`): open sockets are looked at again at once.
 */
export class EndedAccess1763800000037 implements MigrationInterface {
  readonly name = 'EndedAccess1763800000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION tell_ended_access() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('backline_access', CASE TG_TABLE_NAME
          WHEN 'session' THEN 'session:' || (to_jsonb(old) ->> 'account_id')
          WHEN 'account' THEN 'account:' || (to_jsonb(old) ->> 'id')
          ELSE 'token:' || (to_jsonb(old) ->> 'id') END);
        RETURN NULL;
      END
      $$;
      CREATE TRIGGER session_ended AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION tell_ended_access();
      CREATE TRIGGER account_deleted AFTER DELETE ON account FOR EACH ROW EXECUTE FUNCTION tell_ended_access();
      CREATE TRIGGER account_changed AFTER UPDATE ON account FOR EACH ROW
        WHEN (old IS DISTINCT FROM new) EXECUTE FUNCTION tell_ended_access();
      CREATE TRIGGER api_token_deleted AFTER DELETE ON api_token FOR EACH ROW EXECUTE FUNCTION tell_ended_access();
      CREATE TRIGGER api_token_changed AFTER UPDATE OF revoked_at, scopes, expires_at ON api_token FOR EACH ROW
        WHEN (old IS DISTINCT FROM new) EXECUTE FUNCTION tell_ended_access();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER session_ended ON session;
      DROP TRIGGER account_deleted ON account;
      DROP TRIGGER account_changed ON account;
      DROP TRIGGER api_token_deleted ON api_token;
      DROP TRIGGER api_token_changed ON api_token;
      DROP FUNCTION tell_ended_access;
    `);
  }
}
