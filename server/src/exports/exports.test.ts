import type { Advisory } from '../advisories/advisory.js';
import type { Inventory, InventoryPackage } from '../inventory/inventory.js';
import { writeCycloneDx } from './cyclonedx.js';
import type { ExportedFinding, ExportInput } from './export-input.js';
import { writeOpenVex } from './openvex.js';
import { packageUrl } from './package-url.js';
import { writeSarif } from './sarif.js';

const AT = new Date('2026-03-01T12:00:00Z');

function item(name: string, version: string, over: Partial<InventoryPackage> = {}): InventoryPackage {
  return {
    name,
    version,
    source: 'REGISTRY',
    location: `${name}@${version}`,
    scope: 'RUNTIME',
    isDirect: false,
    isBundled: false,
    requires: [],
    ...over,
  };
}

function inventory(path: string, packages: readonly InventoryPackage[]): Inventory {
  const problems = [{ code: 'BAD_ENTRY' as const, path, line: 7, message: 'One entry was left out.' }];
  return { ecosystem: 'npm', path, format: 'x', isLocked: true, packages, problems };
}

const root = item('app', '', {
  source: 'ROOT',
  requires: [
    { name: '@s/a', range: '^1', kind: 'RUNTIME', target: 1 },
    { name: 'gone', range: '^1', kind: 'RUNTIME', target: null },
  ],
});
const a = item('@s/a', '1.0.0', {
  isDirect: true,
  requires: [{ name: 'b', range: '2', kind: 'RUNTIME', target: 2 }],
});

const finding: ExportedFinding = {
  ecosystem: 'npm',
  name: 'b',
  version: '2.0.0',
  advisoryId: 'GHSA-x',
  aliases: ['CVE-1'],
  severity: 'HIGH',
  score: 8.1,
  fixed: ['2.0.1'],
  because: 'introduced 0, fixed 2.0.1',
  manifest: 'web/package lock.json',
};

const advisory: Advisory = {
  id: 'GHSA-x',
  aliases: ['CVE-1'],
  summary: 'Reads out of bounds',
  details: '',
  severity: 'HIGH',
  score: 8.1,
  vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:L',
  isMalicious: false,
  publishedAt: null,
  modifiedAt: '2026-01-01T00:00:00Z',
  withdrawnAt: null,
  references: [],
  cwes: ['CWE-125'],
  affected: [],
};

const INPUT: ExportInput = {
  subject: 'my app',
  at: AT,
  inventories: [
    inventory('web/package lock.json', [root, a, item('b', '2.0.0', { scope: 'DEVELOPMENT' })]),
    inventory('package-lock.json', [root, item('b', '2.0.0')]),
  ],
  findings: [finding, { ...finding, manifest: 'package-lock.json' }],
  advisories: new Map([[advisory.id, advisory]]),
};

test.each([
  ['npm', '@s/a', '1.0.0', 'pkg:npm/%40s/a@1.0.0'],
  ['Maven', 'org.x:y', '1', 'pkg:maven/org.x/y@1'],
  ['Go', 'example.com/a/b', 'v1.0.0', 'pkg:golang/example.com/a/b@v1.0.0'],
  ['Go', 'example.com/a/b', '1.0.0', 'pkg:golang/example.com/a/b@v1.0.0'],
  ['Go', 'stdlib', '1.22.1', 'pkg:golang/stdlib@1.22.1'],
  ['PyPI', 'Ab_c.d', '1', 'pkg:pypi/ab-c-d@1'],
  ['Packagist', 'v/p', '1', 'pkg:composer/v/p@1'],
  ['crates.io', 'a', '1', 'pkg:cargo/a@1'],
  ['RubyGems', 'a', '', 'pkg:gem/a'],
] as const)('the address of %s %s %s is %s', (ecosystem, name, version, expected) => {
  expect(packageUrl(ecosystem, name, version)).toBe(expected);
});

test('a name that no address can hold has none', () => {
  expect(packageUrl('Maven', '', '1')).toBeNull();
});

