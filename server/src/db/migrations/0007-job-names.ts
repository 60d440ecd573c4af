import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For what is asked all the time (jobs by name) and for cleaning up (who reads a text, old keys). */
export class JobNames1763800000007 implements MigrationInterface {
  readonly name = 'JobNames1763800000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX job_name ON job (name, id DESC);
      CREATE INDEX manifest_inputs ON manifest USING gin (inputs jsonb_path_ops);
      CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX job_name, manifest_inputs, idempotency_key_created');
  }
}
