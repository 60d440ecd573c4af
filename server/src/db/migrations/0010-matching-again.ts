import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For what an older matching left behind, and for groups that went up in another. */
export class MatchingAgain1763800000010 implements MigrationInterface {
  readonly name = 'MatchingAgain1763800000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX package_version_matched_by ON package_version (matched_by, id);
      CREATE INDEX advisory_group_merged_into ON advisory_group (merged_into) WHERE merged_into IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX package_version_matched_by, advisory_group_merged_into');
  }
}
