import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { ImportIndexStore } from './import-index.js';

const indexSchema = z.array(z.tuple([z.string(), z.array(z.string())]));
const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Import indexes in Postgres, compressed. */
export function createImportIndexStore(manager: EntityManager): ImportIndexStore {
  return {
    async find(projectId, commit) {
      const [row]: { content: Buffer; isComplete: boolean }[] = await manager.query(
        'SELECT content, is_complete AS "isComplete" FROM import_index WHERE project_id = $1 AND commit = $2',
        [projectId, commit],
      );
      if (row === undefined) return null;
      const read = indexSchema.safeParse(JSON.parse((await unzip(row.content)).toString('utf8')));
      return read.success ? { files: new Map(read.data), isComplete: row.isComplete } : null;
    },
    async save(projectId, commit, { files, isComplete }) {
      await manager.query(
        `INSERT INTO import_index (project_id, commit, content, is_complete) VALUES ($1, $2, $3, $4)
         ON CONFLICT (project_id) DO UPDATE SET commit = excluded.commit, content = excluded.content,
           is_complete = excluded.is_complete`,
        [projectId, commit, await zip(JSON.stringify([...files])), isComplete],
      );
    },
  };
}
