import { ProblemList } from '../../formats/problem-list.js';
import { askOfText } from './ask.js';
import { markerHolds } from './markers.js';
import { packageOfAddress, readRequirement } from './requirement.js';
import { logicalLines, readVia } from './requirement-lines.js';
import { readRequirementsFile } from './requirements-file.js';
import { scopeOfExtra, scopeOfGroup } from './scopes.js';

it.each([
  ['Flask', { name: 'Flask', range: '', extras: [] }],
  ['Flask == 2.0', { range: '== 2.0' }],
  [
    'requests [security,socks] >= 2.8.1, == 2.8.* ; python_version < "2.7"',
    { range: '>= 2.8.1, == 2.8.*', extras: ['security', 'socks'], marker: 'python_version < "2.7"' },
  ],
  ['PySocks (>=1.5.6,!=1.5.7)', { name: 'PySocks', range: '>=1.5.6,!=1.5.7' }],
  ['zope.interface~=5.0', { name: 'zope.interface', range: '~=5.0' }],
  ['foo--bar==1.0', { name: 'foo--bar', range: '==1.0' }],
  ['pytz==2004d', { range: '==2004d', isRangeReadable: true }],
  ['a==1.0 and more', { range: '==1.0 and more', isRangeReadable: false }],
  [
    'a @ https://files.example.com/a.zip ; python_version > "3"',
    { url: 'https://files.example.com/a.zip', marker: 'python_version > "3"' },
  ],
  ['a[b] @ file:///opt/a;v=1.whl', { url: 'file:///opt/a;v=1.whl', extras: ['b'] }],
])('reads %j', (text, expected) => {
  expect(readRequirement(text)).toMatchObject(expected);
});

it.each(['', '==1.0', 'a 1.0', 'a==', 'a>=,<', '-r file', 'a @ ', '[a]', 'a-==1'])(
  'finds no requirement in %j',
  (text) => {
    expect(readRequirement(text)).toBeNull();
  },
);

it.each([
  ['https://files.example.com/Django-3.2.1-py3-none-any.whl#sha256=00', 'Django', '3.2.1'],
  ['https://files.example.com/torch-2.0.0%2Bcpu-cp310-cp310-linux_x86_64.whl?x=1', 'torch', '2.0.0+cpu'],
  ['./archives/zope-interface-5.0.tar.gz', 'zope-interface', '5.0'],
  ['https://git.example.com/org/repo/archive/1.26.8.zip', '', ''],
  ['git+https://git.example.com/org/repo.git@v1.0', 'repo', ''],
  ['git+ssh://git@git.example.com/org/repo.git@feature/x#egg=Real_Name&subdirectory=py', 'Real_Name', ''],
  ['..\\libs\\colors', 'colors', ''],
  ['https://git.example.com', '', ''],
])('knows from %s the name %j and the version %j', (address, name, version) => {
  expect(packageOfAddress(address)).toEqual({ name, version });
});

it('says where a package comes from, and keeps no password', () => {
  const site = { path: 'x', problems: new ProblemList(), lineOf: () => null };
  const ask = (text: string): unknown => askOfText(text, 'RUNTIME', site);
  expect(ask('a @ git+https://user:secret@git.example.com/a.git')).toMatchObject({
    source: 'GIT',
    range: 'git+https://git.example.com/a.git',
  });
  expect(ask('a @ https://x@y@files.example.com/a-1.0.zip')).toMatchObject({
    source: 'TARBALL',
    range: 'https://files.example.com/a-1.0.zip',
    pinned: '1.0',
  });
  expect(ask('a @ ../a')).toMatchObject({ source: 'FILE' });
  expect(ask('?')).toBeNull();
  expect(site.problems.list()).toHaveLength(1);
});

