import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Advisory } from '../../src/advisories/advisory.js';
import { parseAdvisory } from '../../src/advisories/osv.js';
import { npm } from '../../src/ecosystems/npm/index.js';
import { makePlans } from '../../src/plans/make-plan.js';
import { matchAdvisories } from '../../src/plans/match-advisories.js';
import { registryAlone } from '../../test/planning-world.js';
import { DEFAULT_POLICY } from '../../src/policies/policy.js';
import { createNpmRegistry } from '../../src/registries/npm-registry.client.js';
import { startRegistry, type RunningRegistry } from '../registry/registry.js';
import { demoAdvisoriesPath, demoProjectDirectory, readDemoUniverse } from './demo-files.js';

const advisories = readFileSync(demoAdvisoriesPath(), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line): Advisory[] => {
    const parsed = parseAdvisory(JSON.parse(line));
    return parsed.kind === 'advisory' ? [parsed.advisory] : [];
  });

let running: RunningRegistry;
beforeAll(async () => {
  running = await startRegistry({ universe: readDemoUniverse() });
});
afterAll(() => running.close());

async function planOf(folder: string) {
  const directory = demoProjectDirectory(folder);
  const paths = readdirSync(directory, { recursive: true }).map((path) => String(path).replaceAll('\\', '/'));
  const manifests = npm.groupManifests(paths).map((group) => {
    const files = group.inputs.map((path) => ({ path, text: readFileSync(join(directory, path), 'utf8') }));
    return { group, files, inventory: npm.parse(group, files) };
  });
  return makePlans(registryAlone({ registry: createNpmRegistry({ baseUrl: running.url }) }), {
    targetBranch: 'main',
    manifests,
    match: matchAdvisories(advisories, new Map(), () => npm),
    policy: DEFAULT_POLICY,
    dismissed: new Map(),
    now: new Date('2026-11-22T12:00:00.000Z'),
    ecosystemOf: () => npm,
  });
}

test('the docs site has nothing to do', async () => {
  const { findings, plans, unfixed } = await planOf('docs-site');
  expect({ findings, plans, unfixed }).toEqual({ findings: [], plans: [], unfixed: [] });
});

test('the release bot has malware, and leaving it is one safe plan', async () => {
  const { findings, plans } = await planOf('release-bot');
  const malicious = findings.filter(({ severity }) => severity === 'MALICIOUS').map(({ name }) => name);
  expect(malicious.sort()).toEqual(['chalk', 'debug']);
  const moved = plans.flatMap(({ kind, changes }) =>
    changes.map(({ name, from, to }) => `${kind} ${name} ${from} ${to}`),
  );
  expect(moved).toEqual(expect.arrayContaining(['SAFE chalk 5.6.1 5.6.2', 'SAFE debug 4.4.2 4.4.3']));
});

test.each([['storefront'], ['payments-api'], ['design-system'], ['ledger']])(
  '%s has a safe plan that introduces nothing',
  async (folder) => {
    const { findings, plans } = await planOf(folder);
    const safe = plans.find(({ kind }) => kind === 'SAFE');
    expect(findings.length).toBeGreaterThan(5);
    expect(safe?.proof.introduced).toEqual([]);
    expect(safe?.proof.fixed.length).toBeGreaterThan(3);
  },
);

test('the intranet is held back by what it pins, and says so', async () => {
  const { findings, unfixed } = await planOf('legacy-intranet');
  expect(findings.length).toBeGreaterThan(60);
  const codes = new Set(unfixed.map(({ reason }) => reason.code));
  expect(codes).toContain('CONSTRAINT');
});

test.each([['storefront'], ['legacy-intranet']])('no withdrawn record matches in %s', async (folder) => {
  const withdrawn = advisories.filter(({ withdrawnAt }) => withdrawnAt !== null).map(({ id }) => id);
  expect(withdrawn.length).toBeGreaterThan(0);
  const { findings } = await planOf(folder);
  expect(findings.flatMap(({ advisories: ids }) => ids).filter((id) => withdrawn.includes(id))).toEqual([]);
});
