import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import semver from 'semver';
import { ADVISORY_URL, type BulkAdvisory, bulkOf } from '../../bench/bulk-advisories.js';
import { runNpmAudit } from '../../test/npm-audit.js';
import { listFiles, readInventories } from '../../test/repository-fixture.js';
import { sharedDataPath } from '../../test/shared-data.js';
import { scanManifests } from '../cli/scan-report.js';
import { npm } from '../ecosystems/npm/index.js';
import type { Advisory, AdvisoryMatcher } from './advisory.js';
import { readAdvisorySource } from './advisory-source.client.js';
import { createMemoryMatcher } from './memory-matcher.js';
import { parseAdvisory } from './osv.js';

jest.setTimeout(300_000);

const corpus = sharedDataPath('corpus.tar.gz');
const sources = ['osv/npm.jsonl.gz', 'osv-derived/npm.jsonl.gz'].map(sharedDataPath);

/** Of each version of the format at least one; BACKLINE_ALL_LOCKS=1 takes all twenty, in about a minute. */
const LOCKS = [
  'OWASP__NodeGoat/package-lock.json',
  'snyk-labs__nodejs-goof/package-lock.json',
  'juice-shop__juice-shop/package-lock.json',
  'apollographql__spotify-showcase/server/package-lock.json',
  'bitwarden__server@2022-06-15/src/Admin/package-lock.json',
];

/** Versions and findings of the run, so that an empty comparison cannot pass. */
const LEAST = { asked: 3_900, reported: 870 };

// Runs where the shared data is beside the checkout.
(corpus === null || sources.includes(null) ? describe.skip : describe)(
  'npm audit, fed with the same advisories on loopback',
  () => {
    let folder = '';
    let advisories: readonly Advisory[] = [];
    let locks: readonly string[] = LOCKS;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'backline-locks-'));
      execFileSync('tar', ['-xzf', corpus ?? '', '-C', folder]);
      for (const path of listFiles(folder).filter((each) => each.endsWith('.npmrc'))) {
        rmSync(join(folder, path));
      }
      if (process.env['BACKLINE_ALL_LOCKS'] === '1') {
        locks = listFiles(join(folder, 'corpus')).filter((path) => path.endsWith('/package-lock.json'));
      }
      advisories = await readNpmAdvisories();
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('asks for the same versions and reports the same advisories about each', async () => {
      const bulk = bulkOf(advisories);
      const matcher = createMemoryMatcher(advisories, [npm]);
      const differing: string[] = [];
      const counts = { asked: 0, reported: 0 };
      for (const lock of locks) {
        const path = join(folder, 'corpus', lock);
        const audit = await auditOf(path, bulk);
        const scan = await scanOf(path, matcher);
        counts.asked += audit.asked.length;
        counts.reported += audit.reported.length;
        differing.push(...differences(lock, audit.asked, scan.asked));
        differing.push(...differences(lock, audit.reported, scan.reported));
      }
      expect(differing).toEqual([]);
      expect(counts.asked).toBeGreaterThan(LEAST.asked);
      expect(counts.reported).toBeGreaterThan(LEAST.reported);
      if (locks.length > LOCKS.length) expect(counts).toEqual({ asked: 15_491, reported: 2_357 });
    });
  },
);

interface Answers {
  /** `<package>@<version>`. */
  readonly asked: readonly string[];
  /** `<package>@<version> <advisory>`. */
  readonly reported: readonly string[];
}

async function auditOf(path: string, bulk: ReadonlyMap<string, readonly BulkAdvisory[]>): Promise<Answers> {
  const { asked, reported } = await runNpmAudit(path, bulk);
  const versionAt = new Map(manifestOf(path).inventory.packages.map((each) => [each.location, each.version]));
  const pairs = reported.flatMap(({ name, url, range, nodes }) =>
    nodes
      .map((node) => versionAt.get(node) ?? `not in the inventory: ${node}`)
      // The folders stand once for all advisories about a package: each is about those in its range.
      .filter((version) => semver.satisfies(version, range, NPM_AUDIT) || !semver.valid(version, NPM_AUDIT))
      .map((version) => `${name}@${version} ${url.slice(ADVISORY_URL.length)}`),
  );
  const versions = [...asked].flatMap(([name, list]) => list.map((version) => `${name}@${version}`));
  return { asked: versions, reported: [...new Set(pairs)] };
}

async function scanOf(path: string, matcher: AdvisoryMatcher): Promise<Answers> {
  const { report } = await scanManifests(matcher, [manifestOf(path)]);
  return {
    asked: report.dependencies
      .filter(({ version }) => version !== '')
      .map(({ name, version }) => `${name}@${version}`),
    reported: report.findings.map(({ name, version, advisory }) => `${name}@${version} ${advisory}`),
  };
}

function manifestOf(path: string): ReturnType<typeof readInventories>[number] {
  const found = readInventories(npm, dirname(path)).find(({ group }) => group.path === 'package-lock.json');
  if (found === undefined) throw new Error(`${path} is in no group`);
  return found;
}

function differences(lock: string, byNpm: readonly string[], byScan: readonly string[]): readonly string[] {
  const [npmSet, scanSet] = [new Set(byNpm), new Set(byScan)];
  return [
    ...byNpm.filter((each) => !scanSet.has(each)).map((each) => `only npm: ${lock} ${each}`),
    ...byScan.filter((each) => !npmSet.has(each)).map((each) => `only scan: ${lock} ${each}`),
  ];
}

/** How npm's audit compares versions with ranges. */
const NPM_AUDIT = { includePrerelease: true, loose: true };

/** Real records first: a derived one of the same id knows less. */
async function readNpmAdvisories(): Promise<readonly Advisory[]> {
  const held = new Map<string, Advisory>();
  for (const path of sources) {
    for await (const item of readAdvisorySource(path ?? '')) {
      const parsed = item.kind === 'record' ? parseAdvisory(item.json) : null;
      if (parsed?.kind === 'advisory' && !held.has(parsed.advisory.id))
        held.set(parsed.advisory.id, parsed.advisory);
    }
  }
  return [...held.values()];
}
