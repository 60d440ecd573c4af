import fc from 'fast-check';
import { planEcosystem, type EcosystemWorld, type Release } from '../../test/ecosystem-world.js';
import type { Ecosystem } from '../ecosystems/ecosystem.js';
import { compareText } from './compare-text.js';
import { ecosystemOf } from '../ecosystems/registry.js';

const NAMES = ['aa', 'bb', 'cc', 'dd'];
const VERSIONS = ['1.0.0', '1.0.1', '1.1.0', '1.2.0', '2.0.0'];

type Shelf = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
type Locked = ReadonlyMap<string, string>;

/** One lock format as a property is told of it: how a range is written, and what the files of locked packages are. */
interface Format {
  readonly ecosystem: EcosystemWorld['ecosystem'];
  readonly ranges: readonly string[];
  readonly files: (
    root: Readonly<Record<string, string>>,
    shelf: Shelf,
    locked: Locked,
  ) => EcosystemWorld['files'];
  readonly release: (name: string, version: string) => Release;
}

const CARGO: Format = {
  ecosystem: 'crates.io',
  ranges: ['^1.0.0', '~1.0.0', '=1.0.0', '>=1.1.0', '*', '=1.0.1'],
  files: (root, shelf, locked) => ({
    'Cargo.toml': `[package]\nname = "zz"\nversion = "0.1.0"\n\n[dependencies]\n${Object.entries(root)
      .map(([name, range]) => `${name} = "${range}"\n`)
      .join('')}`,
    'Cargo.lock': `version = 4\n\n${sorted(locked)
      .map(([name, version]) => {
        const asks = sorted(Object.entries(shelf[name]?.[version] ?? {})).map(([asked]) => asked);
        return `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${'a'.repeat(64)}"\n${listed(asks)}\n`;
      })
      .join(
        '',
      )}[[package]]\nname = "zz"\nversion = "0.1.0"\n${listed(sorted(Object.entries(root)).map(([asked]) => asked))}`,
  }),
  release: () => ({
    integrity: `sha256-${Buffer.from('b'.repeat(64), 'hex').toString('base64')}`,
    document: JSON.stringify({ featuresSince: '0.1.0' }),
  }),
};

const GEMS: Format = {
  ecosystem: 'RubyGems',
  ranges: ['~> 1.0', '~> 1.0.0', '= 1.0.0', '>= 1.1.0', '>= 0', '= 1.0.1'],
  files: (root, shelf, locked) => ({
    Gemfile: `source 'https://rubygems.org'\n${Object.entries(root)
      .map(([name, range]) => `gem '${name}', '${range}'\n`)
      .join('')}`,
    'Gemfile.lock': `GEM\n  remote: https://rubygems.org/\n  specs:\n${sorted(locked)
      .map(([name, version]) => {
        const asks = sorted(Object.entries(shelf[name]?.[version] ?? {}));
        return `    ${name} (${version})\n${asks.map(([asked, range]) => `      ${asked}${range === '>= 0' ? '' : ` (${range})`}\n`).join('')}`;
      })
      .join('')}\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n${sorted(Object.entries(root))
      .map(([name, range]) => `  ${name}${range === '>= 0' ? '' : ` (${range})`}\n`)
      .join('')}`,
  }),
  release: (name, version) => ({
    artifacts: [
      {
        filename: `${name}-${version}.gem`,
        url: null,
        hash: `sha256:${'e'.repeat(64)}`,
        size: null,
        uploadedAt: null,
      },
    ],
  }),
};

function sorted(entries: Iterable<readonly [string, string]>): readonly (readonly [string, string])[] {
  return [...entries].toSorted(([left], [right]) => compareText(left, right));
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? '' : `dependencies = [\n${names.map((name) => ` "${name}",\n`).join('')}]\n`;
}

const shelfOf = (ranges: readonly string[]): fc.Arbitrary<Shelf> =>
  fc
    .tuple(
      ...NAMES.map((_, index) =>
        fc.tuple(
          ...VERSIONS.map(() =>
            fc.dictionary(
              fc.constantFrom(...NAMES.slice(index + 1), NAMES[3] ?? ''),
              fc.constantFrom(...ranges),
              {
                maxKeys: index === 3 ? 0 : 2,
                noNullPrototype: true,
              },
            ),
          ),
        ),
      ),
    )
    .map((all) =>
      Object.fromEntries(
        NAMES.map((name, index) => [
          name,
          Object.fromEntries(VERSIONS.map((version, at) => [version, all[index]?.[at] ?? {}])),
        ]),
      ),
    );

/** One version of each name, the lowest that the first who asks allows; null where others do not. */
function lock(ecosystem: Ecosystem, shelf: Shelf, root: Readonly<Record<string, string>>): Locked | null {
  const locked = new Map<string, string>();
  const queue = Object.entries(root);
  for (const [name, range] of queue) {
    const known = locked.get(name);
    if (known !== undefined) {
      if (!ecosystem.satisfies(known, range)) return null;
      continue;
    }
    const version = VERSIONS.find((each) => ecosystem.satisfies(each, range));
    if (version === undefined) return null;
    locked.set(name, version);
    for (const asked of Object.entries(shelf[name]?.[version] ?? {})) queue.push(asked);
  }
  return locked;
}

test.each<[string, Format]>([
  ['Gemfile.lock', GEMS],
  ['Cargo.lock', CARGO],
])('whatever is planned in a %s, nobody’s published requirement is broken', async (_, format) => {
  const ecosystem = ecosystemOf(format.ecosystem);
  const roots = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...format.ranges), {
    minKeys: 1,
    noNullPrototype: true,
  });
  const flaws = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom('1.0.1', '1.1.0', '2.0.0'), {
    minKeys: 1,
    noNullPrototype: true,
  });
  let planned = 0;
  await fc.assert(
    fc.asyncProperty(shelfOf(format.ranges), roots, flaws, async (shelf, root, vulnerable) => {
      const locked = lock(ecosystem, shelf, root);
      if (locked === null) return;
      const registry = Object.fromEntries(
        Object.entries(shelf).map(([name, versions]) => [
          name,
          Object.fromEntries(
            Object.entries(versions).map(([version, dependencies]) => [
              version,
              { ...format.release(name, version), dependencies },
            ]),
          ),
        ]),
      );
      const files = format.files(root, shelf, locked);
      const { plans } = await planEcosystem({ ecosystem: format.ecosystem, files, registry, vulnerable });
      for (const { edits } of plans) {
        planned += 1;
        const texts = new Map(edits.map(({ path, newText }) => [path, newText]));
        const after = Object.entries(files).map(([path, text]) => ({ path, text: texts.get(path) ?? text }));
        const [group] = ecosystem.groupManifests(after.map(({ path }) => path).toSorted());
        if (group === undefined) throw new Error('No manifest is left.');
        const { packages } = ecosystem.parse(group, after);
        for (const { name, version, source, requires } of packages) {
          const asked =
            source === 'REGISTRY'
              ? Object.entries(shelf[name]?.[version] ?? {})
              : requires.map((each) => [each.name, each.range] as const);
          for (const [wanted, range] of asked) {
            const target = requires.find((each) => each.name === wanted)?.target ?? -1;
            const found = packages[target]?.version ?? 'nothing';
            expect([name, version, wanted, range, found, ecosystem.satisfies(found, range)]).toEqual([
              name,
              version,
              wanted,
              range,
              found,
              true,
            ]);
          }
        }
      }
    }),
    { numRuns: 200 },
  );
  expect(planned).toBeGreaterThan(20);
});
