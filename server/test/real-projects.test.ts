import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import semver from 'semver';
import { startRegistry, type RunningRegistry } from '../simulator/registry/registry.js';
import type { Universe, UniversePackage, UniverseVersion } from '../simulator/registry/universe.js';
import { NO_REGISTRIES, startTestBackline, type TestBackline } from './backline.js';
import { sharedDataPath } from './shared-data.js';

jest.setTimeout(120_000);

const PROJECTS = ['OWASP__NodeGoat', 'snyk-labs__nodejs-goof', 'juice-shop__juice-shop', 'appsecco__dvna'];
const LOCKS: Readonly<Record<string, readonly string[]>> = {
  OWASP__NodeGoat: ['package-lock.json'],
  'snyk-labs__nodejs-goof': ['package-lock.json'],
  'juice-shop__juice-shop': ['package-lock.json', 'frontend/package-lock.json'],
};
const corpus = sharedDataPath('corpus.tar.gz');
const sources = ['osv/npm.jsonl.gz', 'osv-derived/npm.jsonl.gz'].map(sharedDataPath);
const isThere = corpus !== null && sources.every((path) => path !== null);
// Skipped where the shared test data is not beside the checkout: it is public data that is not copied into the project.
const describeReal = isThere ? describe : describe.skip;

interface OsvRecord {
  readonly id: string;
  readonly withdrawn?: string;
  readonly affected?: readonly {
    readonly package?: { readonly ecosystem: string; readonly name: string };
    readonly versions?: readonly string[];
    readonly ranges?: readonly {
      readonly type: string;
      readonly events: readonly Record<string, string>[];
    }[];
  }[];
}

interface LockedPackage {
  readonly lock: string;
  readonly name: string;
  readonly version: string;
  readonly requires: Readonly<Record<string, string>>;
}

interface OldEntry {
  readonly version: string;
  readonly requires?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, OldEntry>>;
}

