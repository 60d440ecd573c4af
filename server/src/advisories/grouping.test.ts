import fc from 'fast-check';
import { SEVERITIES } from './advisory.js';
import { type GroupableRecord, compareGroupIds, describeGroup, regroup, uniteRecords } from './grouping.js';

function record(
  id: string,
  aliases: readonly string[] = [],
  extra: Partial<GroupableRecord> = {},
): GroupableRecord {
  return { id, aliases, summary: '', severity: 'NONE', score: null, isWithdrawn: false, ...extra };
}

const membersOf = (records: readonly GroupableRecord[]) =>
  uniteRecords(records).map((component) => component.map(({ id }) => id));

describe('grouping advisories by alias', () => {
  test.each<[string, GroupableRecord[], string[][]]>([
    ['records without a common name stay apart', [record('A'), record('B')], [['A'], ['B']]],
    ['an alias that is a record', [record('A', ['B']), record('B')], [['A', 'B']]],
    ['an alias that two share', [record('A', ['CVE-1']), record('B', ['CVE-1'])], [['A', 'B']]],
    [
      'a chain, whatever the order',
      [record('D', ['CVE-2']), record('A', ['CVE-1']), record('C', ['CVE-1', 'CVE-2']), record('E')],
      [['A', 'C', 'D'], ['E']],
    ],
    [
      'names like properties of objects',
      [record('constructor', ['__proto__']), record('B', ['__proto__'])],
      [['B', 'constructor']],
    ],
  ])('%s', (_what, records, members) => {
    expect(membersOf(records)).toEqual(members);
  });

  test('a group has all names, the CVE first, then GHSA, the worst severity and score, and a text', () => {
    const content = describeGroup([
      record('PYSEC-2024-1', ['CVE-2024-1'], { severity: 'HIGH', score: 7.5, summary: 'From PyPA' }),
      record('GHSA-aaaa-bbbb-cccc', ['CVE-2024-1'], {
        severity: 'MEDIUM',
        score: 8.1,
        summary: 'From GitHub',
      }),
      record('MAL-2024-1', ['CVE-2024-1'], { severity: 'MALICIOUS', isWithdrawn: true }),
    ]);
    expect(content).toEqual({
      ids: ['CVE-2024-1', 'GHSA-aaaa-bbbb-cccc', 'MAL-2024-1', 'PYSEC-2024-1'],
      primaryId: 'CVE-2024-1',
      severity: 'HIGH',
      score: 8.1,
      summary: 'From GitHub',
    });
  });

  test('a group keeps its id when it grows', () => {
    const { groups, merged } = regroup(
      [record('A', ['CVE-1']), record('B', ['CVE-1'])],
      new Map([
        ['A', '7'],
        ['CVE-1', '7'],
      ]),
    );
    expect(groups.map(({ groupId, records }) => [groupId, records])).toEqual([['7', ['A', 'B']]]);
    expect(merged).toEqual([]);
  });

  test('when two groups merge the older id wins, by number and not by text', () => {
    const known = new Map([
      ['A', '10'],
      ['B', '9'],
    ]);
    const { groups, merged } = regroup([record('A', ['B']), record('B')], known);
    expect(groups.map(({ groupId }) => groupId)).toEqual(['9']);
    expect(merged).toEqual([{ from: '10', into: '9' }]);
  });

  test('when a group splits the larger part keeps the id', () => {
    const known = new Map(['A', 'B', 'C', 'CVE-1'].map((id) => [id, '3'] as const));
    const { groups } = regroup([record('A'), record('B', ['CVE-1']), record('C', ['CVE-1'])], known);
    expect(groups.map(({ groupId, records }) => [groupId, records])).toEqual([
      [null, ['A']],
      ['3', ['B', 'C']],
    ]);
  });

  test('any records in any order describe the same group, with all names and the worst of those that stand', () => {
    const one = fc.record({
      id: fc.constantFrom('CVE-1', 'GHSA-1', 'PYSEC-1', 'GO-1', 'MAL-1', 'x'),
      aliases: fc.array(fc.constantFrom('CVE-1', 'CVE-2', 'GHSA-2', 'y'), { maxLength: 3 }),
      severity: fc.constantFrom(...SEVERITIES),
      score: fc.option(fc.nat(10)),
      summary: fc.constantFrom('', 'short', 'long'),
      isWithdrawn: fc.boolean(),
    });
    const list = fc.uniqueArray(one, { selector: ({ id }) => id, minLength: 1 });
    const orders = list.chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    );
    fc.assert(
      fc.property(orders, ([records, shuffled]) => {
        const content = describeGroup(records);
        expect(describeGroup(shuffled)).toEqual(content);
        expect(new Set(content.ids)).toEqual(new Set(records.flatMap(({ id, aliases }) => [id, ...aliases])));
        const standing = records.filter(({ isWithdrawn }) => !isWithdrawn);
        for (const { severity, score } of standing) {
          expect(SEVERITIES.indexOf(content.severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(severity));
          expect(content.score ?? -1).toBeGreaterThanOrEqual(score ?? -1);
        }
      }),
    );
  });

  test('any records in any order give the same groups, each record in one, and no id is used twice', () => {
    const name = fc.constantFrom(...'ABCDEFGHIJKL');
    const records = fc.uniqueArray(fc.record({ id: name, aliases: fc.array(name, { maxLength: 3 }) }), {
      selector: ({ id }) => id,
    });
    const known = fc.array(fc.tuple(name, fc.nat(20).map(String)));
    const orders = records.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(orders, known, ([list, shuffled], pairs) => {
        const all = list.map(({ id, aliases }) => record(id, aliases));
        const result = regroup(all, new Map(pairs));
        const other = shuffled.map(({ id, aliases }) => record(id, aliases));
        expect(regroup(other, new Map(pairs))).toEqual(result);
        expect(result.groups.flatMap((group) => group.records).sort()).toEqual(
          all.map(({ id }) => id).sort(),
        );
        const ids = result.groups.map(({ groupId }) => groupId).filter((id) => id !== null);
        expect(new Set(ids).size).toBe(ids.length);
        const groupOf = new Map(
          result.groups.flatMap((group) => group.content.ids.map((id) => [id, group] as const)),
        );
        for (const each of all)
          for (const alias of each.aliases) expect(groupOf.get(alias)).toBe(groupOf.get(each.id));
        for (const { from, into } of result.merged) expect(compareGroupIds(into, from)).toBeLessThan(0);
      }),
    );
  });
});
