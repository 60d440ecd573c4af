import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createMemoryMatcher } from '../src/advisories/memory-matcher.js';
import { loadAdvisories, loadManifests } from '../src/cli/load-project.js';
import { openLocalFolder } from '../src/cli/local-folder.client.js';
import { NO_PROGRESS } from '../src/cli/progress.js';
import { scanManifests, type ScanReport } from '../src/cli/scan-report.js';
import type { ExportInput } from '../src/exports/export-input.js';
import { writeCycloneDx } from '../src/exports/cyclonedx.js';
import { ECOSYSTEMS } from '../src/ecosystems/registry.js';
import { unpackShared } from './published-cases.js';
import { sharedDataPath } from './shared-data.js';
import { judge, type RawAffected, type RawRecord } from './simple-osv.js';

jest.setTimeout(300_000);

/** What the scan of each project must give: ecosystem, manifests, dependencies, findings. */
const EXPECTED: readonly (readonly [string, string, number, number, number])[] = [
  ['BookStackApp__BookStack@2020-03-14', 'Packagist', 1, 135, 56],
  ['BookStackApp__BookStack@2020-03-14', 'npm', 1, 604, 106],
  ['DataDog__vulnerable-java-application', 'Maven', 1, 68, 23],
  ['OWASP__NodeGoat', 'npm', 1, 1075, 256],
  ['OWASP__railsgoat', 'RubyGems', 1, 137, 151],
  ['Sairyss__domain-driven-hexagon', 'npm', 1, 1337, 186],
  ['WebGoat__WebGoat', 'Maven', 35, 266, 114],
  ['WebGoat__WebGoat', 'npm', 1, 614, 150],
  ['alan2207__bulletproof-react', 'npm', 1, 2180, 226],
  ['apollographql__spotify-showcase', 'npm', 3, 1274, 122],
  ['appsecco__dvna', 'npm', 1, 19, 4],
  ['bitwarden__server@2022-06-15', 'NuGet', 6, 1810, 381],
  ['bitwarden__server@2022-06-15', 'npm', 1, 350, 14],
  ['dani-garcia__vaultwarden@2019-12-15', 'crates.io', 1, 314, 69],
  ['dani-garcia__vaultwarden@2022-09-12', 'crates.io', 1, 339, 37],
  ['dependabot__dependabot-core', 'Go', 1, 2, 114],
  ['dependabot__dependabot-core', 'Hex', 1, 1, 0],
  ['dependabot__dependabot-core', 'Packagist', 2, 74, 8],
  ['dependabot__dependabot-core', 'PyPI', 1, 9, 1],
  ['dependabot__dependabot-core', 'npm', 1, 947, 77],
  ['excalidraw__excalidraw', 'npm', 3, 2659, 319],
  ['fastapi__full-stack-fastapi-template@2019-03-14', 'PyPI', 1, 104, 53],
  ['fastapi__full-stack-fastapi-template@2019-03-14', 'npm', 1, 1245, 223],
  ['fastapi__full-stack-fastapi-template@2024-06-05', 'PyPI', 1, 74, 3],
  ['fastapi__full-stack-fastapi-template@2024-06-05', 'npm', 1, 299, 28],
  ['fastapi__full-stack-fastapi-template@2025-06-11', 'PyPI', 1, 81, 0],
  ['fastapi__full-stack-fastapi-template@2025-06-11', 'npm', 1, 334, 28],
  ['fastapi__full-stack-fastapi-template@2026-08-21', 'PyPI', 1, 80, 0],
  ['fastapi__full-stack-fastapi-template@2026-08-21', 'npm', 1, 511, 1],
  ['google__osv-scanner', 'Go', 1, 45, 156],
  ['google__osv-scanner', 'RubyGems', 1, 89, 37],
  ['googleapis__release-please', 'npm', 1, 496, 39],
  ['googleapis__release-please@2026-07-31', 'npm', 1, 465, 1],
  ['graphile__worker', 'npm', 1, 1456, 38],
  ['graphql__graphql-js', 'npm', 1, 508, 56],
  ['hexpm__hexpm@2021-01-15', 'Hex', 1, 58, 0],
  ['hexpm__hexpm@2021-01-15', 'npm', 1, 1000, 131],
  ['juice-shop__juice-shop', 'npm', 2, 2368, 567],
  ['localsend__localsend@2024-03-01', 'Pub', 3, 282, 0],
  ['nVisium__django.nV', 'PyPI', 1, 1, 14],
  ['saleor__saleor-dashboard', 'npm', 2, 2597, 229],
  ['saleor__saleor-dashboard@2026-08-21', 'npm', 2, 1831, 12],
  ['snyk-labs__nodejs-goof', 'npm', 1, 980, 275],
  ['unkeyed__unkey', 'Go', 1, 97, 167],
  ['unkeyed__unkey', 'Hex', 1, 11, 0],
  ['unkeyed__unkey', 'npm', 1, 2095, 234],
  ['vuejs__core@2022-03-09', 'npm', 1, 934, 116],
  ['vuejs__core@2023-02-21', 'npm', 1, 864, 86],
  ['vuejs__core@2024-09-14', 'npm', 1, 715, 49],
];