describe('CycloneDX', () => {
  const bom = JSON.parse(writeCycloneDx(INPUT));

  it('lists a package version once, with its manifests and its strongest scope', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(bom.metadata).toMatchObject({ timestamp: AT.toISOString(), component: { name: 'my app' } });
    expect(bom.components.map((each: { 'bom-ref': string }) => each['bom-ref'])).toEqual([
      'pkg:npm/%40s/a@1.0.0',
      'pkg:npm/b@2.0.0',
    ]);
    expect(bom.components[1]).toMatchObject({
      scope: 'required',
      properties: [
        { name: 'backline:ecosystem', value: 'npm' },
        { name: 'backline:manifest', value: 'package-lock.json' },
        { name: 'backline:manifest', value: 'web/package lock.json' },
      ],
    });
  });

  it('takes a declared range for no version', () => {
    const declared = {
      ...inventory('package.json', [item('c', '^1.0.0'), item('d', '2.0.0')]),
      isLocked: false,
    };
    const { components } = JSON.parse(writeCycloneDx({ ...INPUT, inventories: [declared], findings: [] }));
    expect(components).toEqual([
      expect.objectContaining({ 'bom-ref': 'npm:c@^1.0.0', purl: 'pkg:npm/c' }),
      expect.objectContaining({ 'bom-ref': 'pkg:npm/d@2.0.0', version: '2.0.0', purl: 'pkg:npm/d@2.0.0' }),
    ]);
    expect(components[0]).not.toHaveProperty('version');
    expect(components[0].properties).toContainEqual({ name: 'backline:range', value: '^1.0.0' });
  });

  it('tells the graph from the subject down', () => {
    expect(bom.dependencies).toEqual([
      { ref: 'pkg:npm/%40s/a@1.0.0', dependsOn: ['pkg:npm/b@2.0.0'] },
      { ref: 'pkg:npm/b@2.0.0' },
      { ref: 'subject', dependsOn: ['pkg:npm/%40s/a@1.0.0', 'pkg:npm/b@2.0.0'] },
    ]);
  });

  it('tells each advisory once, with its score and what it affects', () => {
    expect(bom.vulnerabilities).toEqual([
      expect.objectContaining({
        id: 'GHSA-x',
        ratings: [{ severity: 'high', score: 8.1, method: 'CVSSv31', vector: advisory.vector }],
        cwes: [125],
        recommendation: 'Upgrade b to 2.0.1 or later.',
        affects: [{ ref: 'pkg:npm/b@2.0.0' }],
      }),
    ]);
  });
});

describe('SARIF', () => {
  const { runs, version } = JSON.parse(writeSarif(INPUT));
  const [run] = runs;

  it('has a rule for each advisory and a result for each manifest', () => {
    expect(version).toBe('2.1.0');
    expect(run.tool.driver.rules).toMatchObject([
      {
        id: 'GHSA-x',
        shortDescription: { text: 'Reads out of bounds' },
        properties: {
          'security-severity': '8.1',
          tags: ['security', 'vulnerability', 'external/cwe/cwe-125'],
        },
      },
    ]);
    expect(run.results).toHaveLength(2);
    expect(run.results[0]).toMatchObject({
      ruleIndex: 0,
      level: 'error',
      message: {
        text: 'b 2.0.0 is affected by GHSA-x (introduced 0, fixed 2.0.1). Upgrade b to 2.0.1 or later.',
      },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'web/package%20lock.json' } } }],
    });
  });

  it('gives no number to what nobody rated', () => {
    const unrated = { ...finding, severity: 'NONE', score: null } as const;
    const [rule] = JSON.parse(writeSarif({ ...INPUT, findings: [unrated] })).runs[0].tool.driver.rules;
    expect(rule.properties).not.toHaveProperty('security-severity');
    expect(rule.defaultConfiguration).toEqual({ level: 'warning' });
  });

  it('keeps a fingerprint when the version changes, and has another one for another manifest', () => {
    const moved = JSON.parse(writeSarif({ ...INPUT, findings: [{ ...finding, version: '1.0.0' }] }));
    const print = (result: { partialFingerprints: unknown }) => JSON.stringify(result.partialFingerprints);
    expect(print(moved.runs[0].results[0])).toBe(print(run.results[0]));
    expect(print(run.results[1])).not.toBe(print(run.results[0]));
  });

  it('says what could not be read', () => {
    expect(run.invocations[0].toolExecutionNotifications[0]).toMatchObject({
      message: { text: 'One entry was left out.' },
      locations: [{ physicalLocation: { region: { startLine: 7 } } }],
    });
  });
});

describe('OpenVEX', () => {
  const document = JSON.parse(writeOpenVex(INPUT));

  it('states once that a package version is affected, and what to do', () => {
    expect(document).toMatchObject({ '@context': 'https://openvex.dev/ns/v0.2.0', version: 1 });
    expect(document.statements).toEqual([
      expect.objectContaining({
        vulnerability: expect.objectContaining({ name: 'GHSA-x', aliases: ['CVE-1'] }),
        products: [{ '@id': 'pkg:generic/my%20app', subcomponents: [{ '@id': 'pkg:npm/b@2.0.0' }] }],
        status: 'affected',
        action_statement: 'Upgrade b to 2.0.1 or later.',
      }),
    ]);
  });

  it('says that there is no fix where none is known', () => {
    const { statements } = JSON.parse(writeOpenVex({ ...INPUT, findings: [{ ...finding, fixed: [] }] }));
    expect(statements[0].action_statement).toContain('No fixed version of b is known.');
  });

  it('has the same id for the same content, and another for another', () => {
    const later = { ...INPUT, at: new Date(INPUT.at.getTime() + 86_400_000) };
    expect(JSON.parse(writeOpenVex(later))['@id']).toBe(document['@id']);
    expect(JSON.parse(writeOpenVex(later)).timestamp).not.toBe(document.timestamp);
    expect(JSON.parse(writeOpenVex({ ...INPUT, findings: [] }))['@id']).not.toBe(document['@id']);
  });
});
