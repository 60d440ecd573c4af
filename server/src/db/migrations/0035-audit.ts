import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who, what, before and after in the audit log, and the seals that chain its records. Both tables only grow: UPDATE, DELETE and
 * TRUNCATE are refused. `audit_unsealed` names the records that no seal covers yet; a trigger fills it in the record's transaction,
 * so that a batch holds what was committed by then, whatever the order of ids, and a restored dump goes on where it stood.
 */
export class Audit1763800000035 implements MigrationInterface {
  readonly name = 'Audit1763800000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_event
        ADD actor_kind text CHECK (actor_kind IN ('ACCOUNT', 'API_TOKEN', 'BACKLINE', 'POLICY', 'COMMAND_LINE')),
        ADD actor_id text,
        ADD operation text,
        ADD before jsonb,
        ADD after jsonb,
        ADD request_id text,
        ADD remote_address text;
      CREATE TABLE audit_seal (
        number bigint PRIMARY KEY,
        first_id bigint NOT NULL,
        last_id bigint NOT NULL,
        entries bytea NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL,
        sealed_at timestamptz NOT NULL
      );
      CREATE INDEX audit_seal_ids ON audit_seal USING gist (int8range(first_id, last_id, '[]'));
      CREATE TABLE audit_unsealed (id bigint PRIMARY KEY);
      INSERT INTO audit_unsealed SELECT id FROM audit_event;
      CREATE FUNCTION audit_event_waits_for_seal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO audit_unsealed VALUES (NEW.id); RETURN NULL; END $$;
      CREATE TRIGGER audit_event_waits_for_seal AFTER INSERT ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_event_waits_for_seal();
      CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
      CREATE TRIGGER audit_event_is_never_emptied BEFORE TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
      CREATE TRIGGER audit_seal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
        FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER audit_event_waits_for_seal ON audit_event;
      DROP TRIGGER audit_event_is_never_emptied ON audit_event;
      DROP TABLE audit_seal, audit_unsealed;
      DROP FUNCTION audit_only_grows, audit_event_waits_for_seal;
      ALTER TABLE audit_event DROP actor_kind, DROP actor_id, DROP operation, DROP before, DROP after,
        DROP request_id, DROP remote_address;
    `);
  }
}
