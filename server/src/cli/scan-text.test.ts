import type { ScanFinding, ScanReport } from './scan-report.js';
import { describeScan } from './scan-text.js';

type Manifest = ScanReport['manifests'][number];
type Dependency = ScanReport['dependencies'][number];

function manifest(over: Partial<Manifest> = {}): Manifest {
  return {
    path: 'package-lock.json',
    ecosystem: 'npm',
    format: 'package-lock v3',
    dependencies: 1,
    locked: true,
    unmatched: 0,
    hasAdvisories: true,
    problems: [],
    ...over,
  };
}

function dependency(over: Partial<Dependency> = {}): Dependency {
  return {
    ecosystem: 'npm',
    name: 'a',
    version: '1.0.0',
    manifest: 'package-lock.json',
    direct: false,
    scope: 'RUNTIME',
    source: 'REGISTRY',
    paths: [['b@1.0.0', 'a@1.0.0']],
    ...over,
  };
}

function finding(advisory: string, over: Partial<ScanFinding> = {}): ScanFinding {
  return {
    ecosystem: 'npm',
    name: 'a',
    version: '1.0.0',
    advisory,
    aliases: [],
    severity: 'HIGH',
    fixed: ['1.0.1'],
    because: 'introduced 0, fixed 1.0.1',
    manifest: 'package-lock.json',
    ...over,
  };
}

function rowsOf(
  report: Partial<ScanReport>,
  fixes: ReadonlyMap<string, string> = new Map([['npm\na\n1.0.0', '1.0.1']]),
): readonly string[] {
  const text = describeScan({ manifests: [manifest()], dependencies: [], findings: [], ...report }, fixes);
  return text.split('\n').filter((line) => /^[A-Z]+ {2}/.test(line) && !line.startsWith('SEVERITY'));
}

function sumOf(report: Partial<ScanReport>): string {
  const text = describeScan(
    { manifests: [manifest()], dependencies: [], findings: [], ...report },
    new Map(),
  );
  return text.trimEnd().split('\n\n').at(-1)?.trimStart() ?? '';
}

describe('the rows', () => {
  test('a package version is one row with its worst severity, its ids and all its manifests', () => {
    const rows = rowsOf({
      findings: [
        finding('GHSA-1', { severity: 'LOW' }),
        finding('GHSA-2', { severity: 'CRITICAL' }),
        finding('GHSA-3'),
        finding('GHSA-2', { severity: 'CRITICAL', manifest: 'web/package-lock.json' }),
      ],
    });
    expect(rows).toEqual([
      expect.stringMatching(
        /^CRITICAL +a 1\.0\.0 +GHSA-2, GHSA-3 and 1 more +1\.0\.1 +package-lock\.json and 1 more +–$/,
      ),
    ]);
  });

  test('the worst come first, then by name', () => {
    const rows = rowsOf({
      findings: [
        finding('GHSA-1', { name: 'c', severity: 'NONE' }),
        finding('GHSA-1', { name: 'z' }),
        finding('GHSA-1', { name: 'b' }),
        finding('GHSA-1', { name: 'd', severity: 'MALICIOUS' }),
      ],
    });
    expect(rows.map((row) => row.split(/ +/).slice(0, 2))).toEqual([
      ['MALICIOUS', 'd'],
      ['HIGH', 'b'],
      ['HIGH', 'z'],
      ['UNRATED', 'c'],
    ]);
  });

  test.each<[string, readonly (readonly string[])[], readonly [string, string][], string]>([
    ['the one that closes all', [['1.0.1'], ['1.0.2']], [['npm\na\n1.0.0', '1.0.2']], '1.0.2'],
    [
      'that of the rest where one has none',
      [['1.0.1'], []],
      [['npm\na\n1.0.0', '1.0.1']],
      '1.0.1, 1 without a fix',
    ],
    ['none where none has one', [[]], [], '–'],
  ])('the fix is %s', (_title, fixes, lowest, expected) => {
    const findings = fixes.map((fixed, index) => finding(`GHSA-${index}`, { fixed }));
    const [row] = rowsOf({ findings }, new Map(lowest));
    expect(row?.split(/ {2,}/)[3]).toBe(expected);
  });

  test.each<[Partial<Dependency>, string]>([
    [{ direct: true, paths: [['a@1.0.0']] }, 'direct'],
    [{}, 'by b@1.0.0'],
    [{ scope: 'DEVELOPMENT' }, 'by b@1.0.0, development'],
    [{ paths: [] }, '–'],
    [{ source: 'GIT' }, 'by b@1.0.0, from a git source'],
  ])('%j is there: %s', (over, expected) => {
    const [row] = rowsOf({ findings: [finding('GHSA-1')], dependencies: [dependency(over)] });
    expect(row?.endsWith(`  ${expected}`)).toBe(true);
  });

  test('a direct dependency of one manifest is direct', () => {
    const direct = dependency({ direct: true, paths: [['a@1.0.0']], manifest: 'web/package-lock.json' });
    const [row] = rowsOf({
      findings: [finding('GHSA-1')],
      dependencies: [dependency(), direct, dependency()],
    });
    expect(row?.endsWith('  direct')).toBe(true);
  });
});

