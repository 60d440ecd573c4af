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
    let matcher: AdvisoryMatcher;

    beforeAll(async () => {
      held = await readHeldAdvisories();
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
  },
);

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
async function readHeldAdvisories(): Promise<ReadonlyMap<string, Advisory>> {
  const held = new Map<string, Advisory>();
  const paths = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl.gz') && !name.includes('-ambiguous'))
      .map((name) => join(folder, name)),
  );
  for (const path of paths) {
    for await (const item of readAdvisorySource(path)) {
      if (item.kind === 'broken') throw new Error(`${basename(path)}: ${item.reason}`);
      const parsed = parseAdvisory(item.json);
      if (parsed.kind === 'advisory' && !held.has(parsed.advisory.id))
        held.set(parsed.advisory.id, parsed.advisory);
    }
  }
  return held;
}

function advisoryOf(json: unknown): Advisory {
  const parsed = parseAdvisory(json);
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return parsed.advisory;
}