describeReal('the flow on real projects and real advisories', () => {
  let folder: string;
  let world: TestBackline;
  let registry: RunningRegistry;
  let records: readonly OsvRecord[];
  let locked: readonly LockedPackage[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backline-real-'));
    const paths = PROJECTS.map((project) => `corpus/${project}`);
    execFileSync('tar', ['-xzf', corpus ?? '', '-C', folder, ...paths]);
    records = sources.flatMap((path) => readRecords(path ?? ''));
    locked = Object.entries(LOCKS).flatMap(([project, locks]) =>
      locks.flatMap((lock) => readOldLock(join(folder, 'corpus', project), `${project}/${lock}`, lock)),
    );
    registry = await startRegistry({ universe: universeOf(locked, records) });
    world = await startTestBackline({ config: { registries: { ...NO_REGISTRIES, npm: registry.url } } });
    for (const path of PROJECTS) {
      const directory = join(folder, 'corpus', path);
      await world.simulator.createProject({ namespace: 'acme', path, directory });
    }
    await world.importAdvisories(records, 'npm.jsonl');
    await world.connect();
  });

  afterAll(async () => {
    await world.close();
    await registry.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['OWASP__NodeGoat', { dependencies: 1_075, findings: 162, locks: ['package-lock v1'] }],
    ['snyk-labs__nodejs-goof', { dependencies: 980, findings: 196, locks: ['package-lock v1'] }],
    [
      'juice-shop__juice-shop',
      { dependencies: 2_368, findings: 420, locks: ['package-lock v1', 'package-lock v1'] },
    ],
    ['appsecco__dvna', { dependencies: 19, findings: 4, locks: ['package.json'] }],
  ])('%s is read whole', async (path, expected) => {
    const [project] = await world.sql(
      `SELECT dependency_count, problem_count, open_findings, analysis_state, analysis_error FROM project WHERE path = $1`,
      [`acme/${path}`],
    );
    expect(project).toMatchObject({
      dependency_count: expected.dependencies,
      problem_count: 0,
      open_findings: { total: expected.findings },
      analysis_state: 'DONE',
      analysis_error: null,
    });
    const formats = await world.sql(
      `SELECT format FROM manifest JOIN inventory ON inventory.id = inventory_id
       JOIN project ON project.id = project_id WHERE project.path = $1`,
      [`acme/${path}`],
    );
    expect(formats.map(({ format }) => format)).toEqual(expected.locks);
  });

  it('matches exactly what a plain reading of the ranges says, for every locked version', async () => {
    const matches = await world.sql(
      `SELECT version.name, version.version, advisory_id FROM package_match
       JOIN package_version AS version ON version.id = package_version_id
       WHERE version.version = ANY($1)`,
      [locked.map(({ version }) => version)],
    );
    const found = new Set(matches.map((row) => `${row.name}@${row.version} ${row.advisory_id}`));
    const expected = new Set(
      locked.flatMap(({ name, version }) =>
        semver.valid(version) === null
          ? []
          : affecting(records, name, version).map((id) => `${name}@${version} ${id}`),
      ),
    );
    expect(expected.size).toBeGreaterThan(700);
    const inLocks = new Set(locked.map(({ name, version }) => `${name}@${version}`));
    expect([...found].filter((text) => inLocks.has(text.split(' ')[0] ?? '')).toSorted()).toEqual(
      [...expected].toSorted(),
    );
  });

  it('says nothing of what has no version of a registry', async () => {
    const rows = await world.sql(
      `SELECT version.version, count(match.*)::int AS matches FROM package_version AS version
       LEFT JOIN package_match AS match ON match.package_version_id = version.id
       WHERE version.name = 'grunt-if' OR version.version LIKE '^%' GROUP BY 1`,
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ matches }) => matches > 0)).toEqual([]);
  });

  it.each(['OWASP__NodeGoat', 'snyk-labs__nodejs-goof', 'juice-shop__juice-shop'])(
    '%s has one safe plan, which brings in nothing and leaves nothing without a reason',
    async (path) => {
      const plans = await world.sql(
        `SELECT kind, remediation_plan.state, draft FROM remediation_plan JOIN project ON project.id = project_id
         WHERE path = $1 AND kind = 'SAFE'`,
        [`acme/${path}`],
      );
      expect(plans).toMatchObject([
        { kind: 'SAFE', state: 'PROPOSED', draft: { proof: { introduced: [] } } },
      ]);
      expect(plans[0].draft.proof.fixed.length).toBeGreaterThan(40);
      const findings = await world.sql(
        `SELECT plan_id IS NOT NULL AS planned, unfixed_reason ->> 'code' AS code FROM finding
         JOIN project ON project.id = project_id WHERE path = $1`,
        [`acme/${path}`],
      );
      // What only a breaking or forced plan closes has that plan, and the reason why the safe one does not.
      const isTold = ({ planned, code }: { planned: boolean; code: string | null }) =>
        planned ? code === null || code === 'NEEDS_CODE_CHANGE' : code !== null;
      expect(findings.filter((each: any) => !isTold(each))).toEqual([]);
      const locks = new Set([...(LOCKS[path] ?? []), 'package.json', 'frontend/package.json']);
      for (const edit of plans[0].draft.edits) expect(locks).toContain(edit.path);
    },
  );

  it('opens what was approved', async () => {
    const project = await world.projectByPath('NodeGoat');
    const plan = project.remediationPlans.nodes.find(({ kind }: any) => kind === 'SAFE');
    await world.graphql(
      'mutation ($input: ApprovePlanInput!) { approvePlan(input: $input) { userErrors { message } } }',
      { input: { id: plan.id, digest: plan.digest, idempotencyKey: 'real' } },
    );
    await world.runJobsUntilIdle();
    const opened = await world.projectByPath('NodeGoat');
    expect(opened.remediationPlans.nodes.find(({ id }: any) => id === plan.id)).toMatchObject({
      state: 'OPEN',
      mergeRequest: { state: 'OPENED' },
    });
    const [{ texts }] = await world.sql(
      `SELECT edit_texts AS texts FROM remediation_plan JOIN project ON project.id = project_id 
       WHERE path LIKE '%NodeGoat' AND kind = 'SAFE'`,
    );
    const pushed = await world.simulator.readFile('acme/OWASP__NodeGoat', {
      path: 'package-lock.json',
      ref: plan.branchName,
    });
    expect(pushed).toBe(texts.find((each: any) => each.path === 'package-lock.json').newText);
  });
});

