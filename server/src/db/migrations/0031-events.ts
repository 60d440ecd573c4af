import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told of events, and what was sent to them. Their secrets are in the table of secrets. */
export class Events1763800000031 implements MigrationInterface {
  readonly name = 'Events1763800000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_endpoint (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        url text NOT NULL,
        types text[] NOT NULL,
        state text NOT NULL DEFAULT 'ENABLED' CHECK (state IN ('ENABLED', 'DISABLED')),
        disabled_reason text,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        second_secret_until timestamptz,
        failing_since timestamptz,
        last_delivered_at timestamptz,
        next_run_at timestamptz NOT NULL DEFAULT '-infinity'
      );
      CREATE TABLE event_delivery (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        endpoint_id bigint NOT NULL REFERENCES event_endpoint ON DELETE CASCADE,
        event_id text NOT NULL,
        type text NOT NULL,
        body text NOT NULL,
        state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DELIVERED', 'FAILED')),
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz,
        last_attempt_at timestamptz,
        last_status int,
        last_error text,
        last_answer text,
        delivered_at timestamptz,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX event_delivery_endpoint ON event_delivery (endpoint_id, state, id);
      CREATE INDEX event_delivery_due ON event_delivery (endpoint_id, next_attempt_at) WHERE state = 'WAITING';
      CREATE INDEX event_delivery_created ON event_delivery (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM secret WHERE place_table = 'event_endpoint';
      DROP TABLE event_delivery, event_endpoint;
    `);
  }
}
