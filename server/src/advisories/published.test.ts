import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readConformance, sharedDataPath } from '../../test/shared-data.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import { npm } from '../ecosystems/npm/index.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import type { Advisory, AdvisoryMatcher } from './advisory.js';
import { readAdvisorySource } from './advisory-source.client.js';
import { matchAffected } from './matching.js';
import { createMemoryMatcher } from './memory-matcher.js';
import { parseAdvisory } from './osv.js';
import { packageKey } from './package-key.js';

interface MatchingCase {
  readonly test: string;
  readonly affected: unknown[];
  readonly package: { ecosystem: string; name: string };
  readonly expect: Record<string, boolean>;
}

const archive = sharedDataPath('conformance.tar.gz');
const reference = readConformance('osv-scalibr/osv-matching.json') as { cases: MatchingCase[] } | null;

// Runs where the reference suite is beside the checkout.
(reference === null ? describe.skip : describe)('the verdicts of osv-scalibr', () => {
  const cases = reference?.cases ?? [];

  test('there are 193', () => {
    expect(cases.reduce((sum, entry) => sum + Object.keys(entry.expect).length, 0)).toBe(193);
  });

  test.each(cases.map((entry, index) => [index, entry.test, entry] as const))(
    'case %d: %s',
    (_index, _test, entry) => {
      const { affected } = advisoryOf({
        id: 'OSV-1',
        modified: '2024-01-01T00:00:00Z',
        affected: entry.affected,
      });
      const key = packageKey(entry.package.ecosystem, entry.package.name);
      const about = affected.filter((each) => packageKey(each.ecosystem, each.name) === key);
      const verdicts = Object.keys(entry.expect).map((version) => [
        version,
        matchAffected(about, version, npm) !== null,
      ]);
      expect(Object.fromEntries(verdicts)).toEqual(entry.expect);
    },
  );
});

const querySchema = z.object({
  ecosystem: z.string().optional(),
  name: z.string().optional(),
  version: z.string().optional(),
  vulns: z.array(z.string()),
});

const folders = ['osv', 'osv-derived'].map(sharedDataPath).filter((path) => path !== null);

// Runs where the shared data is beside the checkout.
(archive === null || folders.length < 2 ? describe.skip : describe)(
  'the recorded answers of api.osv.dev',
  () => {
    let held: ReadonlyMap<string, Advisory>;
    let derived: ReadonlySet<string>;
    let matcher: AdvisoryMatcher;

    beforeAll(async () => {
      ({ held, derived } = await readHeldAdvisories());
      matcher = createMemoryMatcher(held.values(), ECOSYSTEMS);
    });

    test('each that we hold is found, in every ecosystem', async () => {
      const found = new Map<string, number>();
      const missing: string[] = [];
      for (const { ecosystem = 'commit', name = '', version = '', vulns } of readQueries(archive ?? '')) {
        const matches = await matcher.match([{ ecosystem: ecosystem as EcosystemId, name, version }]);
        const ids = new Set(matches.map(({ advisoryId }) => advisoryId));
        for (const id of vulns.filter((each) => isAbout(held.get(each), ecosystem, name))) {
          if (ids.has(id)) found.set(ecosystem, (found.get(ecosystem) ?? 0) + 1);
          else missing.push(`${ecosystem} ${name}@${version} ${id}`);
        }
      }
      expect(missing).toEqual([]);
      expect(Object.fromEntries(found)).toEqual({
        Go: 350,
        Maven: 76,
        Packagist: 4,
        PyPI: 25,
        RubyGems: 17,
        SwiftURL: 1,
        npm: 4,
      });
    });

    test('what is found besides is listed by its record, derived from another, or newer than the recording', async () => {
      const besides: string[] = [];
      for (const { ecosystem = 'commit', name = '', version = '', vulns } of readQueries(archive ?? '')) {
        if (!ECOSYSTEMS.some(({ id }) => id === ecosystem)) continue;
        const matches = await matcher.match([{ ecosystem: ecosystem as EcosystemId, name, version }]);
        for (const { advisoryId, aliases, because } of matches) {
          const isAnswered = [advisoryId, ...aliases].some((id) => vulns.includes(id));
          const isOther = derived.has(advisoryId) || LATER_RELEASES.some((text) => because.endsWith(text));
          if (!isAnswered && !isOther) besides.push(`${name}@${version} ${advisoryId} ${because}`);
        }
      }
      expect(besides).toEqual([
        'dnsjava:dnsjava@3.4.0 GHSA-crjg-w57m-rqqf listed version 3.4.0',
        'dnsjava:dnsjava@3.4.0 GHSA-mmwx-rj87-vfgr listed version 3.4.0',
        'urllib3@1.24.3 PYSEC-2021-108 listed version 1.24.3',
      ]);
    });
  },
);

/** Go releases, and one of its modules, whose fixes no recorded answer names yet: they came out after the recording. */
const LATER_RELEASES = ['fixed 1.25.13', 'fixed 1.26.6', 'fixed 0.45.0'];

function isAbout(advisory: Advisory | undefined, ecosystem: string, name: string): boolean {
  const key = packageKey(ecosystem, name);
  return (
    advisory !== undefined &&
    advisory.withdrawnAt === null &&
    advisory.affected.some((entry) => packageKey(entry.ecosystem, entry.name) === key)
  );
}

function readQueries(path: string): readonly z.infer<typeof querySchema>[] {
  const text = execFileSync('tar', ['-xzOf', path, 'conformance/osv-scanner/querybatch.jsonl'], {
    encoding: 'utf8',
  });
  return text
    .trim()
    .split('\n')
    .map((line) => querySchema.parse(JSON.parse(line)));
}

/** Real records first; derived ones where there is no real one, without those that over-report. */
async function readHeldAdvisories() {
  const held = new Map<string, Advisory>();
  const derived = new Set<string>();
  for (const folder of folders) {
    const names = readdirSync(folder).filter(
      (name) => name.endsWith('.jsonl.gz') && !name.includes('-ambiguous'),
    );
    for (const name of names) {
      for await (const item of readAdvisorySource(join(folder, name))) {
        if (item.kind === 'broken') throw new Error(`${name}: ${item.reason}`);
        const parsed = parseAdvisory(item.json);
        if (parsed.kind === 'invalid' || held.has(parsed.advisory.id)) continue;
        held.set(parsed.advisory.id, parsed.advisory);
        if (basename(folder) === 'osv-derived') derived.add(parsed.advisory.id);
      }
    }
  }
  return { held, derived };
}

function advisoryOf(json: unknown): Advisory {
  const parsed = parseAdvisory(json);
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return parsed.advisory;
}