/** Vulnerabilities that people know these versions for. */
const KNOWN: readonly (readonly [project: string, name: string, version: string, advisory: string])[] = [
  ['BookStackApp__BookStack@2020-03-14', 'facade/ignition', '1.16.0', 'CVE-2021-3129'],
  ['DataDog__vulnerable-java-application', 'org.springframework:spring-webmvc', '6.1.6', 'CVE-2024-38816'],
  ['OWASP__railsgoat', 'rake', '12.3.2', 'GHSA-jppv-gw3r-w3q8'],
  ['WebGoat__WebGoat', 'com.thoughtworks.xstream:xstream', '1.4.5', 'CVE-2013-7285'],
  ['appsecco__dvna', 'node-serialize', '0.0.4', 'GHSA-q4v7-4rhw-9hqm'],
  ['bitwarden__server@2022-06-15', 'Newtonsoft.Json', '12.0.3', 'CVE-2024-21907'],
  ['dani-garcia__vaultwarden@2019-12-15', 'smallvec', '1.0.0', 'RUSTSEC-2021-0003'],
  ['fastapi__full-stack-fastapi-template@2019-03-14', 'jinja2', '2.10', 'PYSEC-2019-217'],
  ['google__osv-scanner', 'stdlib', '1.19', 'GO-2022-1037'],
  ['juice-shop__juice-shop', 'fsevents', '1.2.4', 'MAL-2023-462'],
  ['nVisium__django.nV', 'Django', '1.8.3', 'PYSEC-2016-15'],
  ['unkeyed__unkey', 'golang.org/x/net', '0.15.0', 'GO-2023-2102'],
];

const FILES = [
  ...['Go', 'Maven', 'NuGet', 'Packagist', 'PyPI', 'RubyGems', 'crates.io', 'npm', 'other'].map(
    (name) => `osv/${name}.jsonl.gz`,
  ),
  ...['Maven', 'NuGet', 'Packagist', 'RubyGems', 'npm'].map((name) => `osv-derived/${name}.jsonl.gz`),
].map((name) => sharedDataPath(name));

const hasData = FILES.every((path) => path !== null) && sharedDataPath('corpus.tar.gz') !== null;

