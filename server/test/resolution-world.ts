import { createHash } from 'node:crypto';
import type { ManifestFile, PackageVersionFacts, ResolverTool } from '../src/ecosystems/ecosystem.js';
import { versionFacts } from '../src/registries/version-facts.js';
import type { PackageFactsResult, PackageRegistry } from '../src/registries/registry.js';
import { dependencyFields } from '../src/resolution/registry-view.js';
import { stubArchive } from '../src/resolution/stub-archive.js';
import type { ResolutionRequest, ResolutionResult } from '../src/resolution/resolution.js';

export type World = Readonly<Record<string, readonly PackageVersionFacts[]>>;

/** One version of a package as a registry tells it; its archive is named when the registry is made. */
export function version(
  text: string,
  known: Partial<Omit<PackageVersionFacts, 'version'>> = {},
): PackageVersionFacts {
  return versionFacts(text, { publishedAt: '2020-01-01T00:00:00.000Z', isDetailed: true, ...known });
}

/** The same with the archive that the registry of example has of it. */
export function published(name: string, facts: PackageVersionFacts): PackageVersionFacts {
  const seed = `${name}@${facts.version}`;
  return {
    ...facts,
    integrity: facts.integrity ?? `sha512-${createHash('sha512').update(seed).digest('base64')}`,
    tarballUrl:
      facts.tarballUrl ??
      `https://registry.example/${name}/-/${name.slice(name.indexOf('/') + 1)}-${facts.version}.tgz`,
    artifacts: [
      {
        filename: '',
        url: null,
        hash: `sha1:${createHash('sha1').update(seed).digest('hex')}`,
        size: null,
        uploadedAt: null,
      },
    ],
  };
}

/** A registry of plain values. */
export function registryOf(
  world: World,
  { hasArchives = false } = {},
): PackageRegistry & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    facts: (ecosystem, names) => {
      const answers = new Map<string, PackageFactsResult>();
      for (const name of names) {
        asked.push(name);
        const versions = Object.hasOwn(world, name) ? world[name]! : null;
        if (versions === null) {
          answers.set(name, { kind: 'missing', name });
          continue;
        }
        const facts = {
          ecosystem,
          name,
          latest: versions.at(-1)?.version ?? null,
          versions: versions.map((each) => (hasArchives ? withArchive(name, each) : published(name, each))),
          repositoryUrl: null,
          undated: null,
          fetchedAt: '2024-01-01T00:00:00.000Z',
        };
        answers.set(name, { kind: 'facts', facts });
      }
      return Promise.resolve(answers);
    },
  };
}

export function manifest(dependencies: Readonly<Record<string, string>>, more: object = {}): ManifestFile {
  return {
    path: 'package.json',
    text: `${JSON.stringify({ name: 'app', version: '1.0.0', dependencies, ...more }, null, 2)}\n`,
  };
}

/** A lock of version 3 with these packages at the top, as npm writes it. */
export function lockV3(
  dependencies: Readonly<Record<string, string>>,
  world: World,
  locked: Readonly<Record<string, string>>,
): ManifestFile {
  const packages = Object.entries(locked)
    .toSorted(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([location, text]) => {
      const name = location.split('node_modules/').at(-1)!;
      const facts = published(
        name,
        world[name]!.find((each) => each.version === text)!,
      );
      return [`node_modules/${location}`, entryOf(facts)] as const;
    });
  const lock = {
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'app', version: '1.0.0', dependencies }, ...Object.fromEntries(packages) },
  };
  return { path: 'package-lock.json', text: `${JSON.stringify(lock, null, 2)}\n` };
}

function entryOf(facts: PackageVersionFacts): object {
  const filled = (key: string, map: object) => (Object.keys(map).length === 0 ? {} : { [key]: map });
  return {
    version: facts.version,
    resolved: facts.tarballUrl,
    integrity: facts.integrity,
    ...filled('dependencies', facts.dependencies),
    ...filled('peerDependencies', facts.peerDependencies),
  };
}

export function requestFor(
  tool: ResolverTool,
  files: readonly ManifestFile[],
  change: Partial<ResolutionRequest>,
): ResolutionRequest {
  const lock = files.find(({ path }) => /lock|shrinkwrap/.test(path) && !path.includes('/')) ?? files[0]!;
  return {
    tool,
    group: { ecosystem: 'npm', path: lock.path, inputs: files.map(({ path }) => path).sort() },
    files,
    drop: [],
    pins: [],
    newcomers: { publishedBefore: null },
    ...change,
  };
}

/** The text of the only file that a resolution changed. */
export function textOf(result: ResolutionResult): string {
  if (result.kind === 'refused') throw new Error(reasonOf(result));
  expect(result.files).toHaveLength(1);
  return result.files[0]!.text;
}

/** Why a resolution was refused. */
export function reasonOf(result: ResolutionResult): string {
  return result.kind === 'refused' ? `${result.code}: ${result.message}` : 'It was not refused.';
}

/** The same with the hash of the archive that `archivesOf` gives. */
function withArchive(name: string, facts: PackageVersionFacts): PackageVersionFacts {
  const digest = createHash('sha512').update(archiveOf(name, facts)).digest('base64');
  return { ...published(name, facts), integrity: `sha512-${digest}` };
}

function archiveOf(name: string, facts: PackageVersionFacts): Buffer {
  return stubArchive({ name, version: facts.version, ...dependencyFields(facts) });
}

/** The archives of a world by their addresses. */
export function archivesOf(world: () => World): (url: string) => Promise<Buffer | null> {
  return (url) => {
    for (const [name, versions] of Object.entries(world()))
      for (const facts of versions)
        if (published(name, facts).tarballUrl === url) return Promise.resolve(archiveOf(name, facts));
    return Promise.resolve(null);
  };
}
