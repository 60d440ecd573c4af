import type {
  EditResult,
  ManifestFile,
  PackageVersionFacts,
  RangeChange,
  VersionChange,
} from '../ecosystem.js';
import { versionFacts } from '../../registries/version-facts.js';
import { editFiles } from './edit.js';

const HASH = (digit: string): string => `sha256:${digit.repeat(64)}`;

interface Release {
  readonly requires?: readonly string[];
  readonly python?: string | null;
  readonly summary?: string;
  readonly isGuessed?: boolean;
  readonly files?: readonly string[];
}

function factsOf(name: string, version: string, release: Release): PackageVersionFacts {
  const { requires = [], python = '>=3.8', summary = 'New "words".', isGuessed = false } = release;
  const files = release.files ?? [`${name}-${version}.tar.gz`, `${name}-${version}-py3-none-any.whl`];
  return versionFacts(version, {
    isDetailed: true,
    artifacts: files.map((filename) => ({
      filename,
      url: `https://files.example/${filename}`,
      hash: HASH(filename.endsWith('.whl') ? 'a' : 'b'),
      size: 12,
      uploadedAt: '2024-05-29T15:37:49.020Z',
    })),
    document: JSON.stringify({
      name,
      version,
      summary,
      requiresPython: python,
      requiresDist: requires,
      isGuessed,
    }),
  });
}

function move(name: string, from: string, to: string, release: Release = {}): VersionChange {
  const target = factsOf(name, to, release);
  return { name, from, to, locations: [`${name}@${from}`], target, answers: new Map() };
}

function edit(
  files: Readonly<Record<string, string>>,
  versions: readonly VersionChange[],
  ranges: readonly RangeChange[] = [],
): EditResult {
  const inputs = Object.entries(files).map(([path, text]): ManifestFile => ({ path, text }));
  return editFiles(inputs, { versions, ranges, forces: [] });
}

/** The lock after the changes, or why not. */
function editLock(path: string, text: string, versions: readonly VersionChange[]): string {
  const result = edit({ [path]: text }, versions);
  return result.kind === 'refused' ? `refused: ${result.reason}` : (result.files[0]?.text ?? 'unchanged');
}

