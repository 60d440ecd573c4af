import { fastestRun } from '../../../test/fastest.js';
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
    [['packages/[ab]'], 'packages/a', true],
    [['packages/[a-c]x'], 'packages/bx', true],
    [['packages/[!ab]'], 'packages/a', false],
    [['packages/[]]'], 'packages/]', true],
    [['packages/!(old|dead-*)'], 'packages/new', true],
    [['packages/!(old|dead-*)'], 'packages/dead-1', false],
    [['!(old)'], 'new', true],
    [['packages/@(a|b)'], 'packages/b', true],
    [['{a,b/{c,d}}/*'], 'b/d/e', true],
    [['{a,b/{c,d}}/*'], 'b/e', false],
    [['{a}/*'], 'a/b', false],
    [['packages/*'], 'packages/.hidden', false],
    [['packages/.*'], 'packages/.hidden', true],
    [['packages/[.]hidden'], 'packages/.hidden', false],
    [['packages/!(a)'], 'packages/.hidden', false],
    [['**'], 'a/.b/c', false],
    [['**/c'], 'a/.b/c', false],
    [['**/.b/c'], 'a/.b/c', true],
    [['**'], 'a/node_modules/b', false],
    [['**/node_modules/b'], 'a/node_modules/b', false],
  ])('says of %j whether %s belongs: %s', (patterns, folder, expected) => {
    expect(workspaceMatcher(patterns).isMember(folder)).toBe(expected);
  });

  it.each([
    'a/+(b|c)',
    'a/?(b)',
    'a/x!(b)',
    'a/\\*',
    'a/{1..3}',
    'a/[[:alpha:]]',
    'a/[b',
    'a/{b',
    '{a,b}'.repeat(8),
    'x'.repeat(5000),
  ])('does not read %s, and says so', (pattern) => {
    const { unread, isMember } = workspaceMatcher(['docs', pattern, 'libs']);
    expect(unread).toEqual([pattern]);
    expect(['docs', 'a/b', 'libs'].map(isMember)).toEqual([true, false, true]);
  });

  it('is fast whatever the pattern and the folders, and says where it gave up', () => {
    const folder = `${'a/'.repeat(1000)}${'a'.repeat(2000)}`;
    const work = () => {
      expect(workspaceMatcher([`${'**/'.repeat(500)}b`, `**/${'*a'.repeat(500)}b`]).isMember(folder)).toBe(
        false,
      );
      for (const nested of ['{a,b}'.repeat(5000), '{'.repeat(4000), '{a,'.repeat(1300), '@('.repeat(2000)])
        expect(workspaceMatcher([nested]).isMember(folder)).toBe(false);
      const folders = Array.from({ length: 4_000 }, (_, n) => `${'xx/'.repeat(60)}${n}`);
      const { isMember, unread } = workspaceMatcher(Array.from({ length: 200 }, () => '**/x**/'.repeat(30)));
      expect(unread).toEqual([]);
      expect(folders.map(isMember).at(-1)).toBeNull();
      const classes = workspaceMatcher([`*[${'b'.repeat(4000)}]*`]);
      for (let count = 0; count < 100; count += 1) classes.isMember('a'.repeat(4000));
    };
    expect(fastestRun(work, 2_000)).toBeLessThan(2_000);
  });
});
