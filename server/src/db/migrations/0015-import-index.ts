import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which of a project's files import what, for the commit that was looked at last. */
export class ImportIndex1763800000015 implements MigrationInterface {
  readonly name = 'ImportIndex1763800000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_index (
        project_id bigint PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
        commit text NOT NULL,
        content bytea NOT NULL,
        is_complete boolean NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_index');
  }
}