// Skipped where the shared test data is not beside the checkout: it is public data that is not copied into the project.
(hasData ? describe : describe.skip)('what a scan of each project of the corpus finds', () => {
  const folder = hasData ? (unpackShared('corpus') ?? '') : '';
  const records = hasData ? readRecords() : [];
  const recordsOf = indexByPackage(records);
  const scans = new Map<string, Promise<Scan>>();
  const scanWhole = (project: string): Promise<Scan> => {
    const scanned = scans.get(project) ?? scanProject(join(folder, project), records);
    scans.set(project, scanned);
    return scanned;
  };
  const scan = async (project: string): Promise<ScanReport> => (await scanWhole(project)).report;
  const projects = [...new Set(EXPECTED.map(([project]) => project))];

  afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

  it.each(EXPECTED)('%s, %s', async (project, ecosystem, manifests, dependencies, findings) => {
    const report = await scan(project);
    const count = (rows: readonly { readonly ecosystem: string }[]) =>
      rows.filter((row) => row.ecosystem === ecosystem).length;
    expect([count(report.manifests), count(report.dependencies), count(report.findings)]).toEqual([
      manifests,
      dependencies,
      findings,
    ]);
  });

  it.each(projects)(
    '%s: a second reading of the records agrees on every version that it can order',
    async (project) => {
      const report = await scan(project);
      const found = new Set(report.findings.map((finding) => `${keyOf(finding)}|${finding.advisory}`));
      const differing: string[] = [];
      let pairs = 0;
      let unsure = 0;
      const newest = newestOf(
        report.dependencies.flatMap((each) => [...(recordsOf.get(packageOf(each)) ?? [])]),
      );
      for (const dependency of report.dependencies) {
        if (!/^v?\d/.test(dependency.version)) continue;
        for (const record of recordsOf.get(packageOf(dependency)) ?? []) {
          const { id } = record;
          if (newest.get(id) !== record) continue;
          const judgements = entriesOf(record, dependency).map((entry) => judge(entry, dependency.version));
          pairs += 1;
          const isFound = found.delete(`${keyOf(dependency)}|${id}`);
          if (judgements.includes('unsure') && !judgements.includes('affected')) unsure += 1;
          else if (judgements.includes('affected') !== isFound) differing.push(`${keyOf(dependency)} ${id}`);
        }
      }
      expect(differing).toEqual([]);
      // No finding is left: each was of a dependency with a version, by a record about that very package.
      expect([...found]).toEqual([]);
      expect(unsure).toBeLessThanOrEqual(pairs * 0.05);
    },
  );

  it.each(KNOWN)('%s: %s %s has %s', async (project, name, version, advisory) => {
    const { findings } = await scan(project);
    expect(findings).toContainEqual(expect.objectContaining({ name, version, advisory }));
  });

  it.each(projects)(
    '%s: paths start with what is asked for, end with the package, and are the shortest first',
    async (project) => {
      const { dependencies } = await scan(project);
      const directs = new Map<string, Map<string, boolean>>();
      for (const dependency of dependencies) {
        const known = directs.get(manifestOf(dependency)) ?? new Map<string, boolean>();
        directs.set(manifestOf(dependency), known.set(stepOf(dependency), dependency.direct));
      }
      const wrong = dependencies.filter((dependency) => {
        const { direct, paths } = dependency;
        const known = directs.get(manifestOf(dependency)) ?? new Map<string, boolean>();
        // A workspace of the project leads where it asks; it is no dependency itself.
        const inside = paths.map((path) => (known.has(path[0] ?? '') ? path : path.slice(1)));
        const areSound = inside.every(
          (path) => known.get(path[0] ?? '') === true && path.at(-1) === stepOf(dependency),
        );
        const areSorted = paths.every((path, index) => path.length >= (paths[index - 1]?.length ?? 0));
        const areDistinct = new Set(paths.map((path) => path.join('\n'))).size === paths.length;
        const isShortest = paths.length === 0 || direct === inside.some((path) => path.length === 1);
        return !areSound || !areSorted || !areDistinct || !isShortest;
      });
      expect(wrong).toEqual([]);
    },
  );

  it.each(projects)(
    '%s: a bill of materials names each package once, and everything that it refers to',
    async (project) => {
      const { report, input } = await scanWhole(project);
      const { components, dependencies, vulnerabilities = [] } = JSON.parse(writeCycloneDx(input));
      const refs = components.map((component: { 'bom-ref': string }) => component['bom-ref']);
      const known = new Set([...refs, 'subject']);
      expect(known.size).toBe(refs.length + 1);
      expect(refs.length).toBeLessThanOrEqual(report.dependencies.length);
      expect(
        components.filter(({ purl }: { purl?: string }) => purl !== undefined && !PURL.test(purl)),
      ).toEqual([]);
      const meant = [
        ...dependencies.flatMap(({ ref, dependsOn = [] }: any) => [ref, ...dependsOn]),
        ...vulnerabilities.flatMap(({ affects }: any) => affects.map(({ ref }: any) => ref)),
      ];
      expect(meant.filter((ref) => !known.has(ref))).toEqual([]);
      expect(new Set(vulnerabilities.map(({ id }: any) => id))).toEqual(
        new Set(report.findings.map(({ advisory }) => advisory)),
      );
    },
  );
});