describe('the sum', () => {
  test('records that share an alias are one vulnerability, the same in two manifests too', () => {
    const findings = [
      finding('GHSA-1', { aliases: ['CVE-1'] }),
      finding('PYSEC-1', { aliases: ['CVE-1'], severity: 'NONE' }),
      finding('GHSA-1', { aliases: ['CVE-1'], manifest: 'web/package-lock.json' }),
    ];
    expect(sumOf({ findings })).toBe(
      '1 known vulnerability in 1 package version: 1 high.\n' +
        'The JSON report has 3 findings, one for each manifest and advisory record.',
    );
  });

  test('counts by severity, worst first, and says what unrated means', () => {
    const findings = [
      finding('GHSA-1', { severity: 'LOW' }),
      finding('GO-1', { severity: 'NONE' }),
      finding('GHSA-2', { severity: 'MALICIOUS', name: 'b' }),
      finding('GHSA-3', { severity: 'LOW' }),
    ];
    expect(sumOf({ findings })).toBe(
      '4 known vulnerabilities in 2 package versions: 1 malicious, 2 low, 1 unrated.\n' +
        'The records of unrated ones give no severity: of --fail-on, only NONE counts them.',
    );
  });

  test.each<[string, readonly Manifest[], string]>([
    ['nothing found', [manifest({ dependencies: 12 })], 'No known vulnerability in 12 dependencies.'],
    [
      'some without a version',
      [manifest({ dependencies: 12, unmatched: 1 })],
      'No known vulnerability in 11 dependencies.\n1 dependency has no exact version here, so nothing is known of it.',
    ],
    [
      'none with a version',
      [manifest({ dependencies: 3, unmatched: 3 })],
      'Nothing was matched: there is no dependency with an exact version that the advisories could be about.\n' +
        '3 dependencies have no exact version here, so nothing is known of them.',
    ],
    [
      'no advisory about one ecosystem',
      [manifest({ dependencies: 5 }), manifest({ ecosystem: 'PyPI', dependencies: 3, hasAdvisories: false })],
      'No known vulnerability in 5 dependencies.\nNothing is known of packages from PyPI: no advisory given is about them.',
    ],
    [
      'no advisory about any of them',
      [manifest({ dependencies: 3, hasAdvisories: false })],
      'Nothing was matched: there is no dependency with an exact version that the advisories could be about.\n' +
        'Nothing is known of packages from npm: no advisory given is about them.',
    ],
    [
      'no manifest',
      [],
      'Nothing was matched: there is no dependency with an exact version that the advisories could be about.',
    ],
  ])('with %s it does not promise more', (_title, manifests, expected) => {
    expect(sumOf({ manifests })).toBe(expected);
  });
});

describe('what was read', () => {
  test('a problem of many manifests is said once', () => {
    const problem = { code: 'NOT_RESOLVED', line: 3, message: 'The parent is not here.' } as const;
    const manifests = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      manifest({
        path: `${name}/pom.xml`,
        format: 'pom.xml',
        problems: [{ ...problem, path: `${name}/pom.xml` }],
      }),
    );
    const text = describeScan({ manifests, dependencies: [], findings: [] }, new Map());
    expect(text).toContain(
      'What could not be read or found:\n' +
        '  a/pom.xml:3, b/pom.xml:3, c/pom.xml:3 and 2 more:\n    The parent is not here.\n',
    );
    expect(text.split('The parent is not here.')).toHaveLength(2);
  });

  test('says how many dependencies have no exact version, and counts what is beyond a screen', () => {
    const manifests = Array.from({ length: 70 }, (_, index) =>
      manifest({ path: `p${index}/package.json`, format: 'package.json', dependencies: 2, unmatched: 1 }),
    );
    const lines = describeScan({ manifests, dependencies: [], findings: [] }, new Map()).split('\n');
    expect(lines[0]).toBe(
      'p0/package.json (package.json): 2 dependencies, 1 of them without an exact version',
    );
    expect(lines[60]).toBe('and 10 more manifests with 20 dependencies');
  });

  test('no name can steer a terminal', () => {
    const text = describeScan(
      {
        manifests: [manifest({ path: 'a\n\u001b[2J/package.json' })],
        dependencies: [],
        findings: [finding('GHSA-1', { name: 'a\u202eb' })],
      },
      new Map(),
    );
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text.split('\n')[0]).toContain('a [2J/package.json');
  });
});
