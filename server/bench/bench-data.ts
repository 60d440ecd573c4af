import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SourceItem } from '../src/advisories/advisory-ports.js';
import { readAdvisorySource } from '../src/advisories/advisory-source.client.js';

/** One OSV record as a source gives it. */
export type SourceRecord = Extract<SourceItem, { kind: 'record' }>;

/** The folder of public test data beside the checkout, from the source and from the build; null where there is none. */
const SHARED =
  ['../../../shared/data', '../../../../shared/data']
    .map((path) => resolve(import.meta.dirname, path))
    .find((path) => existsSync(path)) ?? null;

const SHARED_ADVISORIES = [
  'osv/npm',
  'osv-derived/npm',
  'osv/Go',
  'osv/PyPI',
  'osv/Maven',
  'osv-derived/Maven',
  'osv/crates.io',
  'osv/RubyGems',
  'osv-derived/RubyGems',
  'osv/Packagist',
  'osv-derived/Packagist',
  'osv/NuGet',
  'osv-derived/NuGet',
];

/** The path of a file of the public test data; null where it is not there. */
export function sharedDataPath(name: string): string | null {
  const path = SHARED === null ? null : join(SHARED, name);
  return path !== null && existsSync(path) ? path : null;
}

/** The text of one file of the shared corpus of real projects; null where the corpus is not there. */
export function readCorpusFile(path: string): string | null {
  const archive = sharedDataPath('corpus.tar.gz');
  if (archive === null) return null;
  return execFileSync('tar', ['-xzOf', archive, `corpus/${path}`], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** The whole shared corpus of real projects, unpacked while the work runs; null where it is not there. */
export function withCorpus<Result>(work: (folder: string) => Result): Result | null {
  const archive = sharedDataPath('corpus.tar.gz');
  if (archive === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'backline-bench-'));
  try {
    execFileSync('tar', ['-xzf', archive, '-C', folder]);
    return work(join(folder, 'corpus'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Real records, those of npm first; fewer than asked for, or none, where the shared data is not there. */
export async function readSharedAdvisories(count: number): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for (const name of SHARED_ADVISORIES) {
    const path = sharedDataPath(`${name}.jsonl.gz`);
    if (path === null) continue;
    for await (const item of readAdvisorySource(path)) {
      if (item.kind === 'record' && records.length < count) records.push(item);
    }
  }
  return records;
}

/** A made record about one npm package, fixed in `fixed`. Always the same for the same arguments. */
export function makeAdvisory(index: number, name: string, fixed: string): SourceRecord {
  const json = {
    id: `GHSA-made-${index}`,
    modified: '2024-01-01T00:00:00Z',
    aliases: [`CVE-2000-${index}`],
    summary: 'A made record',
    details: 'text '.repeat(200),
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L' }],
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
  };
  return { kind: 'record', json, where: `made:${index}`, bytes: 1_500 };
}

/**
 * A lock of version 3 of the usual shape: few direct dependencies, some ten steps deep, a tenth nested. Packages are
 * called `p0`, `p1` and so on, all at `version`.
 */
export function generateLock(packages: number, version = '1.0.0'): string {
  const entries: Record<string, unknown> = {
    '': { name: 'generated', dependencies: { p0: '^1.0.0', p1: '^1.0.0' } },
  };
  for (let index = 0; index < packages; index += 1) {
    const location =
      index % 10 === 9 ? `node_modules/p${index - 1}/node_modules/p${index}` : `node_modules/p${index}`;
    const asked = [2 * index + 1, 2 * index + 2, (7 * index) % 40].map((to) => [`p${to}`, '^1.0.0'] as const);
    entries[location] = {
      version,
      resolved: `https://registry.example/p${index}/-/p${index}-${version}.tgz`,
      integrity: `sha512-${'A'.repeat(86)}==`,
      license: 'MIT',
      dependencies: Object.fromEntries(asked),
      engines: { node: '>=18' },
    };
  }
  return `${JSON.stringify({ name: 'generated', lockfileVersion: 3, requires: true, packages: entries }, null, 2)}\n`;
}
