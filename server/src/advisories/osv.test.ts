import fc from 'fast-check';
import type { Advisory } from './advisory.js';
import { isAbout, isAdvisoryId, parseAdvisory, peekAdvisory } from './osv.js';
import { packageKey } from './package-key.js';

/** Facts of a real record; the texts are our own. */
const SOCKET_IO = {
  id: 'GHSA-25hc-qcg6-38wj',
  modified: '2024-11-18T16:26:46Z',
  published: '2024-06-19T15:04:41Z',
  aliases: ['CVE-2024-38355'],
  summary: 'A crafted packet stops the process',
  details: 'An error event without a listener ends Node.js.',
  severity: [
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L' },
    { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N' },
  ],
  affected: [
    {
      package: { ecosystem: 'npm', name: 'socket.io', purl: 'pkg:npm/socket.io' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.5.1' }] }],
      database_specific: { last_known_affected_version_range: '< 2.5.0' },
    },
    {
      package: { ecosystem: 'npm', name: 'socket.io' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '3.0.0' }, { fixed: '4.6.2' }] }],
    },
  ],
  references: [{ type: 'ADVISORY', url: 'https://nvd.nist.gov/vuln/detail/CVE-2024-38355' }],
  database_specific: { severity: 'MODERATE', cwe_ids: ['CWE-20', 'CWE-754'] },
};

function read(change: Record<string, unknown>): Advisory {
  const parsed = parseAdvisory({ ...SOCKET_IO, ...change });
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return parsed.advisory;
}

