import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of all mutations, with a lease and the sealed answer. Keys from before stood for two mutations and are forgotten. */
export class Idempotency1763800000034 implements MigrationInterface {
  readonly name = 'Idempotency1763800000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_key;
      CREATE TABLE idempotency_key (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        principal text NOT NULL,
        operation text NOT NULL,
        key text NOT NULL,
        input text NOT NULL,
        rights text NOT NULL,
        holder text NOT NULL,
        leased_until timestamptz,
        effect text,
        payload text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (principal, operation, key)
      );
      CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_key;
      CREATE TABLE idempotency_key (
        actor text NOT NULL,
        operation text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        result_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (actor, operation, key)
      );
      CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
    `);
  }
}
