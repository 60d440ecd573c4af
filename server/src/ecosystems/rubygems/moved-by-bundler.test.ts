import { readGemInfo } from '../../registries/rubygems-info.js';
import { rubygems } from './index.js';

/** What Bundler 2.3.27 wrote before and after `bundle lock --update a --conservative`, from a registry that then had `a` 1.2.0 too. */
const lock = (gems: readonly string[]): string =>
  [
    'GEM',
    '  remote: https://gems.example/',
    '  specs:',
    ...gems,
    'PLATFORMS',
    '  x86_64-linux',
    '',
    'DEPENDENCIES',
    '  a (~> 1.0)',
    '  c',
    '  zed',
    '',
    'BUNDLED WITH',
    '   2.3.27',
    '',
  ].join('\n');
const BEFORE = lock([
  '    a (1.0.0)',
  '      b (~> 1.0, >= 1.0.1)',
  '      old',
  '    b (1.0.5)',
  '    c (3.0)',
  '      a (>= 1, < 2)',
  '    old (2.0)',
  '    zed (1.0)',
  '',
]);
const AFTER = lock([
  '    a (1.2.0)',
  '      b (~> 1.0, >= 1.0.2)',
  '      bundler (>= 1.15)',
  '      zed',
  '    b (1.0.5)',
  '    c (3.0)',
  '      a (>= 1, < 2)',
  '    zed (1.0)',
  '',
]);

it('gives the very bytes that Bundler wrote for the same move, from what the compact index says', () => {
  const info = readGemInfo(
    `---\n1.0.0 b:~> 1.0&>= 1.0.1,old:>= 0|checksum:x\n1.2.0 zed:>= 0,b:>= 1.0.2&~> 1.0,bundler:>= 1.15|checksum:x\n`,
    'a',
    '2024-01-01T00:00:00.000Z',
  );
  const target = info?.versions.find(({ version }) => version === '1.2.0');
  if (target === undefined) throw new Error('not read');
  const change = { name: 'a', from: '1.0.0', to: '1.2.0', locations: ['a'], answers: new Map(), target };
  const files = [{ path: 'Gemfile.lock', text: BEFORE }];
  expect(rubygems.edit(files, { versions: [change], ranges: [], forces: [] })).toEqual({
    kind: 'edited',
    files: [{ path: 'Gemfile.lock', text: AFTER }],
  });
});