describe('reading OSV records', () => {
  test('a record becomes an advisory with what Backline uses', () => {
    expect(read({})).toEqual({
      id: 'GHSA-25hc-qcg6-38wj',
      aliases: ['CVE-2024-38355'],
      summary: 'A crafted packet stops the process',
      details: 'An error event without a listener ends Node.js.',
      severity: 'HIGH',
      score: 7.3,
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L',
      isMalicious: false,
      publishedAt: '2024-06-19T15:04:41Z',
      modifiedAt: '2024-11-18T16:26:46Z',
      withdrawnAt: null,
      references: ['https://nvd.nist.gov/vuln/detail/CVE-2024-38355'],
      cwes: ['CWE-20', 'CWE-754'],
      affected: [
        {
          ecosystem: 'npm',
          name: 'socket.io',
          ranges: [
            {
              type: 'SEMVER',
              events: [
                { kind: 'introduced', version: '0' },
                { kind: 'fixed', version: '2.5.1' },
              ],
            },
          ],
          versions: [],
          lastKnownAffected: '< 2.5.0',
        },
        {
          ecosystem: 'npm',
          name: 'socket.io',
          ranges: [
            {
              type: 'SEMVER',
              events: [
                { kind: 'introduced', version: '3.0.0' },
                { kind: 'fixed', version: '4.6.2' },
              ],
            },
          ],
          versions: [],
          lastKnownAffected: null,
        },
      ],
    });
  });

  test.each([
    ["the publisher's word where there is no vector", { severity: [] }, 'MEDIUM', null],
    [
      "the publisher's word where no vector can be read",
      { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }] },
      'MEDIUM',
      null,
    ],
    ['NONE where nothing is said', { severity: [], database_specific: {} }, 'NONE', null],
    [
      'NONE where the word is not one',
      { severity: [], database_specific: { severity: ['HIGH'] } },
      'NONE',
      null,
    ],
    [
      'a vector of one affected package',
      { severity: [], affected: [{ severity: [{ type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' }] }] },
      'HIGH',
      10,
    ],
    ['MALICIOUS by its id', { id: 'MAL-2024-1', severity: [] }, 'MALICIOUS', null],
    [
      'MALICIOUS by its origin',
      { database_specific: { 'malicious-packages-origins': [{}] } },
      'MALICIOUS',
      7.3,
    ],
  ])('severity: %s', (_what, change, severity, score) => {
    expect(read(change)).toMatchObject({ severity, score, isMalicious: severity === 'MALICIOUS' });
  });

  test('only https links that can be read are kept', () => {
    const urls = [
      'https://example.com/a b',
      'http://example.com',
      'javascript:alert(1)',
      'https://user:pass@example.com',
      'https://',
      'https://example.com/ä',
      5,
    ].filter((url) => typeof url === 'string');
    expect(read({ references: urls.map((url) => ({ type: 'WEB', url })) }).references).toEqual([
      'https://example.com/a%20b',
      'https://example.com/%C3%A4',
    ]);
  });

  test('an alias that is no id, or the record itself, is left out, and the record still counts', () => {
    const aliases = [
      'CVE-2024-38355',
      'GHSA-25hc-qcg6-38wj,',
      'a b',
      5,
      null,
      'CVE-2024-38355',
      SOCKET_IO.id,
    ];
    expect(read({ aliases }).aliases).toEqual(['CVE-2024-38355']);
  });

  test('long texts are cut and what Postgres refuses is dropped', () => {
    const advisory = read({ summary: `a\u0000b\ud800c${'x'.repeat(5_000)}`, details: '😀'.repeat(100_000) });
    expect(advisory.summary).toMatch(/^abcx+$/);
    expect(advisory.summary.length).toBeLessThanOrEqual(1_000);
    expect(advisory.details.length).toBeLessThanOrEqual(65_536);
    expect(advisory.details).not.toMatch(/\p{Cs}/u);
  });

  test('records of other ecosystems, unknown ranges and entries without a package do not stop the rest', () => {
    const advisory = read({
      affected: [
        { ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] },
        {
          package: { ecosystem: 'Maven', name: 'org.example:a' },
          ranges: [{ type: 'FUTURE', events: [] }],
          versions: ['1.0'],
        },
      ],
    });
    expect(advisory.affected).toEqual([
      { ecosystem: 'Maven', name: 'org.example:a', ranges: [], versions: ['1.0'], lastKnownAffected: null },
    ]);
  });

  test.each([
    ['2024-11-18T16:26:46.120000Z', '2024-11-18T16:26:46.12Z'],
    ['2024-11-18T16:26:46.000Z', '2024-11-18T16:26:46Z'],
    ['2024-11-18T16:26:46.123456789Z', '2024-11-18T16:26:46.123456Z'],
    ['2024-11-18T16:26:46+00:00', '2024-11-18T16:26:46Z'],
  ])('the time %s is written %s', (text, written) => {
    expect(read({ modified: text }).modifiedAt).toBe(written);
  });

  test.each([
    ['no object', null, null, 'record: '],
    ['no id', { ...SOCKET_IO, id: undefined }, null, 'id: '],
    ['an id that is a path', { ...SOCKET_IO, id: '../../etc/passwd' }, null, 'id: '],
    ['no time', { ...SOCKET_IO, modified: 'yesterday' }, SOCKET_IO.id, 'modified: '],
    [
      'a day that does not exist',
      { ...SOCKET_IO, modified: '2024-02-30T00:00:00Z' },
      SOCKET_IO.id,
      'modified: ',
    ],
    [
      'events that are no list',
      {
        ...SOCKET_IO,
        affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events: 'x' }] }],
      },
      SOCKET_IO.id,
      'affected.0.ranges.0.events: ',
    ],
    [
      'a name with a line feed',
      { ...SOCKET_IO, affected: [{ package: { ecosystem: 'npm', name: 'a\nb' } }] },
      SOCKET_IO.id,
      'affected.0.package.name: ',
    ],
    [
      'too many aliases',
      { ...SOCKET_IO, aliases: Array.from({ length: 501 }, (_, index) => `CVE-${index}`) },
      SOCKET_IO.id,
      'aliases: ',
    ],
  ])('%s is invalid and says why', (_what, json, id, reason) => {
    const parsed = parseAdvisory(json);
    expect(parsed).toMatchObject({ kind: 'invalid', id });
    expect(parsed.kind === 'invalid' && parsed.reason).toContain(reason);
  });

  test('any JSON value gives an advisory or a reason, never an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(SOCKET_IO)), (value, key) => {
        expect(['advisory', 'invalid']).toContain(parseAdvisory(value).kind);
        expect(['advisory', 'invalid']).toContain(parseAdvisory({ ...SOCKET_IO, [key]: value }).kind);
      }),
    );
  });

  test.each([
    ['its package', SOCKET_IO, true],
    [
      'a package under another spelling',
      { affected: [{ package: { ecosystem: 'PyPI', name: 'Flask_Login' } }] },
      true,
    ],
    ['another package', { affected: [{ package: { ecosystem: 'npm', name: 'other' } }, null, 5] }, false],
    ['nothing', { affected: {} }, false],
    ['no record', null, false],
  ])('a record about %s is recognised without reading it', (_what, json, answer) => {
    expect(isAbout(json, new Set([packageKey('npm', 'socket.io'), packageKey('PyPI', 'flask-login')]))).toBe(
      answer,
    );
  });

  test('only id and time can be read alone', () => {
    expect(peekAdvisory({ id: 'CVE-1', modified: '2024-01-01T00:00:00.0Z', affected: 'broken' })).toEqual({
      id: 'CVE-1',
      modifiedAt: '2024-01-01T00:00:00Z',
    });
    expect(peekAdvisory({ id: 'CVE-1' })).toBeNull();
  });

  test.each([
    ['GHSA-25hc-qcg6-38wj', true],
    ['openSUSE-SU-2024:0001-1', true],
    ['a/b', false],
    ['a..b', false],
    ['', false],
    ['-a', false],
  ])('whether %j is an id: %s', (text, answer) => {
    expect(isAdvisoryId(text)).toBe(answer);
  });
});
