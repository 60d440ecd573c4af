import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { readExtractorCases, unpackShared } from '../../../test/published-cases.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { sharedDataPath } from '../../../test/shared-data.js';
import type { Inventory } from '../../inventory/inventory.js';
import { npm } from './index.js';

const LOCK = 'pnpm-lock.yaml';
const hasData = sharedDataPath('conformance.tar.gz') !== null && sharedDataPath('corpus.tar.gz') !== null;
const suite = hasData ? describe : describe.skip;
const differing = JSON.parse(
  readFileSync(join(__dirname, '../../../test/differing-cases.json'), 'utf8'),
) as readonly { readonly file: string; readonly case: string }[];

interface RawLock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
  readonly snapshots?: Readonly<Record<string, unknown>>;
}

suite('published locks of pnpm (skipped where the shared data is not there)', () => {
  let folder = '';
  let corpus = '';
  let locks: readonly { readonly name: string; readonly inventory: Inventory; readonly raw: RawLock }[] = [];

  beforeAll(() => {
    folder = unpackShared('conformance', 'osv-scalibr/extractors') ?? '';
    corpus = unpackShared('corpus') ?? '';
    locks = readdirSync(corpus, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) =>
        readInventories(npm, join(corpus, name)).flatMap(({ group, inventory, files }) =>
          group.path.endsWith(LOCK)
            ? [
                {
                  name,
                  inventory,
                  raw: parse(files.find(({ path }) => path === group.path)?.text ?? '') as RawLock,
                },
              ]
            : [],
        ),
      );
  });
  afterAll(() => {
    for (const path of [folder, corpus]) rmSync(dirname(path), { recursive: true, force: true });
  });

  it('agrees with osv-scalibr on every name, version and group, but for the cases that are listed', () => {
    const cases = readExtractorCases(folder, ['javascript/pnpmlock']);
    expect(cases.length).toBeGreaterThan(25);
    const differences = cases.filter((item) => {
      const { packages, problems } = npm.parse({ ecosystem: 'npm', path: LOCK, inputs: [LOCK] }, [
        { path: LOCK, text: item.text },
      ]);
      if (item.error) return problems.length !== 1 || packages.length > 0;
      // Version 9 has no flags, and the reference reads groups from nothing else: of it none are stated.
      const hasGroups = !item.file.includes('.v9.');
      const found = packages
        .filter(({ source }) => source !== 'ROOT')
        .map(({ name, version, scope }) =>
          [`${name}@${version}`, hasGroups && scope === 'DEVELOPMENT' ? 'dev' : ''].join(' '),
        );
      const expected = item.packages.map(
        ({ name, version, groups }) => `${name}@${version} ${groups.join()}`,
      );
      return JSON.stringify([...new Set(found)].sort()) !== JSON.stringify([...new Set(expected)].sort());
    });
    const listed = differing.filter(({ file }) => file.startsWith('javascript/pnpmlock/'));
    expect(differences.map((item) => `${item.file} ${item.case}`).sort()).toEqual(
      listed.map((item) => `${item.file} ${item.case}`).sort(),
    );
  });

  it('reads every lock of the corpus to its last copy, and resolves all that it asks for', () => {
    expect(locks.map(({ inventory }) => inventory.format.slice(LOCK.length + 1)).sort()).toEqual([
      '5.3',
      '5.4',
      '6.0',
      '9.0',
      '9.0',
      '9.0',
    ]);
    for (const { inventory, raw } of locks) {
      const locked = inventory.packages.filter(({ source }) => source === 'REGISTRY');
      expect(locked.map(({ location }) => location).sort()).toEqual(
        Object.keys(raw.snapshots ?? raw.packages).sort(),
      );
      for (const { location, name, version } of locked) {
        const key = location.startsWith('/') ? location.slice(1) : location;
        expect([`${name}@${version}`, `${name}/${version}`]).toContain(
          key.slice(0, name.length + 1 + version.length),
        );
      }
      const unmet = inventory.packages.flatMap(({ requires }) =>
        requires.filter(({ target, kind }) => target === null && kind !== 'PEER'),
      );
      expect(unmet).toEqual([]);
    }
    // Templates and a playground: they have dependencies, and neither a lock nor a place in the lock above.
    expect(
      locks.flatMap(({ inventory }) => inventory.problems.map(({ code, path }) => `${code} ${path}`)),
    ).toEqual([
      'UNREADABLE packages/nuxt/playground/package.json',
      'UNREADABLE packages/sfc-playground/src/download/template/package.json',
      'UNREADABLE packages/sfc-playground/src/download/template/package.json',
      'UNREADABLE packages-private/sfc-playground/src/download/template/package.json',
    ]);
  });

  it("finds by reach what pnpm's own flags say is for development only, but for what only an optional peer asks for", () => {
    let compared = 0;
    const others: string[] = [];
    for (const { inventory, raw } of locks) {
      if (inventory.format.endsWith('9.0')) continue;
      for (const { location, scope, source } of inventory.packages) {
        if (source !== 'REGISTRY') continue;
        compared += 1;
        if ((scope === 'DEVELOPMENT') !== (raw.packages[location]?.dev === true)) others.push(location);
      }
    }
    expect(compared).toBe(3_928);
    // Tailwind's loader takes ts-node where it is there; the project has it for development.
    expect(others).toHaveLength(16);
    expect(others).toContain('/@tsconfig/node10@1.0.9');
  });

  it('finds what a person finds in them', () => {
    const saleor = locks.find(({ name, inventory }) => name.startsWith('saleor') && inventory.path === LOCK);
    const { packages } = saleor?.inventory ?? { packages: [] };
    const asked = packages[0]?.requires.filter(({ name }) => name.includes('macaw-ui')) ?? [];
    expect(asked.map(({ name, range, target }) => [name, range, packages[target ?? 0]?.version])).toEqual([
      ['@saleor/macaw-ui', 'npm:@saleor/macaw-ui@0.7.4', '0.7.4'],
      ['@saleor/macaw-ui-next', 'npm:@saleor/macaw-ui@1.4.2', '1.4.2'],
    ]);
    const vue = locks.find(({ name }) => name === 'vuejs__core@2024-09-14')?.inventory;
    const own = vue?.packages.filter(({ source }) => source === 'WORKSPACE') ?? [];
    expect(own.map(({ location }) => location)).toContain('packages/compiler-sfc');
    expect(vue?.packages[0]?.requires.find(({ name }) => name === '@babel/parser')).toMatchObject({
      range: '^7.25.3',
      kind: 'DEVELOPMENT',
    });
  });
});
