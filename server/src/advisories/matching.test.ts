import fc from 'fast-check';
import { npm as npmEcosystem } from '../ecosystems/npm/index.js';
import { compareVersions } from '../ecosystems/npm/versions.js';
import { readConformance } from '../../test/shared-data.js';
import type { AdvisoryRange, AffectedPackage, RangeEvent } from './advisory.js';
import { compileAffected, matchAffected, matchVersion } from './matching.js';
import { parseAdvisory } from './osv.js';
import { packageKey } from './package-key.js';

const npm = { id: 'npm', compareVersions };
const introduced = (version: string): RangeEvent => ({ kind: 'introduced', version });
const fixed = (version: string): RangeEvent => ({ kind: 'fixed', version });
const lastAffected = (version: string): RangeEvent => ({ kind: 'last_affected', version });
const limit = (version: string): RangeEvent => ({ kind: 'limit', version });

function range(...events: RangeEvent[]): AdvisoryRange {
  return { type: 'SEMVER', events };
}

function affected(ranges: readonly AdvisoryRange[], extra: Partial<AffectedPackage> = {}): AffectedPackage {
  return { ecosystem: 'npm', name: 'lodash', ranges, versions: [], lastKnownAffected: null, ...extra };
}

describe('matching a version with what a record says of its package', () => {
  const twoBranches = [
    affected([range(introduced('0'), fixed('2.5.1'))]),
    affected([range(introduced('3.0.0'), fixed('4.6.2'))]),
  ];
  test.each<[string, AffectedPackage[], string, string | null, string[]]>([
    ['below the fix', twoBranches, '1.0.0', 'introduced 0, fixed 2.5.1', ['2.5.1', '4.6.2']],
    ['between the branches', twoBranches, '2.9.0', null, []],
    ['in the later branch', twoBranches, '3.1.0', 'introduced 3.0.0, fixed 4.6.2', ['4.6.2']],
    ['at the fix', twoBranches, '4.6.2', null, []],
    ['a prerelease of the fix', twoBranches, '4.6.2-rc.1', 'introduced 3.0.0, fixed 4.6.2', ['4.6.2']],
    [
      'at the last affected version',
      [affected([range(introduced('1.0.0'), lastAffected('1.4.0'))])],
      '1.4.0',
      'introduced 1.0.0, last affected 1.4.0',
      [],
    ],
    [
      'above the last affected',
      [affected([range(introduced('1.0.0'), lastAffected('1.4.0'))])],
      '1.4.1',
      null,
      [],
    ],
    [
      'one version that is introduced and last affected',
      [affected([range(lastAffected('1.4.0'), introduced('1.4.0'))])],
      '1.4.0',
      'introduced 1.4.0, last affected 1.4.0',
      [],
    ],
    ['above it', [affected([range(lastAffected('1.4.0'), introduced('1.4.0'))])], '1.5.0', null, []],
    [
      'events out of order',
      [affected([range(fixed('3.0.0'), introduced('2.0.0'), fixed('1.0.0'), introduced('0'))])],
      '2.5.0',
      'introduced 2.0.0, fixed 3.0.0',
      ['3.0.0'],
    ],
    [
      'between events out of order',
      [affected([range(fixed('3.0.0'), introduced('2.0.0'), fixed('1.0.0'), introduced('0'))])],
      '1.5.0',
      null,
      [],
    ],
    [
      'below a limit',
      [affected([range(introduced('1.0.0'), limit('2.0.0'))])],
      '1.9.0',
      'introduced 1.0.0, limit 2.0.0',
      [],
    ],
    ['at a limit', [affected([range(introduced('1.0.0'), limit('2.0.0'))])], '2.0.0', null, []],
    [
      'below one of two limits',
      [affected([range(introduced('1.0.0'), limit('2.0.0'), limit('3.0.0'))])],
      '2.5.0',
      'introduced 1.0.0, limit 2.0.0',
      [],
    ],
    [
      'a limit without end',
      [affected([range(introduced('1.0.0'), limit('*'))])],
      '9.0.0',
      'introduced 1.0.0, no end given',
      [],
    ],
    ['a listed version', [affected([], { versions: ['1.2.3'] })], '1.2.3', 'listed version 1.2.3', []],
    [
      'a listed version in another spelling',
      [affected([], { versions: ['1.2.3'] })],
      'v1.2.3',
      'listed version 1.2.3',
      [],
    ],
    ['not a listed version', [affected([], { versions: ['1.2.3'] })], '1.2.4', null, []],
    [
      'an unending range up to the last known affected version',
      [affected([range(introduced('0'))], { lastKnownAffected: '<= 1.2.3' })],
      '1.2.3',
      'introduced 0, last known affected <= 1.2.3',
      [],
    ],
    [
      'an unending range above it',
      [affected([range(introduced('0'))], { lastKnownAffected: '<= 1.2.3' })],
      '1.2.4',
      null,
      [],
    ],
    [
      'at an excluded last known',
      [affected([range(introduced('0'))], { lastKnownAffected: '< 1.2.3' })],
      '1.2.3',
      null,
      [],
    ],
    [
      'the last known affected version counts for nothing where a fix is named',
      [affected([range(introduced('0'), fixed('2.5.1'))], { lastKnownAffected: '< 2.5.0' })],
      '2.5.0',
      'introduced 0, fixed 2.5.1',
      ['2.5.1'],
    ],
    [
      'a last known affected version that cannot be read ends nothing',
      [affected([range(introduced('0'))], { lastKnownAffected: '>= 1 || < 0' })],
      '9.0.0',
      'introduced 0, no end given',
      [],
    ],
    [
      'a fix that another range affects is no fix',
      [affected([range(introduced('0'), fixed('1.0.0')), range(introduced('0.9.0'), fixed('1.1.0'))])],
      '0.5.0',
      'introduced 0, fixed 1.0.0',
      ['1.1.0'],
    ],
    [
      'a short version in the record',
      [affected([range(introduced('1'), fixed('2'))])],
      '1.0.0',
      'introduced 1.0.0, fixed 2.0.0',
      ['2.0.0'],
    ],
    [
      'a version that is not known',
      [affected([range(introduced('1.0.0'), fixed('2.0.0'))])],
      '',
      'version not known',
      ['2.0.0'],
    ],
    ['a record that says nothing', [affected([])], '1.0.0', null, []],
    ['commits', [affected([{ type: 'GIT', events: [introduced('0')] }])], '1.0.0', null, []],
  ])('%s', (_what, entries, version, because, fixes) => {
    const verdict = matchAffected(entries, version, npm);
    expect(verdict).toEqual(because === null ? null : { because, fixed: fixes });
  });

  test('without an order only listed versions match', () => {
    const entries = [affected([range(introduced('0'))], { versions: ['1.0.0'] })];
    expect(matchAffected(entries, '1.0.0', null)).toEqual({ because: 'listed version 1.0.0', fixed: [] });
    expect(matchAffected(entries, '2.0.0', null)).toBeNull();
  });

  test('the order of distinct events never matters, and no fixed version above is itself affected', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'));
    const events = fc.uniqueArray(fc.tuple(version, fc.constantFrom(introduced, fixed, lastAffected)), {
      selector: ([text]) => text,
      maxLength: 8,
    });
    fc.assert(
      fc.property(events, version, fc.integer(), (pairs, asked, seed) => {
        const inOrder = pairs.map(([text, make]) => make(text));
        const shuffled = [...inOrder].sort((left, right) =>
          left.version + seed < right.version + seed ? 1 : -1,
        );
        const verdict = matchAffected([affected([range(...inOrder)])], asked, npm);
        expect(matchAffected([affected([range(...shuffled)])], asked, npm)).toEqual(verdict);
        const compiled = compileAffected([affected([range(...inOrder)])], npm);
        for (const fix of verdict?.fixed ?? []) {
          expect(matchVersion(compiled, fix)).toBeNull();
          expect(npm.compareVersions(fix, asked)).toBeGreaterThan(0);
        }
      }),
    );
  });
});

