import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestFile, ManifestGroup } from '../src/ecosystems/ecosystem.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { generateLock, withCorpus } from './bench-data.js';

/** One package-lock.json with the manifests that it covers. */
export interface LockSample {
  readonly label: string;
  readonly group: ManifestGroup;
  readonly files: readonly ManifestFile[];
}

/** Every package-lock.json of the shared corpus; none where it is not there. */
export function corpusLocks(): readonly LockSample[] {
  const read = (corpus: string): readonly LockSample[] =>
    readdirSync(corpus).flatMap((project) => projectLocks(join(corpus, project), project));
  return withCorpus(read) ?? [];
}

/** A made lock with its package.json, the same for the same number of packages. */
export function generatedLock(packages: number): LockSample {
  const manifest = { name: 'generated', version: '1.0.0', dependencies: { p0: '^1.0.0', p1: '^1.0.0' } };
  const files = [
    { path: 'package-lock.json', text: generateLock(packages) },
    { path: 'package.json', text: JSON.stringify(manifest) },
  ];
  return {
    label: `generated ${packages}`,
    group: { ecosystem: 'npm', path: 'package-lock.json', inputs: files.map(({ path }) => path) },
    files,
  };
}

function projectLocks(folder: string, project: string): readonly LockSample[] {
  if (!statSync(folder).isDirectory()) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return npm
    .groupManifests(paths)
    .filter((group) => group.path.endsWith('package-lock.json'))
    .map((group) => ({
      label: `${project}/${group.path}`,
      group,
      files: group.inputs.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
    }));
}
