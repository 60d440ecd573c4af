import fc from 'fast-check';
import { npm } from '../ecosystems/npm/index.js';
import { rememberVersions } from './remembered-versions.js';

const VERSIONS = ['1.0.0', '1.2.0', '1.2.0-beta.1', '2.0.0', '2.0.0+build', 'not a version', ''];
const RANGES = ['^1.0.0', '>=1.2.0 <2', '*', '', 'npm:other@^1.0.0', 'latest', '1.0.0'];

describe('an ecosystem that remembers', () => {
  const remembering = rememberVersions(npm);

  it('answers as the ecosystem itself, the first time and again', () => {
    const version = fc.constantFrom(...VERSIONS);
    fc.assert(
      fc.property(version, version, fc.constantFrom(...RANGES), (left, right, range) => {
        for (let time = 0; time < 2; time += 1) {
          expect(remembering.compareVersions(left, right)).toBe(npm.compareVersions(left, right));
          expect(remembering.satisfies(left, range)).toBe(npm.satisfies(left, range));
          expect(remembering.isPrerelease(left)).toBe(npm.isPrerelease(left));
        }
      }),
    );
  });

  it('asks the ecosystem once', () => {
    let asked = 0;
    const counting = rememberVersions({
      ...npm,
      satisfies(version, range) {
        asked += 1;
        return npm.satisfies(version, range);
      },
    });
    for (let time = 0; time < 3; time += 1) {
      expect(counting.satisfies('1.0.0', '^1.0.0')).toBe(true);
      expect(counting.satisfies('2.0.0', '^1.0.0')).toBe(false);
    }
    expect(asked).toBe(2);
  });
});
