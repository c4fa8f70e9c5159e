import { expect, it } from '@jest/globals';
import { MIGRATIONS } from '../../migrations/all.js';
import { ParleyDataSource, dataSourceOptions } from '../../src/adapters/persistence/data-source.js';
import { ENTITIES } from '../../src/adapters/persistence/entities.js';
import { eachDatabase } from '../support/databases.js';

eachDatabase('migrations', (place) => {
  it('go up to exactly the entities, down to nothing, and up again', async () => {
    const dataSource = new ParleyDataSource(dataSourceOptions(await place.url(), ENTITIES, MIGRATIONS));
    await dataSource.initialize();
    const difference = async (): Promise<string[]> =>
      (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
    const tables = async (): Promise<string[]> => {
      const rows = await dataSource.query<Record<string, string>[]>(
        place.dialect === 'sqlite'
          ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
          : 'SHOW TABLES',
      );
      return rows.map((row) => Object.values(row)[0] ?? '').filter((name) => name !== 'migrations');
    };
    try {
      await dataSource.runMigrations();
      expect(await difference()).toEqual([]);
      expect(await tables()).toHaveLength(dataSource.entityMetadatas.length);
      for (const _ of MIGRATIONS) await dataSource.undoLastMigration();
      expect(await tables()).toEqual([]);
      await dataSource.runMigrations();
      expect(await difference()).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });
});
