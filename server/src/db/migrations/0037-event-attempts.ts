import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came of each attempt to deliver an event; it goes with its delivery. */
export class EventAttempts1763800000037 implements MigrationInterface {
  readonly name = 'EventAttempts1763800000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_attempt (
        id bigint GENERATED ALWAYS AS IDENTITY,
        delivery_id bigint NOT NULL REFERENCES event_delivery ON DELETE CASCADE,
        at timestamptz NOT NULL,
        duration_ms int NOT NULL,
        status int,
        error text,
        answer text,
        PRIMARY KEY (delivery_id, id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE event_attempt');
  }
}
