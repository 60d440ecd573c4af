import semver from 'semver';
import { z } from 'zod';
import type { Ecosystem, ManifestFile } from '../ecosystems/ecosystem.js';

/** What a project says that it runs on. */
export interface DeclaredEngine {
  /** As it is declared. */
  readonly text: string;
  /** Whether everything that the declaration allows lies in a range. */
  isWithin(range: string): boolean;
}

const packageJson = z.object({ engines: z.record(z.string(), z.unknown()).nullish().catch(null) });
const composerJson = z.object({ require: z.record(z.string(), z.unknown()).nullish().catch(null) });

/**
 * The engines that the nearest manifest of a group declares: `engines` of package.json, `php` of composer.json,
 * `requires-python` of pyproject.toml, `go` of go.mod, `rust-version` of Cargo.toml. None where nothing is said.
 */
export function declaredEngines(
  ecosystem: Ecosystem,
  files: readonly ManifestFile[],
): ReadonlyMap<string, DeclaredEngine> {
  const engines = new Map<string, DeclaredEngine>();
  for (const { path, text } of files.toSorted((a, b) => a.path.length - b.path.length)) {
    for (const [name, declared] of declarationsOf(ecosystem, path, text)) {
      if (engines.has(name)) continue;
      engines.set(name, { text: declared, isWithin: (range) => isWithin(ecosystem, declared, range) });
    }
  }
  return engines;
}

function declarationsOf(
  ecosystem: Ecosystem,
  path: string,
  text: string,
): readonly (readonly [string, string])[] {
  const file = path.split('/').at(-1);
  if (ecosystem.id === 'npm' && file === 'package.json') return textsOf(readJson(packageJson, text)?.engines);
  if (ecosystem.id === 'Packagist' && file === 'composer.json')
    return textsOf(readJson(composerJson, text)?.require).filter(([name]) => name === 'php');
  const line = LINES.get(`${ecosystem.id} ${file ?? ''}`);
  const declared = line?.pattern.exec(text)?.[1];
  return line === undefined || declared === undefined ? [] : [[line.engine, declared]];
}

const LINES: ReadonlyMap<string, { readonly engine: string; readonly pattern: RegExp }> = new Map([
  [
    'PyPI pyproject.toml',
    { engine: 'python', pattern: /^[\t ]{0,8}requires-python[\t ]{0,8}=[\t ]{0,8}["']([^"'\n]{1,200})["']/m },
  ],
  ['Go go.mod', { engine: 'go', pattern: /^go[\t ]{1,8}([\w.]{1,40})[\t ]*$/m }],
  [
    'crates.io Cargo.toml',
    { engine: 'rust', pattern: /^[\t ]{0,8}rust-version[\t ]{0,8}=[\t ]{0,8}["']([\w.]{1,40})["']/m },
  ],
]);

function readJson<Shape>(schema: z.ZodType<Shape>, text: string): Shape | null {
  try {
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function textsOf(
  record: Readonly<Record<string, unknown>> | null | undefined,
): readonly (readonly [string, string])[] {
  return Object.entries(record ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && value.length <= 200 ? [[name, value] as const] : [],
  );
}

function isWithin(ecosystem: Ecosystem, declared: string, range: string): boolean {
  if (ecosystem.id === 'npm') {
    try {
      return semver.subset(declared, range);
    } catch {
      return false;
    }
  }
  const lowest = /\d+(?:\.\d+){0,3}/.exec(declared)?.[0];
  const asked = /\d+(?:\.\d+){0,3}/.exec(range)?.[0];
  if (lowest === undefined || asked === undefined) return false;
  return ecosystem.compareVersions(lowest, asked) >= 0;
}
