import {
  compareIdentifiers,
  comparePrecedence,
  readSemanticVersion,
  readStrictVersion,
  type SemanticVersion,
  semanticStep,
} from './semantic-version.js';

function read(text: string): SemanticVersion {
  const version = readSemanticVersion(text);
  if (version === null) throw new Error(`${text} is no version`);
  return version;
}

describe('semantic versions', () => {
  it.each([
    ['1.0.0-alpha', '1.0.0-alpha.1', -1],
    ['1.0.0-alpha.beta', '1.0.0-alpha.1', 1],
    ['1.0.0-rc.1', '1.0.0', -1],
    ['1.0.0', '1.0.0+build', 0],
    ['1.0.0-r2', '1.0.0-r100', 1],
    ['1.2.3-5-Foo', '1.2.3-5-foo', -1],
    ['9007199254740993.0.0', '9007199254740992.0.0', 1],
    ['1.0.0-99999999999999999991', '1.0.0-99999999999999999999', -1],
    ['1.0.0-99999999999999999991', '1.0.0-5', 1],
  ])('compares %s with %s as %i', (left, right, expected) => {
    expect(Math.sign(comparePrecedence(read(left), read(right)))).toBe(expected);
    expect(Math.sign(comparePrecedence(read(right), read(left)))).toBe(expected === 0 ? 0 : -expected);
  });

  it.each(['', '1', '1.2', '1.2.3.4', 'v1.2.3', '^1.2.3', '1.2.3-', '1.2.3-a..b', '1.2.3+', ' 1.2.3'])(
    'takes %j for no version',
    (text) => {
      expect(readSemanticVersion(text)).toBeNull();
    },
  );

  it.each([
    ['1.02.3', false],
    ['1.2.3-rc.01', false],
    ['1.2.3-0', true],
    ['1.2.3-a-01', true],
    ['1.2.3-0a', true],
    ['1.2.3+001', true],
    ['0.0.0', true],
  ])('says whether %s is strict: %s', (text, expected) => {
    expect(readStrictVersion(text) !== null).toBe(expected);
    expect(readSemanticVersion(text)).not.toBeNull();
  });

  it('does not read a number of a million digits', () => {
    expect(readSemanticVersion(`${'9'.repeat(1_000_000)}.0.0`)).toBeNull();
  });

  it.each([
    ['1.2.3', '1.2.4', 'PATCH'],
    ['1.3.3', '1.2.4', 'MINOR'],
    ['1.2.3', '2.2.3', 'MAJOR'],
    ['1.2.3-a', '1.2.3', 'PRERELEASE'],
    ['1.2.3+a', '1.2.3+b', 'NONE'],
    ['1.2.3', 'main', 'MAJOR'],
  ])('calls the step from %s to %s %s', (from, to, expected) => {
    expect(semanticStep(readSemanticVersion(from), readSemanticVersion(to))).toBe(expected);
  });

  it('orders lists of identifiers by their first difference, then by length', () => {
    expect(compareIdentifiers([1, 'a'], [1, 'b'])).toBeLessThan(0);
    expect(compareIdentifiers([1], [1, 0])).toBeLessThan(0);
    expect(compareIdentifiers([2], ['1'])).toBeLessThan(0);
  });
});
