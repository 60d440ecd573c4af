import type { Advisory, RangeEvent } from '../advisories/advisory.js';
import { createMemoryMatcher } from '../advisories/memory-matcher.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import { findLowestFixes, fixKey } from './lowest-fixes.js';

/** A record about the package `a` with ranges such as `1.0.0-1.0.5`; without an end there is no fix. */
function advisory(id: string, ...ranges: readonly string[]): Advisory {
  const events = ranges.flatMap((range): readonly RangeEvent[] => {
    const [introduced = '0', fixed] = range.split('-');
    const start: RangeEvent = { kind: 'introduced', version: introduced };
    return fixed === undefined ? [start] : [start, { kind: 'fixed', version: fixed }];
  });
  return {
    id,
    aliases: [],
    summary: '',
    details: '',
    severity: 'HIGH',
    score: null,
    vector: null,
    isMalicious: false,
    publishedAt: null,
    modifiedAt: '2026-01-01T00:00:00Z',
    withdrawnAt: null,
    references: [],
    cwes: [],
    affected: [
      {
        ecosystem: 'npm',
        name: 'a',
        ranges: [{ type: 'SEMVER', events }],
        versions: [],
        lastKnownAffected: null,
      },
    ],
  };
}

test.each<[string, readonly Advisory[], string | undefined]>([
  ['the lowest of one record', [advisory('A', '0-1.0.5', '2.0.0-2.0.1')], '1.0.5'],
  ['the highest of what several ask for', [advisory('A', '0-1.0.5'), advisory('B', '0-1.0.10')], '1.0.10'],
  [
    'on the same branch, though another branch has a higher one',
    [advisory('A', '0-1.0.1', '2.0.0-2.0.1'), advisory('B', '0-1.0.10')],
    '1.0.10',
  ],
  [
    'not one that another record calls affected',
    [advisory('A', '0-1.0.2', '1.5.0-3.0.0'), advisory('B', '0-2.0.0')],
    '3.0.0',
  ],
  [
    'not one to which a record applies that did not before',
    [
      advisory('A', '0-1.0.2'),
      advisory('B', '0-1.0.4'),
      advisory('C', '1.0.4-1.0.5'),
      advisory('D', '0-1.0.6'),
    ],
    '1.0.6',
  ],
  [
    'one to which a new record applies where there is no better',
    [advisory('A', '0-1.0.2'), advisory('C', '1.0.2')],
    '1.0.2',
  ],
  ['of the others where one has no fix', [advisory('A', '0-1.0.5'), advisory('B', '0')], '1.0.5'],
  ['none where no record has one', [advisory('A', '0')], undefined],
])('the lowest fix is %s', async (_title, advisories, expected) => {
  const matcher = createMemoryMatcher(advisories, ECOSYSTEMS);
  const asked = { ecosystem: 'npm', name: 'a', version: '1.0.0' } as const;
  const fixes = await findLowestFixes(matcher, await matcher.match([asked]));
  expect(fixes.get(fixKey(asked))).toBe(expected);
});
