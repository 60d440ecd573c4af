import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { createCleaner } from './cleaner.store.js';
import { ENTITIES } from './stores.store.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(ENTITIES);
});
afterAll(async () => {
  await database.close();
});

const NOW = new Date('2026-11-22T12:00:00Z');

describe('cleaning up', () => {
  it('removes what nothing refers to, and keeps what a manifest reads', async () => {
    const { dataSource } = database;
    await dataSource.query(`
      INSERT INTO integration (name, base_url, state, account_id, created_at) VALUES ('g', 'https://gitlab.example', 'CONNECTED', 1, now());
      INSERT INTO project (integration_id, gitlab_origin, gitlab_project_id, path, name, web_url, git_url, visibility, state)
        SELECT id, 'https://gitlab.example', 1, 'a/b', 'b', 'w', 'g', 'private', 'READY' FROM integration;
      INSERT INTO inventory (hash, ecosystem, format, is_locked, graph, problems, dependency_count)
        VALUES ('kept', 'npm', 'f', true, '', '[]', 0), ('old', 'npm', 'f', true, '', '[]', 0);
      INSERT INTO package_version (ecosystem, name, version, match_name) VALUES ('npm', 'x', '1.0.0', 'x');
      INSERT INTO dependency (inventory_id, package_version_id, is_direct, scope)
        SELECT inventory.id, package_version.id, true, 'RUNTIME' FROM inventory, package_version;
      INSERT INTO manifest_text (blob, content) VALUES ('blob-kept', ''), ('blob-old', '');
      INSERT INTO manifest (project_id, path, inventory_id, inputs)
        SELECT project.id, 'package-lock.json', inventory.id, '[{"path": "package-lock.json", "blob": "blob-kept"}]'
        FROM project, inventory WHERE hash = 'kept';
      INSERT INTO idempotency_key (principal, operation, key, input, rights, holder, leased_until, created_at)
        VALUES ('a', 'o', 'new', 'i', 'r', 'h', NULL, timestamptz '${NOW.toISOString()}' - interval '23 hours'),
          ('a', 'o', 'old', 'i', 'r', 'h', NULL, timestamptz '${NOW.toISOString()}' - interval '25 hours');
      INSERT INTO gitlab_hook (project_id, integration_id, public_id, created_at)
        SELECT id, integration_id, 'p', now() FROM project;
      INSERT INTO gitlab_hook_delivery (hook_id, key, received_at)
        SELECT id, key, received_at::timestamptz FROM gitlab_hook,
          (VALUES ('new', '2026-11-20T00:00:00Z'), ('old', '2026-11-01T00:00:00Z')) AS given (key, received_at);
    `);
    const cleaner = createCleaner(dataSource.manager);
    expect(await cleaner.cleanBatch(NOW)).toEqual({
      inventories: 1,
      texts: 1,
      idempotencyKeys: 1,
      hookDeliveries: 1,
      eventDeliveries: 0,
      changes: 0,
    });
    expect(await cleaner.cleanBatch(NOW)).toEqual({
      inventories: 0,
      texts: 0,
      idempotencyKeys: 0,
      hookDeliveries: 0,
      eventDeliveries: 0,
      changes: 0,
    });
    const column = async (sql: string) =>
      (await dataSource.query(sql)).map((row: Record<string, unknown>) => Object.values(row)[0]);
    expect(await column('SELECT hash FROM inventory')).toEqual(['kept']);
    expect(await column('SELECT blob FROM manifest_text')).toEqual(['blob-kept']);
    expect(await column('SELECT key FROM idempotency_key')).toEqual(['new']);
    expect(await column('SELECT key FROM gitlab_hook_delivery')).toEqual(['new']);
    expect(await column('SELECT count(*)::int FROM dependency')).toEqual([1]);
  });
});
