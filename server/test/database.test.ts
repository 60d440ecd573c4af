import { createTestDatabase } from './database.js';

describe('a test database', () => {
  it('is migrated and apart from every other', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      await one.dataSource.query('create table only_here ()');
      const tables = `select table_name from information_schema.tables where table_name in ('only_here', 'migration')`;
      expect(await one.dataSource.query(tables)).toHaveLength(2);
      expect(await other.dataSource.query(tables)).toEqual([{ table_name: 'migration' }]);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });
});
