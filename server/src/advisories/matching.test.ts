import fc from 'fast-check';
import { npm } from '../ecosystems/npm/index.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import type { AdvisoryRange, AffectedPackage, RangeEvent } from './advisory.js';
import { compileAffected, matchAffected, matchVersion } from './matching.js';
import { PreparedVersion, plainNumber } from './prepared-version.js';

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

  test('without an order ECOSYSTEM ranges say nothing, SEMVER ranges and listed versions do', () => {
    const unordered = { type: 'ECOSYSTEM' as const, events: [introduced('0')] };
    const listed = [affected([unordered], { versions: ['1.0.0'] })];
    expect(matchAffected(listed, '1.0.0', null)).toEqual({ because: 'listed version 1.0.0', fixed: [] });
    expect(matchAffected(listed, '2.0.0', null)).toBeNull();
    const ordered = [affected([range(introduced('1.0.0'), fixed('1.10.0'))])];
    expect(matchAffected(ordered, 'v1.9.0', null)).toEqual({
      because: 'introduced 1.0.0, fixed 1.10.0',
      fixed: ['1.10.0'],
    });
  });

  test.each<[string, RangeEvent[], Record<string, boolean>]>([
    [
      'joins what ends and what begins there',
      [introduced('0'), fixed('1.0.0'), introduced('1.0.0'), fixed('2.0.0')],
      { '0.9.0': true, '1.0.0': true, '1.5.0': true, '2.0.0': false },
    ],
    [
      'is nothing by itself',
      [introduced('1.0.0'), fixed('1.0.0')],
      { '0.9.0': false, '1.0.0': false, '1.5.0': false },
    ],
    [
      'is itself affected where it is also the last affected one',
      [introduced('1.0.0'), lastAffected('1.0.0')],
      { '0.9.0': false, '1.0.0': true, '1.0.1': false },
    ],
  ])('a version that is both introduced and fixed %s, in any order', (_what, events, expected) => {
    for (const given of [events, [...events].reverse()]) {
      const found = Object.keys(expected).map((asked) => [
        asked,
        matchAffected([affected([range(...given)])], asked, npm) !== null,
      ]);
      expect(Object.fromEntries(found)).toEqual(expected);
    }
  });

  test.each<[string, RangeEvent[], string, boolean]>([
    ['a fix that is no version ends nothing', [introduced('1.0.0'), fixed('soon')], '9.0.0', true],
    ['nor does a limit', [introduced('1.0.0'), limit('soon')], '9.0.0', true],
    ['nor does a last affected version', [introduced('1.0.0'), lastAffected('all')], '9.0.0', true],
    ['four numbers stand where three do', [introduced('1.0.0'), fixed('2.0.0')], '1.9.9.9', true],
    ['and end where three do', [introduced('1.0.0'), fixed('2.0.0')], '2.0.0.1', false],
    ['a tag is no version', [introduced('0')], 'latest', false],
  ])('%s', (_what, events, asked, isAffected) => {
    expect(matchAffected([affected([range(...events)])], asked, npm) !== null).toBe(isAffected);
  });

  test('any events in any order give the same verdict, and no fixed version above is itself affected', () => {
    const version = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)).map((parts) => parts.join('.'));
    const event = fc
      .tuple(version, fc.constantFrom(introduced, fixed, lastAffected, limit))
      .map(([text, make]) => make(text));
    const events = fc.array(fc.oneof(event, fc.constant(introduced('0'))), { maxLength: 8 });
    const orders = events.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(orders, version, ([inOrder, shuffled], asked) => {
        const compiled = compileAffected([affected([range(...inOrder)])], npm);
        const verdict = matchVersion(compiled, asked);
        const other = matchAffected([affected([range(...shuffled)])], asked, npm);
        expect(other === null).toBe(verdict === null);
        expect(other?.fixed).toEqual(verdict?.fixed);
        for (const fix of verdict?.fixed ?? []) {
          expect(matchVersion(compiled, fix)).toBeNull();
          expect(npm.compareVersions(fix, asked)).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('without pairs at one version the verdict is that of the published algorithm', () => {
    const version = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)).map((parts) => parts.join('.'));
    const events = fc.uniqueArray(
      fc.tuple(version, fc.constantFrom(introduced, fixed, lastAffected, limit)),
      {
        selector: ([text]) => text,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(events, version, (pairs, asked) => {
        const given = pairs.map(([text, make]) => make(text));
        expect(matchAffected([affected([range(...given)])], asked, npm) !== null).toBe(
          isAffectedByDefinition(given, asked),
        );
      }),
    );
  });
});

