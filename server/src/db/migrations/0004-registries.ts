import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What registries said of packages, gzipped; `reading` says which form of the facts it is. */
export class CreateRegistries1763800000004 implements MigrationInterface {
  readonly name = 'CreateRegistries1763800000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE registry_package (
        ecosystem text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('facts', 'missing')),
        reading integer NOT NULL,
        facts bytea,
        fetched_at timestamptz NOT NULL,
        PRIMARY KEY (ecosystem, name),
        CHECK ((kind = 'facts') = (facts IS NOT NULL))
      );
      CREATE INDEX registry_package_fetched_at ON registry_package (fetched_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE registry_package');
  }
}