interface MatchingCase {
  readonly test: string;
  readonly affected: unknown[];
  readonly package: { ecosystem: string; name: string };
  readonly expect: Record<string, boolean>;
}

const reference = readConformance('osv-scalibr/osv-matching.json') as { cases: MatchingCase[] } | null;

// Runs where the reference suite is beside the checkout.
(reference === null ? describe.skip : describe)('the verdicts of osv-scalibr', () => {
  const cases = reference?.cases ?? [];
  test.each(cases.map((entry, index) => [index, entry.test, entry] as const))(
    'case %d: %s',
    (_index, _test, entry) => {
      const parsed = parseAdvisory({
        id: 'OSV-1',
        modified: '2024-01-01T00:00:00Z',
        affected: entry.affected,
      });
      if (parsed.kind === 'invalid') throw new Error(parsed.reason);
      const key = packageKey(entry.package.ecosystem, entry.package.name);
      const about = parsed.advisory.affected.filter((each) => packageKey(each.ecosystem, each.name) === key);
      const verdicts = Object.keys(entry.expect).map((version) => [
        version,
        matchAffected(about, version, npm) !== null,
      ]);
      expect(Object.fromEntries(verdicts)).toEqual(entry.expect);
    },
  );
});

describe('what is no version', () => {
  const entry = { ecosystem: 'npm', name: 'a', versions: [], lastKnownAffected: null };
  const all = [
    {
      ...entry,
      ranges: [{ type: 'SEMVER' as const, events: [{ kind: 'introduced' as const, version: '0' }] }],
    },
  ];

  test.each([
    ['^1.2.3', false],
    ['latest', false],
    ['1.x', false],
    ['1.2.3', true],
  ])('%s in a manifest without a lock matches a range of all versions: %s', (version, matches) => {
    expect(matchAffected(all, version, npmEcosystem) !== null).toBe(matches);
  });
});