function readRecords(path: string): readonly OsvRecord[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** Every copy of a lock of version 1, read by other means than those under test. */
function readOldLock(directory: string, label: string, path: string): readonly LockedPackage[] {
  const found: LockedPackage[] = [];
  const walk = (entries: Readonly<Record<string, OldEntry>>): void => {
    for (const [name, { version, requires = {}, dependencies = {} }] of Object.entries(entries)) {
      found.push({ lock: label, name, version, requires });
      walk(dependencies);
    }
  };
  walk(JSON.parse(readFileSync(join(directory, path), 'utf8')).dependencies);
  return found;
}

/** The ids of the records that concern a version, by the letter of OSV's algorithm. */
function affecting(records: readonly OsvRecord[], name: string, version: string): readonly string[] {
  const about = recordsByName(records).get(name) ?? [];
  return about
    .filter(({ affected = [] }) =>
      affected.some(
        (entry) =>
          entry.package?.name === name &&
          ((entry.versions ?? []).includes(version) ||
            (entry.ranges ?? []).some(({ type, events }) => type === 'SEMVER' && isWithin(events, version))),
      ),
    )
    .map(({ id }) => id);
}

const indexes = new WeakMap<readonly OsvRecord[], ReadonlyMap<string, readonly OsvRecord[]>>();

function recordsByName(records: readonly OsvRecord[]): ReadonlyMap<string, readonly OsvRecord[]> {
  const known = indexes.get(records);
  if (known !== undefined) return known;
  const index = new Map<string, OsvRecord[]>();
  for (const record of records) {
    if (record.withdrawn !== undefined) continue;
    for (const name of new Set((record.affected ?? []).map((entry) => entry.package?.name ?? ''))) {
      index.set(name, [...(index.get(name) ?? []), record]);
    }
  }
  indexes.set(records, index);
  return index;
}

function isWithin(events: readonly Record<string, string>[], version: string): boolean {
  const floor = (text: string) => (text === '0' ? '0.0.0-0' : text);
  const sorted = events
    .flatMap((event) => Object.entries(event))
    .toSorted(([, left], [, right]) => semver.compare(floor(left), floor(right)));
  let isIn = false;
  for (const [kind, at] of sorted) {
    if (kind === 'introduced' && semver.gte(version, floor(at))) isIn = true;
    if (kind === 'fixed' && semver.gte(version, at)) isIn = false;
    if (kind === 'last_affected' && semver.gt(version, at)) isIn = false;
  }
  return isIn;
}

/**
 * A registry of the locked versions and of the versions that advisories call fixed. A fixed version asks for what the
 * nearest locked one below it asks for: what it asks for in truth is not in the data.
 */
function universeOf(locked: readonly LockedPackage[], records: readonly OsvRecord[]): Universe {
  const packages = new Map<string, Map<string, Readonly<Record<string, string>>>>();
  for (const { name, version, requires } of locked) {
    if (semver.valid(version) === null) continue;
    packages.set(name, (packages.get(name) ?? new Map()).set(version, requires));
  }
  const universe = new Map<string, UniversePackage>();
  for (const [name, known] of packages) {
    const fixed = (recordsByName(records).get(name) ?? []).flatMap(({ affected = [] }) =>
      affected
        .filter((entry) => entry.package?.name === name)
        .flatMap(({ ranges = [] }) => ranges.flatMap(({ events }) => events))
        .flatMap((event) => event['fixed'] ?? []),
    );
    const versions = semver.sort(
      [...new Set([...known.keys(), ...fixed])].filter((text) => semver.valid(text)),
    );
    let requires: Readonly<Record<string, string>> = {};
    const published = versions.map((version): UniverseVersion => {
      requires = known.get(version) ?? requires;
      return { version, publishedAt: '2020-01-01T00:00:00.000Z', dependencies: requires };
    });
    universe.set(name, { name, latest: versions.at(-1) ?? '', repository: null, versions: published });
  }
  return universe;
}
