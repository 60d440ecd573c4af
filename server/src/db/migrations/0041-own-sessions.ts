import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a person is shown of their own sessions: a number that says nothing of the secret, the browser's and system's name without
 * versions, and whether it began with a password or at the provider. Of older sessions the last two are not known.
 */
export class OwnSessions1763800000041 implements MigrationInterface {
  readonly name = 'OwnSessions1763800000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE session ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY,
        ADD COLUMN client text,
        ADD COLUMN began_with text CHECK (began_with IN ('PASSWORD', 'PROVIDER'));
      CREATE UNIQUE INDEX session_id ON session (id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session DROP COLUMN id, DROP COLUMN client, DROP COLUMN began_with');
  }
}
