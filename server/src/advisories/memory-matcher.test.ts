import { npm } from '../ecosystems/npm/index.js';
import type { Advisory } from './advisory.js';
import { createMemoryMatcher } from './memory-matcher.js';
import { parseAdvisory } from './osv.js';

const orders = [npm];

function advisory(id: string, change: object = {}): Advisory {
  const affected = [
    {
      package: { ecosystem: 'npm', name: 'lodash' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ];
  const parsed = parseAdvisory({ id, modified: '2024-01-01T00:00:00Z', affected, ...change });
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return parsed.advisory;
}

const asked = (version: string, name = 'lodash') => [{ ecosystem: 'npm' as const, name, version }];

describe('matching against records in memory', () => {
  test('a match says which record, why, and what fixes it', async () => {
    const matcher = createMemoryMatcher(
      [advisory('A', { aliases: ['CVE-1'], database_specific: { severity: 'LOW' } })],
      orders,
    );
    expect(await matcher.match([...asked('1.0.0'), ...asked('2.0.0'), ...asked('1.0.0', 'other')])).toEqual([
      {
        ecosystem: 'npm',
        name: 'lodash',
        version: '1.0.0',
        advisoryId: 'A',
        aliases: ['CVE-1'],
        severity: 'LOW',
        score: null,
        because: 'introduced 0, fixed 2.0.0',
        fixed: ['2.0.0'],
      },
    ]);
  });

  test('withdrawn records do not match, and of one id the newest counts', async () => {
    const matcher = createMemoryMatcher(
      [
        advisory('A', { withdrawn: '2024-01-01T00:00:00Z' }),
        advisory('B', { modified: '2024-01-01T00:00:00.5Z', withdrawn: '2024-01-01T00:00:00Z' }),
        advisory('B'),
        advisory('C'),
      ],
      orders,
    );
    expect((await matcher.match(asked('1.0.0'))).map(({ advisoryId }) => advisoryId)).toEqual(['C']);
    expect((await matcher.advisoriesFor(asked('1.0.0'))).map(({ id }) => id)).toEqual(['C']);
  });

  test('names of objects are only names', async () => {
    const matcher = createMemoryMatcher([], orders);
    expect(await matcher.match(asked('1.0.0', '__proto__'))).toEqual([]);
    expect(await matcher.advisoriesFor(asked('1.0.0', 'constructor'))).toEqual([]);
  });
});
