import { toolFiles } from './tool-files.js';

function seen(path: string, text: string): string {
  const files = [
    { path: 'package.json', text: '{"name":"app"}' },
    { path, text },
  ];
  const inputs = ['package.json', path];
  const result = toolFiles({ ecosystem: 'npm', path, inputs }, files);
  return result.kind === 'refused' ? result.message : 'let in';
}

const lock = (location: string): string => `{"packages":{"":{},"node_modules/a":{"resolved":"${location}"}}}`;

test.each([
  String.raw`file:/tmp/a`,
  String.raw`file:\u002ftmp/a`,
  String.raw`file:\/tmp/a`,
  String.raw`\u0066ile:\u002Ftmp\u002Fa`,
  String.raw`file:%2ftmp/a%zz`,
  String.raw`file:\u00252ftmp/a`,
  String.raw`\u002e\u002e/\u002e\u002e/\u002e./.\u002e/../../../a`,
  '../../../../../../ a/../../../../b',
  String.raw`../../../../../../a\"/../../../../b`,
])('a lock that points to %s reaches no package manager', (location) => {
  expect(seen('package-lock.json', lock(location))).toMatch(/points to .*, out of the repository/s);
});

test.each(['libs/a', '../sibling', String.raw`https:\/\/registry.example/a/-/a-1.0.0.tgz`])(
  'a lock that points to %s is let in',
  (location) => expect(seen('package-lock.json', lock(location))).toBe('let in'),
);

test('a name of a lock counts as a path as well, wherever it stands', () => {
  expect(seen('package-lock.json', String.raw`{"packages":[{"\u002ftmp\u002fa":{}}]}`)).toContain('/tmp/a');
});

test.each([
  ['yarn.lock', String.raw`"a@file:\u002ftmp": x`],
  ['pnpm-lock.yaml', String.raw`version: "link:\x2ftmp"`],
  ['pnpm-lock.yaml', String.raw`version: "link:\/tmp"`],
  ['pnpm-lock.yaml', 'version: "link:../../../../\\\n  ../../../../a"'],
  ['package-lock.json', '{'],
])('%s with what cannot be seen through is refused: %s', (path, text) => {
  expect(seen(path, text)).toBe(`${path} cannot be read safely, so nothing was resolved anew.`);
});

test('locks without escapes are let in', () => {
  expect(seen('pnpm-lock.yaml', "a:\n  version: link:../b\n  deprecated: 'use it\\'s'\n")).toBe('let in');
  expect(seen('yarn.lock', '"a@file:../b":\n  version "1.0.0"\n')).toBe('let in');
});