const PURL = /^pkg:(?:cargo|composer|gem|golang|hex|maven|npm|nuget|pub|pypi)\/[^@?#\s]+(?:@[^@?#\s]+)?$/;

function readRecords(): readonly RawRecord[] {
  return FILES.flatMap((path) =>
    gunzipSync(readFileSync(path ?? ''))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): RawRecord => JSON.parse(line)),
  );
}

interface Scan {
  readonly report: ScanReport;
  readonly input: ExportInput;
}

async function scanProject(path: string, records: readonly RawRecord[]): Promise<Scan> {
  const manifests = await loadManifests(await openLocalFolder(path));
  const tools = {
    warn: () => undefined,
    progress: NO_PROGRESS,
    async *readAdvisories() {
      for (const json of records) yield { kind: 'record' as const, where: '', json, bytes: 0 };
    },
  };
  const { advisories } = await loadAdvisories(tools, ['shared'], manifests);
  const { report, findings } = await scanManifests(createMemoryMatcher(advisories, ECOSYSTEMS), manifests);
  const input = {
    subject: 'a project',
    at: new Date('2026-03-01T12:00:00Z'),
    inventories: manifests.map(({ inventory }) => inventory),
    findings,
    advisories: new Map(advisories.map((advisory) => [advisory.id, advisory])),
  };
  return { report, input };
}

function indexByPackage(records: readonly RawRecord[]): ReadonlyMap<string, ReadonlySet<RawRecord>> {
  const index = new Map<string, Set<RawRecord>>();
  for (const record of records) {
    for (const { package: about } of record.affected ?? []) {
      if (about === undefined) continue;
      const known = index.get(packageOf(about)) ?? new Set();
      index.set(packageOf(about), known.add(record));
    }
  }
  return index;
}

/** The newest record of each id that was not withdrawn. */
function newestOf(records: readonly RawRecord[]): ReadonlyMap<string, RawRecord> {
  const newest = new Map<string, RawRecord>();
  for (const record of records) {
    const known = newest.get(record.id);
    if (known === undefined || known.modified < record.modified) newest.set(record.id, record);
  }
  return new Map([...newest].filter(([, { withdrawn }]) => withdrawn === undefined || withdrawn === null));
}

function entriesOf({ affected }: RawRecord, dependency: Package): readonly RawAffected[] {
  return (affected ?? []).filter(
    (entry) => entry.package !== undefined && packageOf(entry.package) === packageOf(dependency),
  );
}

type Package = Record<'ecosystem' | 'name', string>;

function packageOf({ ecosystem, name }: Package): string {
  const base = ecosystem.split(':')[0] ?? '';
  return `${base}|${spelled(base, name)}`;
}

function spelled(ecosystem: string, name: string): string {
  if (ecosystem === 'PyPI') return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  return ecosystem === 'NuGet' || ecosystem === 'Packagist' ? name.toLowerCase() : name;
}

function keyOf({
  ecosystem,
  manifest,
  name,
  version,
}: Record<'ecosystem' | 'manifest' | 'name' | 'version', string>) {
  return [ecosystem, manifest, name, version].join('|');
}

function manifestOf({ ecosystem, manifest }: Record<'ecosystem' | 'manifest', string>): string {
  return `${ecosystem}|${manifest}`;
}

function stepOf({ name, version }: Record<'name' | 'version', string>): string {
  return version === '' ? name : `${name}@${version}`;
}
