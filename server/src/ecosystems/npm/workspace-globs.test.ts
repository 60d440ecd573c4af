import { workspaceMatcher } from './workspace-globs.js';

describe('workspaceMatcher', () => {
  it.each([
    [['packages/*'], 'packages/a', true],
    [['packages/*'], 'packages/a/b', false],
    [['packages/*'], 'packages', false],
    [['./packages/*/'], 'packages/a', true],
    [['packages/**'], 'packages/a/b', true],
    [['**'], 'a/b', true],
    [['a/**/z'], 'a/z', true],
    [['a/**/z'], 'a/b/c/z', true],
    [['a/**/z'], 'a/b/c', false],
    [['app-*'], 'app-one', true],
    [['app-?'], 'app-1', true],
    [['app-?'], 'app-12', false],
    [['*-lib-*'], 'a-lib-lib-b', true],
    [['{apps,libs}/*'], 'libs/a', true],
    [['{apps,libs}/*'], 'tools/a', false],
    [['packages/*', '!packages/old'], 'packages/old', false],
    [['packages/*', '!packages/o*', 'packages/old'], 'packages/old', true],
    [['docs'], 'docs', true],
    [[], 'docs', false],
    [[''], 'docs', false],
  ])('says of %j whether %s belongs: %s', (patterns, folder, expected) => {
    expect(workspaceMatcher(patterns)(folder)).toBe(expected);
  });

  it('is fast whatever the pattern', () => {
    const start = performance.now();
    const folder = `${'a/'.repeat(1000)}${'a'.repeat(2000)}`;
    expect(workspaceMatcher([`${'**/'.repeat(500)}b`, `**/${'*a'.repeat(500)}b`])(folder)).toBe(false);
    expect(workspaceMatcher(['{a,b}'.repeat(5000)])(folder)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