describe('poetry.lock', () => {
  const entry = (name: string, more = '', tables = ''): string =>
    `[[package]]\nname = "${name}"\nversion = "1.0"\ndescription = "Old."\noptional = false\npython-versions = "*"\n${more}files = [\n    {file = "${name}-1.0.tar.gz", hash = "${HASH('0')}"},\n]\n${tables}\n`;
  const A_TABLES =
    '\n[package.dependencies]\nB = ">=1"\nc = {version = ">=1", markers = "python_version < \\"3.11\\""}\nd = {version = "*", optional = true, markers = "extra == \\"x\\""}\n\n[package.extras]\nx = ["d"]\ny = ["e (>=1)", "f (>=1,!=1.5)"]\n';
  const lockOf = (version: string, more = ''): string =>
    `# This file is generated.\n\n${entry('a', more, A_TABLES)}${entry('b', more)}${entry('c', more)}${entry('d', more)}[metadata]\nlock-version = "${version}"\npython-versions = "^3.9"\ncontent-hash = "${'0'.repeat(64)}"\n`;
  const LOCK = lockOf('2.0');
  const REQUIRES = [
    'c>=1; python_version < "3.11"',
    'B<3,>=1',
    'd; extra == "x"',
    'e>=2; extra == "y"',
    'f!=1.5,>=1; extra == "y"',
    'g; python_version < "3.8"',
  ];

  it('takes an entry’s files, requirements and extras from the registry, and moves nothing else', () => {
    const after = editLock('poetry.lock', LOCK, [move('a', '1.0', '1.1', { requires: REQUIRES })]);
    const expected = LOCK.replace(
      /name = "a"[^]*?(?=\n\n\[\[package\]\]\nname = "b")/,
      `name = "a"\nversion = "1.1"\ndescription = "New \\"words\\"."\noptional = false\npython-versions = ">=3.8"\nfiles = [\n    {file = "a-1.1-py3-none-any.whl", hash = "${HASH('a')}"},\n    {file = "a-1.1.tar.gz", hash = "${HASH('b')}"},\n]\n\n[package.dependencies]\nB = ">=1,<3"\nc = {version = ">=1", markers = "python_version < \\"3.11\\""}\nd = {version = "*", optional = true, markers = "extra == \\"x\\""}\n\n[package.extras]\nx = ["d"]\ny = ["e (>=2)", "f (>=1,!=1.5)"]`,
    );
    expect(after).toBe(expected);
    expect(editLock('poetry.lock', after, [move('a', '1.0', '1.1', { requires: REQUIRES })])).toBe(
      'unchanged',
    );
    expect(
      editLock('poetry.lock', LOCK.replaceAll('\n', '\r\n'), [
        move('a', '1.0', '1.1', { requires: REQUIRES }),
      ]),
    ).toBe(expected.replaceAll('\n', '\r\n'));
  });

  it('keeps the groups of lock version 2.1, and the source of another index', () => {
    const more = 'groups = ["main", "dev"]\n';
    const source =
      '\n[package.source]\ntype = "legacy"\nurl = "https://index.example/simple"\nreference = "own"\n';
    const lock = lockOf('2.1', more).replace(A_TABLES, A_TABLES + source);
    const requires = [...REQUIRES, 'h; extra == "z" and sys_platform == "win32"'];
    const after = editLock('poetry.lock', lock, [move('a', '1.0', '1.1', { requires })]);
    expect(after).toContain(`python-versions = ">=3.8"\n${more}files = [\n    {file = "a-1.1-py3`);
    expect(after).toContain(`z = ["h ; sys_platform == \\"win32\\""]\n${source}\n[[package]]\nname = "b"`);
  });

  it('writes the files of lock version 1.1 into their own table', () => {
    const plain = (name: string): string =>
      `[[package]]\nname = "${name}"\nversion = "1.0"\ndescription = ""\ncategory = "main"\noptional = false\npython-versions = "*"\n`;
    const lock = `${plain('a')}\n${plain('b')}\n[metadata]\nlock-version = "1.1"\npython-versions = "*"\ncontent-hash = ""\n\n[metadata.files]\na = [\n    {file = "a", hash = "${HASH('0')}"},\n]\nb = []\n`;
    const after = editLock('poetry.lock', lock, [move('a', '1.0', '1.1')]);
    expect(after).toContain(
      `[metadata.files]\na = [\n    {file = "a-1.1-py3-none-any.whl", hash = "${HASH('a')}"},\n    {file = "a-1.1.tar.gz", hash = "${HASH('b')}"},\n]\nb = []\n`,
    );
    expect(
      after.startsWith(
        plain('a').replace('1.0', '1.1').replace('""', '"New \\"words\\"."').replace('*', '>=3.8'),
      ),
    ).toBe(true);
  });

  it('moves several packages that ask for each other', () => {
    const after = editLock('poetry.lock', LOCK, [
      move('a', '1.0', '1.1', { requires: [...REQUIRES, 'b>=2'].filter((text) => text !== 'B<3,>=1') }),
      move('b', '1.0', '2.0'),
    ]);
    expect(after).toContain('[package.dependencies]\nb = ">=2"\n');
    expect(after).toContain('name = "b"\nversion = "2.0"');
  });

  it.each([
    ['a package that is not there', move('z', '1.0', '1.1'), 'has no entry for z'],
    ['another version', move('a', '0.9', '1.1'), 'does not hold a 0.9'],
    [
      'a requirement that is not locked',
      move('a', '1.0', '1.1', { requires: [...REQUIRES, 'z'] }),
      'needs z, which the lock does not hold',
    ],
    [
      'a requirement that is locked too low',
      move('a', '1.0', '1.1', { requires: [...REQUIRES.slice(2), 'c; python_version < "3.11"', 'b>=2'] }),
      'needs b >=2, and the lock holds 1.0',
    ],
    [
      'a requirement of other platforms that is not locked',
      move('a', '1.0', '1.1', { requires: [...REQUIRES, 'z; sys_platform == "win32"'] }),
      'needs z',
    ],
    [
      'a package that nobody else asks for any more',
      move('a', '1.0', '1.1', { requires: REQUIRES.filter((text) => !text.startsWith('B')) }),
      'b may no longer be needed',
    ],
    [
      'a requirement by address',
      move('a', '1.0', '1.1', { requires: ['z @ https://files.example/z.zip'] }),
      'no range of a registry',
    ],
    [
      'requirements that are only guessed',
      move('a', '1.0', '1.1', { isGuessed: true }),
      'not say for certain',
    ],
    ['no files', move('a', '1.0', '1.1', { requires: REQUIRES, files: [] }), 'which files make up a 1.1'],
    [
      'a marker that Poetry may write otherwise',
      move('a', '1.0', '1.1', {
        requires: [
          ...REQUIRES.filter((text) => !text.startsWith('B')),
          'b; sys_platform == "win32" or os_name == "nt"',
        ],
      }),
      'how Poetry writes b is not certain',
    ],
    [
      'an extra that Poetry may write otherwise',
      move('a', '1.0', '1.1', { requires: [...REQUIRES, 'h!=1; extra == "y"'] }),
      'how Poetry writes its extras is not certain',
    ],
    [
      'a range that Poetry may write otherwise',
      move('a', '1.0', '1.1', { requires: [...REQUIRES.filter((text) => !text.startsWith('B')), 'b==1.*'] }),
      'how Poetry writes b is not certain',
    ],
    [
      'no details',
      { ...move('a', '1.0', '1.1'), target: versionFacts('1.1', {}) },
      'does not say what a 1.1 asks for',
    ],
  ])('refuses %s', (_, change, reason) => {
    const after = editLock('poetry.lock', LOCK, [change]);
    expect(after).toMatch(/^refused: /);
    expect(after).toContain(reason);
  });

  it('refuses where the lock is damaged, of an unknown version, or holds the package twice', () => {
    const change = move('a', '1.0', '1.1', { requires: REQUIRES });
    expect(editLock('poetry.lock', `${LOCK}[`, [change])).toContain('could not be read whole');
    expect(editLock('poetry.lock', lockOf('3.0'), [change])).toContain('of a version');
    expect(editLock('poetry.lock', LOCK + entry('a'), [change])).toContain('several versions of a');
    expect(editLock('poetry.lock', LOCK.replace('\noptional = false', '\nother = 1'), [change])).toContain(
      'as Poetry writes it',
    );
  });

  it('works out the hash of the manifest where that changes, and refuses where it cannot', () => {
    const manifest = '[tool.poetry.dependencies]\npython = "^3.9"\na = "^1.0" # why\n"é" = "*"\n';
    const range = { manifestPath: null, name: 'a', from: '>=1.0,<2', range: '>=1.1,<2' };
    const lock = LOCK.replace(
      '0'.repeat(64) + '"\n',
      '1a84bb9822e1dd0f5f69c1d60f5f3fbfe5458a41618dfd841da7de569554ab49"\n',
    );
    expect(edit({ 'poetry.lock': lock, 'pyproject.toml': manifest }, [], [range])).toEqual({
      kind: 'edited',
      files: [
        {
          path: 'poetry.lock',
          text: lock.replace(
            '1a84bb9822e1dd0f5f69c1d60f5f3fbfe5458a41618dfd841da7de569554ab49',
            'dd4340d468af736551fa58904068c415dde2fd2622c90ee37a4c92548d42c97a',
          ),
        },
        { path: 'pyproject.toml', text: manifest.replace('^1.0', '^1.1') },
      ],
    });
    expect(edit({ 'poetry.lock': LOCK, 'pyproject.toml': manifest }, [], [range])).toMatchObject({
      kind: 'refused',
    });
  });
});

