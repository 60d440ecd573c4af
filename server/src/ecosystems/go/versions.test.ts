import fc from 'fast-check';
import { compareVersions, isPrerelease, isVersion, satisfies, stepBetween } from './versions.js';

describe('Go versions', () => {
  it.each([
    ['v1.2.3', '1.2.3', 0],
    ['1.17', '1.17.0', 0],
    ['v1', '1.0.0', 0],
    ['1.17', '1.17.0-0', 1],
    ['1.21rc2', '1.21.0-rc.2', 0],
    ['1.21rc2', '1.21.0', -1],
    ['1.18beta1', '1.18rc1', -1],
    ['2.0.0+incompatible', '2.0.0', 0],
    ['0.0.0-20210630005230-0f9fa26af87c', '0.0.0-20220715151400-c0bba94af5f8', -1],
    ['1.5.1-0.20230307220236-3a3c6141e376', '1.5.1', -1],
    ['1.5.1-0.20230307220236-3a3c6141e376', '1.5.0', 1],
    ['1.10.0', '1.9.0', 1],
    ['1.02.0', '0.0.0-0', -1],
    ['main', 'v0.0.0', -1],
  ])('compares %s with %s as %i', (left, right, expected) => {
    expect(Math.sign(compareVersions(left, right))).toBe(expected);
    expect(Math.sign(compareVersions(right, left))).toBe(expected === 0 ? 0 : -expected);
  });

  it.each([
    ['v1.2.3', true],
    ['1.2', true],
    ['1.23.6', true],
    ['main', false],
    ['latest', false],
    ['v1.2.3.4', false],
    ['>=v1.2.3', false],
    ['1.2-rc.1', false],
    ['', false],
  ])('says whether %s is a version: %s', (text, expected) => {
    expect(isVersion(text)).toBe(expected);
  });

  it.each([
    ['1.2.3', 'v1.2.0', true],
    ['1.2.0', 'v1.2.0', true],
    ['1.1.9', 'v1.2.0', false],
    ['1.0.0', 'v0.9.0', true],
    ['1.0.0', 'main', false],
    ['main', 'v1.0.0', false],
  ])('says whether %s can be selected where %s is required: %s', (version, range, expected) => {
    expect(satisfies(version, range)).toBe(expected);
  });

  it.each([
    ['1.2.3', 'v1.2.4', 'PATCH'],
    ['1.2.3', '1.3.0', 'MINOR'],
    ['1.9.0', '2.0.0+incompatible', 'MAJOR'],
    ['0.0.0-20210630005230-0f9fa26af87c', '0.1.0', 'PRERELEASE'],
    ['v1.2.3', '1.2.3', 'NONE'],
    ['main', 'main', 'NONE'],
  ])('calls the step from %s to %s %s', (from, to, expected) => {
    expect(stepBetween(from, to)).toBe(expected);
  });

  it('takes pseudo-versions for prereleases', () => {
    expect(['0.0.0-20210630005230-0f9fa26af87c', '1.0.0', 'x'].map(isPrerelease)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        expect(typeof compareVersions(left, right)).toBe('number');
        expect(typeof satisfies(left, right)).toBe('boolean');
        expect(typeof stepBetween(left, right)).toBe('string');
      }),
    );
  });
});