/** Word by word what https://ossf.github.io/osv-schema/#evaluation says of one range. */
function isAffectedByDefinition(events: readonly RangeEvent[], version: string): boolean {
  const limits = events.filter(({ kind }) => kind === 'limit');
  if (limits.length > 0 && !limits.some((each) => npm.compareVersions(version, each.version) < 0))
    return false;
  let isVulnerable = false;
  for (const event of [...events].sort((left, right) => npm.compareVersions(left.version, right.version))) {
    const side = npm.compareVersions(version, event.version);
    if (event.kind === 'introduced' && side >= 0) isVulnerable = true;
    if (event.kind === 'fixed' && side >= 0) isVulnerable = false;
    if (event.kind === 'last_affected' && side > 0) isVulnerable = false;
  }
  return isVulnerable;
}

describe('commits', () => {
  const [first, second, third] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
  const git = (...events: RangeEvent[]): AdvisoryRange => ({ type: 'GIT', events });
  const entries = [
    affected([git(introduced(first), fixed(second)), git(introduced('0'), lastAffected(third))], {
      versions: ['f'.repeat(40)],
    }),
  ];

  test.each([
    ['the first affected commit', first, `introduced ${first}`],
    ['in capital letters', first.toUpperCase(), `introduced ${first}`],
    ['behind an address', `git+https://git.example/a/b.git#${first}`, `introduced ${first}`],
    ['the last affected commit', third, `last affected ${third}`],
    ['a listed commit', 'f'.repeat(40), `listed version ${'f'.repeat(40)}`],
    [
      'a listed commit behind an address',
      `https://git.example/a#${'f'.repeat(40)}`,
      `listed version ${'f'.repeat(40)}`,
    ],
    ['the commit that fixed it', second, null],
    ['a commit that no event names', 'd'.repeat(40), null],
    ['a version', '1.0.0', null],
  ])('%s', (_what, asked, because) => {
    expect(matchAffected(entries, asked, npm)?.because ?? null).toBe(because);
  });

  test('a commit is never ordered as a version, and one that another range fixes is affected by this one', () => {
    const anyVersion = { id: 'Maven', versionScheme: { read: (text: string) => text, compare: () => 0 } };
    const everything = [affected([{ type: 'ECOSYSTEM', events: [introduced('0')] }])];
    expect(matchAffected(everything, first, anyVersion)).toBeNull();
    expect(matchAffected(everything, '1.0', anyVersion)).not.toBeNull();
    const both = [affected([git(fixed(first)), git(introduced(first))])];
    expect(matchAffected(both, first, npm)?.because).toBe(`introduced ${first}`);
  });
});

describe('the order of every ecosystem', () => {
  const plain = fc.tuple(fc.nat(140_000), fc.nat(300), fc.nat(140_000)).map((parts) => parts.join('.'));

  test.each(ECOSYSTEMS.map((each) => [each.id, each] as const))(
    '%s orders three plain numbers by number, which is why they are not read',
    (_id, { versionScheme }) => {
      fc.assert(
        fc.property(plain, plain, (left, right) => {
          const [leftForm, rightForm] = [versionScheme.read(left), versionScheme.read(right)];
          expect(leftForm).not.toBeNull();
          const byScheme = Math.sign(versionScheme.compare(leftForm, rightForm));
          const prepared = new PreparedVersion(left, versionScheme);
          expect(Math.sign(prepared.compareTo(new PreparedVersion(right, versionScheme)))).toBe(byScheme);
        }),
      );
    },
  );

  test.each([
    ['1.2.3', true],
    ['0.0.0', true],
    ['131071.131071.131071', true],
    ['131072.0.0', false],
    ['01.2.3', false],
    ['1.2', false],
    ['1.2.3.4', false],
    ['1..3', false],
    ['1.2.', false],
    ['1.2.3-rc.1', false],
    ['v1.2.3', false],
    ['', false],
  ])('whether %j is three plain numbers: %s', (text, isPlain) => {
    expect(plainNumber(text) >= 0).toBe(isPlain);
  });

  test('a SEMVER range is ordered by semantic versioning in any ecosystem, an ECOSYSTEM range by its own', () => {
    const byText = {
      id: 'Pub',
      versionScheme: {
        read: (text: string) => text,
        compare: (left: string, right: string) => (left < right ? -1 : Number(left > right)),
      },
    };
    const events = [introduced('1.2.0-a')];
    const semver = [affected([{ type: 'SEMVER', events }])];
    const own = [affected([{ type: 'ECOSYSTEM', events }])];
    expect(matchAffected(semver, '1.10.0-a', byText)?.because).toBe('introduced 1.2.0-a, no end given');
    expect(matchAffected(own, '1.10.0-a', byText)).toBeNull();
    expect(matchAffected(semver, 'v1.2.0-a+build', byText)).not.toBeNull();
  });
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
    expect(matchAffected(all, version, npm) !== null).toBe(matches);
  });
});
