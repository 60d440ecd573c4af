import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRegistry } from '../registry/registry.js';
import { demoProjectDirectory, readDemoUniverse } from './demo-files.js';
import { DEMO_PROJECTS } from './demo-projects.js';
import { makeLock } from './make-projects.js';

/** Location, version and integrity: what does not depend on the npm that wrote the lock. */
function essence(text: string): unknown[] {
  return Object.entries<{ version?: string; integrity?: string }>(JSON.parse(text).packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, integrity }]) => [path, version, integrity]);
}

test.each(['release-bot', 'docs-site', 'design-system'])(
  'npm makes the committed lock of %s again',
  async (folder) => {
    const project = DEMO_PROJECTS.find((one) => one.folder === folder);
    if (!project?.lock) throw new Error('no lock');
    const registry = await startRegistry({ universe: readDemoUniverse() });
    try {
      const made = await makeLock(project, project.lock, registry);
      const committed = readFileSync(join(demoProjectDirectory(folder), 'package-lock.json'), 'utf8');
      expect(essence(made)).toEqual(essence(committed));
    } finally {
      await registry.close();
    }
  },
  60_000,
);
