import { readConformance } from '../../test/shared-data.js';
import { scoreVector, worstVector } from './cvss.js';

describe('scoring CVSS vectors', () => {
  test.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.1', 9.8, 'CRITICAL'],
    ['CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:L', '3.1', 3.1, 'LOW'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N', '3.0', 6.5, 'MEDIUM'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', '3.1', 0, 'NONE'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', '4.0', 9.3, 'CRITICAL'],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', '2.0', 10, 'HIGH'],
  ])('%s is %s with score %d, %s', (vector, version, overall, severity) => {
    expect(scoreVector(vector)).toEqual({ version, base: overall, overall, severity });
  });

  test.each([
    ['empty text', ''],
    ['a word', 'HIGH'],
    ['a vector that lacks base metrics', 'CVSS:3.1/AV:N'],
    ['a value that does not exist', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:Q'],
    ['a version that does not exist', 'CVSS:9.9/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L'],
    ['the name of a property', '__proto__:x'],
    ['a text without end', `CVSS:3.1/${'AV:N/'.repeat(1000)}`],
  ])('%s has no score', (_what, vector) => {
    expect(scoreVector(vector)).toBeNull();
  });

  test('of several vectors the worst counts, and those that cannot be read are passed over', () => {
    const low = 'CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:L';
    const high = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
    expect(worstVector([low, 'nonsense', high])?.vector).toBe(high);
    expect(worstVector(['nonsense'])).toBeNull();
  });
});

interface ScoreCase {
  readonly name: string;
  readonly vector: string;
  readonly expected: { BaseScore?: number; EnvironmentalScore?: number; Score?: number };
}

const reference = readConformance('cvss/scores.json') as { cases: ScoreCase[] } | null;

// Runs where the reference suite is beside the checkout.
(reference === null ? describe.skip : describe)('the published score tables', () => {
  test.each((reference?.cases ?? []).map((entry) => [entry.name, entry] as const))('%s', (_name, entry) => {
    const score = scoreVector(entry.vector);
    expect(score?.overall).toBe(entry.expected.Score ?? entry.expected.EnvironmentalScore);
    if (entry.expected.BaseScore !== undefined) expect(score?.base).toBe(entry.expected.BaseScore);
  });
});