it('joins continued lines and sets comments apart', () => {
  const text =
    '# top\r\na==1 \\\n  --hash=x  # why\n    # via b\n\n    # no more\nb#1\\\n# a comment ends it\nc==1 \\';
  expect(logicalLines(text)).toEqual([
    { text: 'a==1   --hash=x', line: 2, comments: [' why', ' via b'] },
    { text: 'b#1', line: 7, comments: [' a comment ends it'] },
    { text: 'c==1', line: 9, comments: [] },
  ]);
});

it.each([
  [['via flask'], { names: ['flask'], isDirect: false }],
  [[' via a, b'], { names: ['a', 'b'], isDirect: false }],
  [[' via', '   flask', '   -r requirements.in'], { names: ['flask'], isDirect: true }],
  [[' via', '   app (pyproject.toml)'], { names: [], isDirect: true }],
  [[' via -c constraints.txt'], { names: [], isDirect: false }],
  [[' viable'], null],
  [[], null],
])('reads of the comments %j who asks', (comments, expected) => {
  expect(readVia(comments)).toEqual(expected);
});

it('reads the lines that pip reads, and says which it does not', () => {
  const problems = new ProblemList();
  const file = readRequirementsFile(
    'r.txt',
    [
      '-r base.txt',
      '--requirement=other.txt',
      '-rthird.txt',
      '-c "my constraints.txt"',
      '--constraint ../c.txt',
      '-i https://user:secret@pypi.example.com/simple',
      '--hash=sha256:00',
      '--no-such-option https://me:secret@example.com',
      'a==1.0 --hash=sha256:00 --config-settings x=y',
      '-e .',
      '.[dev]',
      '-e ./libs/b[x,y] ; python_version > "3"',
      '-e git+https://${TOKEN}@git.example.com/c.git#egg=c',
      'd==${VERSION}',
      '{% if x %}',
      'e==1.0 f',
      'http://files.example.com/g-1.0.zip',
      'http://me:secret@files.example.com/1.0.zip',
    ].join('\n'),
    problems,
  );
  expect(file?.includes.map(({ target }) => target)).toEqual(['base.txt', 'other.txt', 'third.txt']);
  expect(file?.constraints.map(({ target }) => target)).toEqual(['my constraints.txt', '../c.txt']);
  expect(file?.requirements.map(({ ask }) => `${ask.source} ${ask.name} ${ask.pinned || ask.range}`)).toEqual(
    [
      'REGISTRY a 1.0',
      'FILE b ./libs/b',
      'GIT c git+https://git.example.com/c.git#egg=c',
      'REGISTRY e ==1.0 f',
      'TARBALL g 1.0',
    ],
  );
  expect(problems.list().map(({ code, line }) => `${code} ${line}`)).toEqual([
    'BAD_ENTRY 8',
    'NOT_RESOLVED 14',
    'BAD_ENTRY 15',
    'BAD_ENTRY 16',
    'NOT_RESOLVED 18',
  ]);
  expect(JSON.stringify([file, problems.list()])).not.toContain('secret');
});

it.each([
  ['extra == "a"', true],
  ["'b' == extra", false],
  ['extra == "b" or (extra == "a" and python_version > "3")', true],
  ['extra == "a" and extra == "b"', false],
  ['"a" in extras', true],
  ['"b" not in extras', false],
  ['', true],
  ['extra ==', true],
  ['((extra == "b"', true],
  ['extra == "b" )', true],
  ['(((((('.repeat(100), true],
])('decides the marker %j: %s', (marker, expected) => {
  expect(markerHolds(marker, ({ value, operator }) => value !== 'b' && operator !== 'not in')).toBe(expected);
});

it.each([
  ['dev', 'DEVELOPMENT', 'DEVELOPMENT'],
  ['integration-tests', 'TEST', 'TEST'],
  ['docs_build', 'DEVELOPMENT', 'DEVELOPMENT'],
  ['postgres', 'DEVELOPMENT', 'OPTIONAL'],
  ['latest', 'DEVELOPMENT', 'OPTIONAL'],
])('takes the group %s for %s, and the extra for %s', (name, group, extra) => {
  expect([scopeOfGroup(name), scopeOfExtra(name)]).toEqual([group, extra]);
});