describe('uv.lock', () => {
  const file = (name: string, time = ''): string =>
    `{ url = "https://files.example/${name}", hash = "${HASH('0')}", size = 1${time} }`;
  const entry = (name: string, asks = '', tables = ''): string =>
    `[[package]]\nname = "${name}"\nversion = "1.0"\nsource = { registry = "https://index.example/simple" }\n${asks}sdist = ${file(`${name}-1.0.tar.gz`, ', upload-time = "2024-01-01T00:00:00Z"')}\nwheels = [\n    ${file(`${name}-1.0-py3-none-any.whl`, ', upload-time = "2024-01-01T00:00:00.5Z"')},\n]\n${tables}`;
  const A = entry(
    'a',
    'dependencies = [\n    { name = "b" },\n    { name = "c", marker = "python_full_version < \'3.11\'" },\n    { name = "d", extra = ["y"], marker = "os_name == \'nt\' or sys_platform == \'win32\'" },\n]\n',
    '\n[package.optional-dependencies]\nx = [\n    { name = "d" },\n]\n',
  );
  const OWN = `[[package]]\nname = "own"\nversion = "0.1.0"\nsource = { virtual = "." }\ndependencies = [\n    { name = "a", extra = ["x"] },\n    { name = "b" },\n    { name = "d" },\n]\n\n[package.metadata]\nrequires-dist = [\n    { name = "a", extras = ["x"], specifier = ">=1.0,<2" },\n    { name = "b" },\n]\n`;
  const LOCK = `version = 1\nrevision = 2\nrequires-python = ">=3.9"\n\n${A}\n${entry('b')}\n${entry('c')}\n${entry('d')}\n${OWN}`;
  const REQUIRES = [
    'c; python_version < "3.11"',
    "d[y]; sys_platform == 'win32' or os_name == 'nt'",
    'b>=1; python_version >= "3.8"',
    'd; extra == "x"',
    'z; extra == "unasked"',
    'z; python_version < "3.8"',
  ];

  it('takes an entry’s files and requirements from the registry, and moves nothing else', () => {
    const after = editLock('uv.lock', LOCK, [move('a', '1.0', '1.1', { requires: REQUIRES })]);
    const written = (name: string, digit: string): string =>
      `{ url = "https://files.example/${name}", hash = "${HASH(digit)}", size = 12, upload-time = "2024-05-29T15:37:49.02Z" }`;
    const changed = A.replace('version = "1.0"', 'version = "1.1"')
      .replace(/sdist = .*/, `sdist = ${written('a-1.1.tar.gz', 'b')}`)
      .replace(/ {4}\{ url.*\},/, `    ${written('a-1.1-py3-none-any.whl', 'a')},`);
    expect(after).toBe(LOCK.replace(A, changed));
  });

  it('lists the wheels for the lock’s versions of Python', () => {
    const tags = [
      'cp38-cp38',
      'cp39-cp39',
      'cp310-cp310',
      'pp37-pypy37_pp73',
      'py2-none',
      'py3-none',
      'cp37-abi3',
    ];
    const files = ['b-1.1.tar.gz', ...tags.map((tag) => `b-1.1-${tag}-any.whl`)];
    const after = editLock('uv.lock', LOCK, [move('b', '1.0', '1.1', { files })]);
    const listed = [...after.matchAll(/b-1\.1-([^"]*)-any\.whl/g)].map(([, tag]) => tag);
    expect(listed).toEqual(['cp310-cp310', 'cp37-abi3', 'cp39-cp39', 'py3-none']);
  });

  it('repeats a range that changes, in the order of uv', () => {
    const manifest = '[project]\nname = "own"\ndependencies = ["a[x]<2, >=1.0", "b"]\n';
    const range = { manifestPath: 'pyproject.toml', name: 'A', from: '>=1.0,<2', range: '>=1.1,<3' };
    expect(edit({ 'uv.lock': LOCK, 'pyproject.toml': manifest }, [], [range])).toEqual({
      kind: 'edited',
      files: [
        { path: 'uv.lock', text: LOCK.replace('>=1.0,<2', '>=1.1,<3') },
        { path: 'pyproject.toml', text: manifest.replace('<2, >=1.0', '<3, >=1.1') },
      ],
    });
    expect(
      edit({ 'uv.lock': LOCK.replace('>=1.0,<2', '>=1'), 'pyproject.toml': manifest }, [], [range]).kind,
    ).toBe('refused');
  });

  it.each([
    [
      'files from elsewhere',
      LOCK.replaceAll('files.example', 'other.example'),
      REQUIRES,
      'does not serve its files',
    ],
    [
      'wheels for other platforms',
      LOCK.replace('a-1.0-py3-none-any', 'a-1.0-py3-none-win32'),
      REQUIRES,
      'which of its files',
    ],
    ['a requirement that is not locked', LOCK, [...REQUIRES, 'z'], 'needs z'],
    ['a requirement that nobody else has', LOCK, REQUIRES.slice(1), 'c may no longer be needed'],
    [
      'a marker that uv may write otherwise',
      LOCK,
      [...REQUIRES.slice(0, 2), REQUIRES[3] ?? '', 'b; os_name == "nt"'],
      'how uv writes b',
    ],
    ['an extra that is there no more', LOCK, REQUIRES.slice(0, 3), 'no such extra'],
    [
      'what is newer than a date being left out',
      LOCK.replace('\n\n', '\n\n[options]\nexclude-newer = "2024-01-01T00:00:00Z"\n\n'),
      REQUIRES,
      'newer than a date',
    ],
    ['several versions', `${LOCK}\n${entry('a').replace('1.0', '0.9')}`, REQUIRES, 'several versions of a'],
    ['another version of the format', LOCK.replace('version = 1', 'version = 2'), REQUIRES, 'of a version'],
  ])('refuses %s', (_, lock, requires, reason) => {
    const after = editLock('uv.lock', lock, [move('a', '1.0', '1.1', { requires })]);
    expect(after).toMatch(/^refused: /);
    expect(after).toContain(reason);
  });
});

describe('Pipfile.lock', () => {
  const LOCK = `{
    "_meta": {
        "hash": {
            "sha256": "${'0'.repeat(64)}"
        },
        "requires": {"python_version": "3.11"}
    },
    "default": {
        "a": {
            "hashes": [
                "${HASH('0')}",
                "${HASH('1')}"
            ],
            "index": "pypi",
            "markers": "python_version >= '3.7'",
            "version": "==1.0"
        },
        "b": {
            "hashes": ["${HASH('0')}"],
            "version": "==1.0"
        }
    },
    "develop": {}
}
`;
  const at = (change: VersionChange, location: string): VersionChange => ({
    ...change,
    locations: [location],
  });

  it('takes version, hashes and marker from the registry, and moves nothing else', () => {
    const requires = ['b>=1', 'z; extra == "x"', 'z; python_version < "3.8"'];
    const files = ['a-2.0.tar.gz', 'a-2.0.egg', 'a-2.0-py3-none-any.whl'];
    const change = at(move('a', '1.0', '2.0', { requires, files }), 'default/a');
    expect(editLock('Pipfile.lock', LOCK, [change])).toBe(
      LOCK.replace(HASH('0'), HASH('a'))
        .replace(HASH('1'), HASH('b'))
        .replace("'3.7'", "'3.8'")
        .replace('==1.0', '==2.0'),
    );
  });

  it.each([
    ['a requirement that is not locked', { requires: ['z'] }, 'default/a', 'needs z'],
    ['a requirement that is locked too low', { requires: ['b>=2'] }, 'default/a', 'needs b >=2'],
    ['another section', {}, 'develop/a', 'does not hold a 1.0'],
    ['what Pipenv may write otherwise', { python: '>=3.8,!=3.9.0' }, 'default/a', 'under which marker'],
    ['requirements that are only guessed', { isGuessed: true }, 'default/a', 'not say for certain'],
  ])('refuses %s', (_, release, location, reason) => {
    expect(editLock('Pipfile.lock', LOCK, [at(move('a', '1.0', '2.0', release), location)])).toContain(
      reason,
    );
  });

  it('refuses a marker that the old entry has not, and a lock that is damaged', () => {
    const change = at(move('b', '1.0', '2.0'), 'default/b');
    expect(editLock('Pipfile.lock', LOCK, [change])).toContain('under which marker');
    expect(editLock('Pipfile.lock', LOCK.slice(0, -4), [change])).toContain('could not be read whole');
  });
});

describe('compiled requirements', () => {
  const TEXT = `# This file is autogenerated by pip-compile with Python 3.11
a[x]==1.0 ; python_version >= "3" \\
    --hash=${HASH('0')} \\
    --hash=${HASH('1')}
    # via -r requirements.in
b==1.0 \\
    --hash=${HASH('0')}
    # via
    #   a
    #   c
c==1.0 --hash=${HASH('0')}
    # via -r requirements.in
`;
  const PATH = 'requirements.txt';
  const at = (change: VersionChange, name: string): VersionChange => ({
    ...change,
    locations: [`${PATH}#${name}`],
  });
  const REQUIRES = ['b', 'd; extra == "y"', 'e; sys_platform == "win32"', 'f; python_version < "3.9"'];

  it('takes a line’s hashes from the registry, and keeps its notes, marker and indentation', () => {
    const expected = TEXT.replace('a[x]==1.0', 'a[x]==1.1')
      .replace(HASH('0'), HASH('a'))
      .replace(HASH('1'), HASH('b'));
    const change = at(move('a', '1.0', '1.1', { requires: REQUIRES }), 'a');
    expect(editLock(PATH, TEXT, [change])).toBe(expected);
    const windows = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(editLock(PATH, windows(TEXT), [change])).toBe(windows(expected));
    const pinned = { manifestPath: null, name: 'a', from: '==1.0', range: '==1.1' };
    expect(edit({ [PATH]: TEXT }, [change], [pinned])).toEqual({
      kind: 'edited',
      files: [{ path: PATH, text: expected }],
    });
  });

  it('writes as many hashes as there are files', () => {
    const one = editLock(PATH, TEXT, [at(move('b', '1.0', '1.1'), 'b')]);
    expect(one).toContain(`b==1.1 \\\n    --hash=${HASH('a')} \\\n    --hash=${HASH('b')}\n    # via\n`);
    const inLine = editLock(PATH, TEXT, [at(move('c', '1.0', '1.1', { requires: ['b'] }), 'c')]);
    expect(inLine).toContain(`c==1.1 --hash=${HASH('a')} --hash=${HASH('b')}\n`);
  });

  it.each([
    ['what is asked for no more', 'a', [], 'does not ask for b any more'],
    ['what is newly asked for', 'b', ['c'], 'newly asks for c'],
    ['what is not there', 'b', ['z'], 'needs z'],
    ['what is there too old', 'a', ['b>=2'], 'needs b >=2'],
  ])('refuses %s', (_, name, requires, reason) => {
    expect(editLock(PATH, TEXT, [at(move(name, '1.0', '1.1', { requires }), name)])).toContain(reason);
  });

  it('refuses to change a pin and leave its hashes', () => {
    const pinned = { manifestPath: null, name: 'b', from: '==1.0', range: '==1.1' };
    expect(edit({ [PATH]: TEXT }, [], [pinned])).toMatchObject({ kind: 'refused' });
  });
});
