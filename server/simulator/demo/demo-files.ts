import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { OtherRegistry } from '../registry/other-protocols.js';
import { parseUniverse, type Universe } from '../registry/universe.js';

const packageName = z.object({ name: z.string() });

/** The folder of the demo's data. It holds for the sources and for the compiled files, which have no copy of the data. */
export function demoDirectory(): string {
  return join(packageDirectory(dirname(fileURLToPath(import.meta.url))), 'simulator', 'demo');
}

/** The demo's advisories: OSV records, one a line. */
export function demoAdvisoriesPath(): string {
  return join(demoDirectory(), 'advisories.jsonl');
}

/** Chances of an attack, and what is known to be exploited: an EPSS file and a KEV catalogue, both small. */
export function demoExploitPaths(): readonly string[] {
  return ['epss.csv', 'kev.json'].map((file) => join(demoDirectory(), file));
}

/** The folder of one sample project. */
export function demoProjectDirectory(folder: string): string {
  return join(demoDirectory(), 'projects', folder);
}

/** Every package that the demo's npm registry knows. */
export function readDemoUniverse(): Universe {
  return parseUniverse(readFileSync(join(demoDirectory(), 'universe.jsonl'), 'utf8'));
}

/** Every package that the demo's other registries know. */
export function readOtherUniverses(): Readonly<Record<OtherRegistry, Universe>> {
  const read = (registry: OtherRegistry): Universe =>
    parseUniverse(readFileSync(join(demoDirectory(), 'universes', `${registry}.jsonl`), 'utf8'));
  return {
    pypi: read('pypi'),
    go: read('go'),
    maven: read('maven'),
    crates: read('crates'),
    rubygems: read('rubygems'),
    packagist: read('packagist'),
    nuget: read('nuget'),
  };
}

function packageDirectory(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const { name } = packageName.parse(JSON.parse(readFileSync(manifest, 'utf8')));
      if (name === 'backline') return folder;
    }
    if (dirname(folder) === folder) throw new Error(`No folder of the package backline above ${start}.`);
  }
}
