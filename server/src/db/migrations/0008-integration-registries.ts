import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registries that an integration has of its own; what registries said, kept by address and with what the server wants
 * to be sent back; and, with each analysis, which packages could not be checked. The cache starts empty: it is one.
 */
export class IntegrationRegistries1763800000008 implements MigrationInterface {
  readonly name = 'IntegrationRegistries1763800000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integration_registry (
        integration_id bigint NOT NULL REFERENCES integration (id) ON DELETE CASCADE,
        ecosystem text NOT NULL,
        url text NOT NULL,
        has_token boolean NOT NULL,
        PRIMARY KEY (integration_id, ecosystem)
      );
      DELETE FROM registry_package;
      ALTER TABLE registry_package
        ADD COLUMN registry text NOT NULL,
        ADD COLUMN etag text,
        ADD COLUMN last_modified text,
        DROP CONSTRAINT registry_package_pkey,
        ADD PRIMARY KEY (registry, ecosystem, name);
      UPDATE project SET analysis = analysis || '{"uncheckedPackages": []}' WHERE analysis IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE project SET analysis = analysis - 'uncheckedPackages' WHERE analysis IS NOT NULL;
      DELETE FROM registry_package;
      ALTER TABLE registry_package
        DROP CONSTRAINT registry_package_pkey,
        DROP COLUMN registry,
        DROP COLUMN etag,
        DROP COLUMN last_modified,
        ADD PRIMARY KEY (ecosystem, name);
      DROP TABLE integration_registry;
    `);
  }
}
