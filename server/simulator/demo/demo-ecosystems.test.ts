import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readEpssLine, readKevCatalogue } from '../../src/advisories/exploit-scores.js';
import { parseAdvisory } from '../../src/advisories/osv.js';
import type { EcosystemId } from '../../src/ecosystems/ecosystem.js';
import { ECOSYSTEMS } from '../../src/ecosystems/registry.js';
import type { Inventory } from '../../src/inventory/inventory.js';
import { formatUniverse, type Universe } from '../registry/universe.js';
import {
  demoAdvisoriesPath,
  demoDirectory,
  demoExploitPaths,
  demoProjectDirectory,
  readDemoUniverse,
  readOtherUniverses,
} from './demo-files.js';
import { DEMO_PROJECTS } from './demo-projects.js';

const others = readOtherUniverses();
const UNIVERSES: Readonly<Partial<Record<EcosystemId, Universe>>> = {
  npm: readDemoUniverse(),
  PyPI: others.pypi,
  Go: others.go,
  Maven: others.maven,
  'crates.io': others.crates,
  RubyGems: others.rubygems,
  Packagist: others.packagist,
  NuGet: others.nuget,
};

/** Every manifest of a sample project, as Backline reads it. */
function inventoriesOf(folder: string): readonly Inventory[] {
  const directory = demoProjectDirectory(folder);
  const paths = readdirSync(directory, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => statSync(join(directory, path)).isFile());
  return ECOSYSTEMS.flatMap((ecosystem) =>
    ecosystem.groupManifests(paths).map((group) => {
      const files = group.inputs.map((path) => ({ path, text: readFileSync(join(directory, path), 'utf8') }));
      return ecosystem.parse(group, files);
    }),
  );
}

const inventories = new Map(DEMO_PROJECTS.map(({ folder }) => [folder, inventoriesOf(folder)]));

test.each([
  ['newsletter', ['yarn.lock v1']],
  ['status-page', ['pnpm-lock.yaml 9.0']],
  ['recommendations', ['poetry.lock 2.0']],
  ['search-api', ['go.mod']],
  ['invoices', ['pom.xml', 'pom.xml', 'pom.xml']],
  ['message-gateway', ['gradle.lockfile']],
  ['service-desk', ['Gemfile.lock']],
  ['log-shipper', ['Cargo.lock v3']],
  ['supplier-portal', ['composer.lock']],
  ['badge-printer', ['packages.lock.json v1']],
  ['delivery-tracker', ['go.mod', 'yarn.lock v8', 'uv.lock 1.1', 'requirements.txt']],
])('%s is read as %j', (folder, formats) => {
  expect((inventories.get(folder) ?? []).map(({ format }) => format)).toEqual(formats);
});

test('nothing is left unread but what the story says', () => {
  const problems = [...inventories].flatMap(([folder, read]) =>
    read.flatMap((inventory) => inventory.problems.map(({ code, path }) => `${folder}: ${code} ${path}`)),
  );
  expect(problems).toEqual([
    'invoices: NOT_RESOLVED pom.xml',
    'invoices: NOT_RESOLVED web/pom.xml',
    'delivery-tracker: NOT_RESOLVED scripts/requirements.txt',
  ]);
});

test.each(DEMO_PROJECTS.map(({ folder }) => folder))(
  'the registries know every direct dependency of %s, in the version that is there',
  (folder) => {
    const unknown: string[] = [];
    for (const { ecosystem, packages } of inventories.get(folder) ?? []) {
      for (const { name, version, source, isDirect } of packages) {
        const { isVersion } = ECOSYSTEMS.find(({ id }) => id === ecosystem) ?? {};
        if (source !== 'REGISTRY' || !isDirect || isVersion?.(version) !== true) continue;
        const found = UNIVERSES[ecosystem]?.get(name)?.versions.some((one) => one.version === version);
        if (found !== true && name !== 'stdlib') unknown.push(`${ecosystem} ${name} ${version}`);
      }
    }
    expect(unknown).toEqual([]);
  },
);

test.each(['newsletter', 'status-page'])(
  'the whole lock of %s comes from the demo’s own registry',
  (folder) => {
    const packages = (inventories.get(folder) ?? []).flatMap((inventory) => inventory.packages);
    const unknown = packages.filter(
      ({ name, version, source }) =>
        source === 'REGISTRY' &&
        UNIVERSES.npm?.get(name)?.versions.some((one) => one.version === version) !== true,
    );
    expect(packages.length).toBeGreaterThan(50);
    expect(unknown.map(({ name, version }) => `${name}@${version}`)).toEqual([]);
  },
);

test('every advisory is about a package that a sample project uses, or that npm’s registry here knows', () => {
  const used = new Set(
    [...inventories.values()]
      .flat()
      .flatMap(({ ecosystem, packages }) => packages.map(({ name }) => `${ecosystem} ${name.toLowerCase()}`)),
  );
  const lost = readFileSync(demoAdvisoriesPath(), 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const parsed = parseAdvisory(JSON.parse(line));
      if (parsed.kind !== 'advisory') return [parsed.reason];
      return parsed.advisory.affected
        .filter(
          ({ ecosystem, name }) => ecosystem !== 'npm' && !used.has(`${ecosystem} ${name.toLowerCase()}`),
        )
        .map(({ ecosystem, name }) => `${parsed.advisory.id}: ${ecosystem} ${name}`);
    });
  expect(lost).toEqual([]);
});

test('the exploit files are read whole, and what is known to be exploited is found in the demo', () => {
  const [epss = '', kev = ''] = demoExploitPaths().map((path) => readFileSync(path, 'utf8'));
  const lines = epss.trim().split('\n').slice(2);
  expect(lines.length).toBeGreaterThan(40);
  expect(lines.filter((line) => readEpssLine(line) === null)).toEqual([]);
  const advisories = readFileSync(demoAdvisoriesPath(), 'utf8');
  const exploited = readKevCatalogue(JSON.parse(kev)) ?? [];
  expect(exploited.length).toBeGreaterThan(4);
  expect(exploited.filter(({ cve }) => !advisories.includes(`"${cve}"`))).toEqual([]);
});

test.each(Object.entries(others))(
  'the universe of %s is written in its canonical form',
  (registry, universe) => {
    const text = readFileSync(join(demoDirectory(), 'universes', `${registry}.jsonl`), 'utf8');
    expect(formatUniverse(universe)).toBe(text);
  },
);
