import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes in which a list of projects is read in both directions. */
export class ProjectOrders1763800000038 implements MigrationInterface {
  readonly name = 'ProjectOrders1763800000038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX project_risk');
    await runner.query('DROP INDEX project_analyzed');
    await runner.query('CREATE INDEX project_risk ON project (risk, (-id))');
    await runner.query(
      `CREATE INDEX project_analyzed ON project ((coalesce(analyzed_at, '-infinity')), (-id))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX project_risk');
    await runner.query('DROP INDEX project_analyzed');
    await runner.query('CREATE INDEX project_risk ON project (risk DESC, id)');
    await runner.query('CREATE INDEX project_analyzed ON project (analyzed_at DESC NULLS LAST, id)');
  }
}
