import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ECOSYSTEMS } from '../src/ecosystems/registry.js';
import { unpackShared } from './published-cases.js';
import { listFiles, readGroup } from './repository-fixture.js';

jest.setTimeout(300_000);

/** Files of the corpus that no ecosystem reads, by name, and why that hides no dependency. */
const UNREAD: ReadonlyMap<string, string> = new Map([
  ['.npmrc', 'It says where npm gets packages, not which.'],
  ['.yarnrc.yml', 'It says how Yarn works, not which packages it installs.'],
  ['go.work.sum', 'It holds checksums; what a workspace requires stands in go.work and each go.mod.'],
  ['gradle.properties', 'It holds settings of Gradle and the virtual machine.'],
]);

const corpus = unpackShared('corpus');
const folder = corpus ?? '';
const projects =
  corpus === null
    ? []
    : readdirSync(corpus, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort();

afterAll(() => {
  if (corpus !== null) rmSync(dirname(corpus), { recursive: true, force: true });
});

// Skipped where the shared test data is not beside the checkout: it is public data that is not copied into the project.
(corpus === null ? describe.skip : describe)('every ecosystem over every project of the corpus', () => {
  const unread = new Set<string>();

  it('has projects to read', () => expect(projects.length).toBeGreaterThan(30));

  it.each(projects)('%s: each file is read or is known to say nothing, and no group is silent', (project) => {
    const paths = listFiles(join(folder, project));
    const read = new Set<string>();
    for (const ecosystem of ECOSYSTEMS) {
      for (const group of ecosystem.groupManifests(paths)) {
        const where = `${ecosystem.id} ${group.path}`;
        const inventory = ecosystem.parse(group, readGroup(join(folder, project), group));
        expect([where, inventory.ecosystem, inventory.path]).toEqual([where, ecosystem.id, group.path]);
        expect([where, inventory.packages.length + inventory.problems.length]).not.toEqual([where, 0]);
        for (const { path } of inventory.problems) expect(group.inputs).toContain(path);
        const locations = inventory.packages.map(({ location }) => location);
        expect([where, new Set(locations).size]).toEqual([where, locations.length]);
        for (const path of group.inputs) read.add(path);
      }
    }
    const others = paths.filter((path) => !read.has(path)).map((path) => basename(path));
    expect(others.filter((name) => !UNREAD.has(name))).toEqual([]);
    for (const name of others) unread.add(name);
  });

  it('has a file for each reason', () => expect([...unread].sort()).toEqual([...UNREAD.keys()].sort()));
});
