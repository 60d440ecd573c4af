import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An invitation ends with the account of who made it. */
export class Inviters1763800000039 implements MigrationInterface {
  readonly name = 'Inviters1763800000039';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_invitation ADD COLUMN account_id bigint REFERENCES account ON DELETE CASCADE;
      CREATE INDEX account_invitation_account ON account_invitation (account_id);
      UPDATE account_invitation SET account_id = maker.id FROM (
        SELECT name, min(id) AS id FROM account GROUP BY name HAVING count(*) = 1
      ) AS maker WHERE maker.name = account_invitation.invited_by;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account_invitation DROP COLUMN account_id');
  }
}
