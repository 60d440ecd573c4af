import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person set for an integration: groups, webhooks, how its GitLab is reached. */
export class IntegrationSettings1763800000016 implements MigrationInterface {
  readonly name = 'IntegrationSettings1763800000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE integration ADD COLUMN settings jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE integration DROP COLUMN settings');
  }
}
