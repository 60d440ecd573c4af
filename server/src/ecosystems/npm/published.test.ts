import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readConformance, sharedDataPath } from '../../../test/shared-data.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { isNpmLock } from './groups.js';
import { npm } from './index.js';

const archives = {
  conformance: sharedDataPath('conformance.tar.gz'),
  corpus: sharedDataPath('corpus.tar.gz'),
};
const suite = archives.conformance === null || archives.corpus === null ? describe.skip : describe;

const expectedSchema = z.object({
  cases: z.array(
    z.object({
      extractor: z.string(),
      case: z.string(),
      file: z.string(),
      error: z.boolean().optional(),
      packages: z.array(z.object({ name: z.string(), version: z.string() })).optional(),
    }),
  ),
});

const published =
  archives.conformance === null ? null : readConformance('osv-scalibr/extractors/expected.json');
const cases =
  published === null
    ? []
    : expectedSchema.parse(published).cases.filter((item) => item.extractor === 'javascript/packagelockjson');

suite('published lockfiles (skipped where the shared data is not there)', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backline-published-'));
    for (const archive of Object.values(archives)) {
      if (archive !== null) execFileSync('tar', ['-xzf', archive, '-C', folder]);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('agrees with osv-scalibr on every name and version', () => {
    expect(cases.length).toBeGreaterThan(25);
    const differences = cases.flatMap((item) => {
      const text = readFileSync(join(folder, 'conformance/osv-scalibr/extractors', item.file), 'utf8');
      const { packages, problems } = npm.parse(
        { ecosystem: 'npm', path: 'package-lock.json', inputs: ['package-lock.json'] },
        [{ path: 'package-lock.json', text }],
      );
      if (item.error === true)
        return problems.length === 1 && packages.length === 0 ? [] : [`${item.file}: no problem`];
      const found = packages
        .filter((one) => one.source !== 'ROOT')
        .map((one) => `${one.name}@${one.version}`);
      const expected = (item.packages ?? []).map((one) => `${one.name}@${one.version}`);
      return [
        ...expected.filter((one) => !found.includes(one)).map((one) => `${item.file}: lacks ${one}`),
        ...found.filter((one) => !expected.includes(one)).map((one) => `${item.file}: has ${one}`),
      ];
    });
    expect(differences).toEqual([]);
  });

  it('reads every npm lock of the corpus without a problem, and resolves what it asks for', () => {
    const projects = readdirSync(join(folder, 'corpus'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const inventories = projects.flatMap((entry) => readInventories(npm, join(folder, 'corpus', entry.name)));
    const locks = inventories.flatMap(({ inventory }) => (isNpmLock(inventory.path) ? [inventory] : []));
    expect(locks).toHaveLength(20);
    const problems = locks.flatMap((inventory) =>
      inventory.problems.map(({ code, path }) => `${code} ${path}`),
    );
    // A folder of integration tests that has dependencies, and neither a lock nor a place in the lock above.
    expect(problems).toEqual(['UNREADABLE integrationTests/ts/package.json']);
    const unmet = locks.flatMap((inventory) =>
      inventory.packages
        .flatMap((item) => item.requires)
        .filter((asked) => asked.target === null && asked.kind === 'RUNTIME'),
    );
    expect(unmet.length).toBeLessThan(3);
  });

  it("finds by reach what npm's own flags say is for development only, but for a few that stand there wrong", () => {
    const projects = readdirSync(join(folder, 'corpus'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    let compared = 0;
    const differing: string[] = [];
    for (const entry of projects) {
      for (const { group, files, inventory } of readInventories(npm, join(folder, 'corpus', entry.name))) {
        if (!isNpmLock(group.path)) continue;
        const lock: unknown = JSON.parse(files.find((file) => file.path === group.path)?.text ?? '');
        for (const item of inventory.packages.slice(1)) {
          compared += 1;
          const flags = flagsAt(lock, item.location);
          const isDevelopment = item.scope === 'DEVELOPMENT' && flags?.devOptional !== true;
          if (isDevelopment !== (flags?.dev === true)) differing.push(`${entry.name} ${item.location}`);
        }
      }
    }
    expect(compared).toBeGreaterThan(18_000);
    expect(differing.length).toBeLessThan(20);
  });
});

interface Flags {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

interface Tree extends Flags {
  readonly packages?: Readonly<Record<string, Flags>>;
  readonly dependencies?: Readonly<Record<string, Tree>>;
}

function flagsAt(lock: unknown, location: string): Flags | undefined {
  const { packages, ...tree } = lock as Tree;
  if (packages !== undefined) return packages[location];
  const names = `/${location}`.split('/node_modules/').slice(1);
  return names.reduce<Tree | undefined>((at, name) => at?.dependencies?.[name], tree);
}
