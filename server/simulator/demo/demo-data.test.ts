import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { maxSatisfying, satisfies } from 'semver';
import { parseAdvisory } from '../../src/advisories/osv.js';
import { npm } from '../../src/ecosystems/npm/index.js';
import { buildTarball } from '../registry/packument.js';
import { digestTarball } from '../registry/tarball.js';
import { formatUniverse } from '../registry/universe.js';
import { demoAdvisoriesPath, demoDirectory, demoProjectDirectory, readDemoUniverse } from './demo-files.js';
import { DEMO_PROJECTS, DEMO_REGISTRY_ADDRESS } from './demo-projects.js';

const universe = readDemoUniverse();
const locked = DEMO_PROJECTS.filter(({ lock }) => lock !== null).map(({ folder }) => folder);
const advisories = readFileSync(demoAdvisoriesPath(), 'utf8').trim().split('\n');

function lockText(folder: string): string {
  return readFileSync(join(demoProjectDirectory(folder), 'package-lock.json'), 'utf8');
}

function integrityOf(name: string, version: string): string | null {
  const entry = universe.get(name);
  const found = entry?.versions.find((one) => one.version === version);
  return entry && found ? digestTarball(buildTarball(entry, found)).integrity : null;
}

interface Locked {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** Every package of a lock; versions 2 and 3 by path, version 1 as a tree. */
function packagesOf(text: string): Locked[] {
  const lock = JSON.parse(text);
  const found: Locked[] = [];
  const walk = (dependencies: Record<string, Locked & { dependencies?: never }> = {}) => {
    for (const [name, { version, integrity, dependencies: inner }] of Object.entries(dependencies)) {
      found.push({ name, version, integrity });
      walk(inner);
    }
  };
  if (lock.packages === undefined) walk(lock.dependencies);
  for (const [path, entry] of Object.entries<Locked & { link?: boolean }>(lock.packages ?? {})) {
    const name = path.split('node_modules/').at(-1) ?? '';
    if (path.includes('node_modules/') && !entry.link) found.push({ ...entry, name });
  }
  return found;
}

test('the universe is written in its canonical form', () => {
  const text = readFileSync(join(demoDirectory(), 'universe.jsonl'), 'utf8');
  expect(formatUniverse(universe)).toBe(text);
  expect(text.length).toBeLessThan(600_000);
});

test('what a version needs was there on the day when it was published', () => {
  const missing: string[] = [];
  for (const { name, versions } of universe.values()) {
    for (const { version, publishedAt, dependencies } of versions) {
      for (const [needed, range] of Object.entries(dependencies ?? {})) {
        const there = (universe.get(needed)?.versions ?? []).filter((one) => one.publishedAt <= publishedAt);
        if (
          maxSatisfying(
            there.map((one) => one.version),
            range,
          ) === null
        )
          missing.push(`${name}@${version} needs ${needed}@${range}`);
      }
    }
  }
  expect(missing).toEqual([]);
});

test('every latest version is one that is there', () => {
  for (const { latest, versions } of universe.values()) {
    expect(versions.map(({ version }) => version)).toContain(latest);
  }
});

test('there is a folder for every project, and no other', () => {
  expect(readdirSync(join(demoDirectory(), 'projects')).sort()).toEqual(
    DEMO_PROJECTS.map(({ folder }) => folder).sort(),
  );
});

test.each(locked)('every package in the lock of %s is in the registry, with that integrity', (folder) => {
  const packages = packagesOf(lockText(folder));
  expect(packages.length).toBeGreaterThan(5);
  for (const { name, version, integrity } of packages) {
    expect([name, version, integrity]).toEqual([name, version, integrityOf(name, version)]);
  }
});

test.each(locked)('the lock of %s reads without a problem and names no other registry', (folder) => {
  const text = lockText(folder);
  const project = DEMO_PROJECTS.find((one) => one.folder === folder);
  expect(JSON.parse(text).lockfileVersion).toBe(project?.lock?.lockfileVersion);
  const addresses = [...text.matchAll(/"resolved": "(https?:[^"]*)"/g)].map(([, address]) => address ?? '');
  expect(addresses.length > 0).toBe(project?.lock?.isResolvedWritten);
  expect(addresses.filter((address) => !address.startsWith(`${DEMO_REGISTRY_ADDRESS}/`))).toEqual([]);
  const paths = readdirSync(demoProjectDirectory(folder), { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => /(^|\/)package(-lock)?\.json$/.test(path));
  const [group, ...others] = npm.groupManifests(paths);
  expect(others).toEqual([]);
  if (group === undefined) throw new Error('no manifest');
  const files = group.inputs.map((path) => ({
    path,
    text: readFileSync(join(demoProjectDirectory(folder), path), 'utf8'),
  }));
  const inventory = npm.parse(group, files);
  expect(inventory.problems).toEqual([]);
  const unmet = inventory.packages.flatMap(({ requires, location }) =>
    requires.flatMap(({ name, range, target, kind }) => {
      if (target === null) return kind === 'OPTIONAL' || kind === 'PEER' ? [] : [`${location} lacks ${name}`];
      const { version, source } = inventory.packages[target] ?? { version: '', source: 'FILE' };
      return source !== 'REGISTRY' || satisfies(version, range) ? [] : [`${location}: ${name}@${range}`];
    }),
  );
  expect(unmet).toEqual([]);
});

test.each(advisories.map((line) => [JSON.parse(line).id, line]))(
  'the record %s is one in OSV form, with words of ours',
  (id, line) => {
    const parsed = parseAdvisory(JSON.parse(line));
    if (parsed.kind !== 'advisory') throw new Error(parsed.reason);
    expect(parsed.advisory.id).toBe(id);
    const ofNpm = parsed.advisory.affected.filter(({ ecosystem }) => ecosystem === 'npm');
    expect(ofNpm.filter(({ name }) => !universe.has(name)).length).toBeLessThan(Math.max(1, ofNpm.length));
    expect(parsed.advisory.summary.length).toBeGreaterThan(15);
    expect(parsed.advisory.details.length).toBeGreaterThan(30);
    // Go and RustSec publish no severity.
    if (!/^(?:GO|RUSTSEC)-/.test(parsed.advisory.id)) expect(parsed.advisory.severity).not.toBe('NONE');
  },
);

test('records come once, in the order of their ids', () => {
  const ids = advisories.map((line) => JSON.parse(line).id);
  expect(ids).toEqual([...new Set(ids)].sort((left, right) => (left < right ? -1 : 1)));
});
