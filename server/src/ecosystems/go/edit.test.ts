import { versionFacts } from '../../registries/version-facts.js';
import type { ManifestFile, PackageVersionFacts, VersionChange } from '../ecosystem.js';
import { go } from './index.js';

const hash = (letter: string): string => `h1:${letter.repeat(43)}=`;
const OLD = hash('A');
const NEW = hash('N');

const MOD = `module example.org/shop // a shop

go 1.21

require (
	example.com/router v1.8.1 // keep
	"example.com/log/v3" "v3.2.0"
	example.com/old v2.0.0+incompatible
)

require example.com/text v0.14.0 // indirect; v0.14.0 is pinned

exclude example.com/router v1.8.4
`;
const SUM = `example.com/log/v3 v3.2.0 ${OLD}
example.com/log/v3 v3.2.0/go.mod ${OLD}
example.com/router v1.8.0/go.mod ${OLD}
example.com/router v1.8.1 ${OLD}
example.com/router v1.8.1/go.mod ${OLD}
example.com/router v1.10.0/go.mod ${OLD}
example.com/text v0.14.0 ${OLD}
example.com/text v0.14.0/go.mod ${OLD}
`;

interface Move {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly known?: Partial<PackageVersionFacts>;
}

function change({ name, from, to, known }: Move): VersionChange {
  const artifacts = ['', '/go.mod'].map((tail) => ({
    filename: `v${to}${tail}`,
    url: null,
    hash: NEW,
    size: null,
    uploadedAt: null,
  }));
  const target = versionFacts(to, { isDetailed: true, engines: { go: '1.18' }, artifacts, ...known });
  return { name, from, to, locations: [`${name}@${from}`], target, answers: new Map() };
}

const ROUTER: Move = { name: 'example.com/router', from: '1.8.1', to: '1.9.0' };

function edit(
  files: readonly ManifestFile[],
  ...moves: readonly Move[]
): Readonly<Record<string, string>> | string {
  const result = go.edit(files, { versions: moves.map(change), ranges: [], forces: [] });
  if (result.kind === 'refused') return result.reason;
  return Object.fromEntries(result.files.map(({ path, text }) => [path, text]));
}

const filesOf = (mod = MOD, sum: string | null = SUM): readonly ManifestFile[] => [
  { path: 'go.mod', text: mod },
  ...(sum === null ? [] : [{ path: 'go.sum', text: sum }]),
];

describe('a go.mod with its go.sum', () => {
  it('moves a module, adds its sums in order and takes out the sum of the old content', () => {
    expect(edit(filesOf(), ROUTER)).toEqual({
      'go.mod': MOD.replace('router v1.8.1', 'router v1.9.0'),
      'go.sum': SUM.replace(
        `example.com/router v1.8.1 ${OLD}\nexample.com/router v1.8.1/go.mod ${OLD}\n`,
        `example.com/router v1.8.1/go.mod ${OLD}\nexample.com/router v1.9.0 ${NEW}\nexample.com/router v1.9.0/go.mod ${NEW}\n`,
      ),
    });
  });

  it.each<[string, Move, string, string]>([
    ['in quotes', { name: 'example.com/log/v3', from: '3.2.0', to: '3.2.1' }, '"v3.2.0"', '"v3.2.1"'],
    [
      'without a go.mod of its own',
      { name: 'example.com/old', from: '2.0.0+incompatible', to: '2.1.0+incompatible' },
      'v2.0.0+incompatible',
      'v2.1.0+incompatible',
    ],
    [
      'whose comment names its version',
      { name: 'example.com/text', from: '0.14.0', to: '0.15.0' },
      'text v0.14.0',
      'text v0.15.0',
    ],
  ])('moves a module %s', (_, move, before, after) => {
    expect(edit(filesOf(MOD, null), move)).toEqual({ 'go.mod': MOD.replace(before, after) });
  });

  it('keeps line ends, a byte order mark and a last line without an end', () => {
    const dos = (text: string): string => `\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`;
    const plain = edit(filesOf(), ROUTER);
    const result = edit(filesOf(dos(MOD), dos(SUM)), ROUTER);
    expect(result).toEqual(
      typeof plain === 'string'
        ? {}
        : Object.fromEntries(Object.entries(plain).map(([path, text]) => [path, dos(text)])),
    );
    const last = { name: 'example.com/text', from: '0.14.0', to: '0.15.0' };
    const ended = edit(filesOf(MOD, SUM.trimEnd()), last);
    expect(ended).toMatchObject({
      'go.sum': expect.stringContaining(
        `v0.14.0/go.mod ${OLD}\nexample.com/text v0.15.0 ${NEW}\nexample.com/text v0.15.0/go.mod ${NEW}\n`,
      ),
    });
  });

  it('does nothing where it has moved already', () => {
    const once = edit(filesOf(), ROUTER);
    if (typeof once === 'string') throw new Error(once);
    expect(edit(filesOf(once['go.mod'], once['go.sum']), ROUTER)).toEqual({});
  });

  it('moves modules together that require each other, and passes over what is built into others', () => {
    const known = {
      dependencies: { 'example.com/text': 'v0.15.0', 'example.org/shop': 'v9.0.0' },
      peerDependencies: { 'example.com/absent': 'v1.0.0', 'example.com/log/v3': 'v3.1.0' },
    };
    const text = { name: 'example.com/text', from: '0.14.0', to: '0.15.0' };
    expect(edit(filesOf(), { ...ROUTER, known })).toBe(
      'example.com/router v1.9.0 requires example.com/text v0.15.0, and the go.mod v0.14.0',
    );
    expect(edit(filesOf(), { ...ROUTER, known }, text)).toMatchObject({
      'go.mod': expect.stringMatching(/router v1\.9\.0[^]*text v0\.15\.0/),
    });
  });

  const early = { engines: {}, dependencies: { 'example.com/text': 'v0.13.0' } };
  it('takes a version of before Go 1.17 where the go.sum shows that Go has read what it requires', () => {
    const sum = SUM.replace(
      'example.com/text v0.14.0 ',
      `example.com/text v0.13.0/go.mod ${OLD}\nexample.com/text v0.14.0 `,
    );
    expect(edit(filesOf(MOD, sum), { ...ROUTER, known: early })).toMatchObject({
      'go.sum': expect.stringContaining(`router v1.9.0 ${NEW}`),
    });
  });

  it.each<[reason: string, Partial<Move>, mod?: string, sum?: string]>([
    ['no checksum database vouches for example.com/router v1.9.0', { known: { artifacts: [] } }],
    ['the registry does not tell what example.com/router v1.9.0 requires', { known: { isDetailed: false } }],
    [
      'example.com/router v1.9.0 requires example.com/new, which the go.mod does not name',
      { known: { dependencies: { 'example.com/new': 'v1.0.0' } } },
    ],
    [
      'example.com/router v1.9.0 requires example.com/text v0.14.1, and the go.mod v0.14.0',
      { known: { peerDependencies: { 'example.com/text': 'v0.14.1' } } },
    ],
    [
      'example.com/router v1.9.0 wants Go 1.22, and the go.mod says 1.21',
      { known: { engines: { go: '1.22' } } },
    ],
    [
      'Go would read what example.com/text v0.13.0 requires for example.com/router v1.9.0, and the go.sum may lack its sums',
      { known: early },
    ],
    [
      'Go would read what example.com/text v0.14.0 requires for example.com/router v1.9.0, and the go.sum may lack its sums',
      { known: { ...early, dependencies: { 'example.com/text': 'v0.14.0' } } },
    ],
    [
      'example.com/router v1.9.0 requires example.com/absent, which the go.mod does not name',
      { known: { peerDependencies: { 'example.com/absent': 'v1.0.0' } } },
      MOD.replace('go 1.21', 'go 1.16'),
    ],
    ['the go.mod excludes example.com/router v1.8.4', { to: '1.8.4' }],
    ['the go.mod requires example.com/router v1.8.1', { from: '1.8.0' }],
    ['the go.mod does not name example.com/unknown', { name: 'example.com/unknown' }],
    ['the go.mod does not name __proto__', { name: '__proto__' }],
    ['the standard library comes with Go itself', { name: 'stdlib' }],
    [
      'the go.mod requires example.com/router more than once',
      {},
      `${MOD}require example.com/router v1.7.0\n`,
    ],
    [
      '"example.com/router" is replaced by "../router", and a replacement is a person\'s decision',
      {},
      `${MOD}replace example.com/router => ../router\n`,
    ],
    ['the go.mod cannot be read as a whole', {}, `${MOD}requires x\n`],
    ['the go.mod holds an unresolved merge conflict', {}, `<<<<<<< a\n=======\n>>>>>>> b\n${MOD}`],
    ['the go.sum holds an unresolved merge conflict', {}, MOD, `<<<<<<< a\n=======\n>>>>>>> b\n`],
    ['the registry tells nothing about the new version', { to: '1.9.0\nrequire x v1' }],
  ])('refuses: %s', (reason, move, ...[mod, sum]) => {
    expect(edit(filesOf(mod, sum ?? SUM), { ...ROUTER, ...move })).toBe(reason);
  });

  it('leaves what a workspace replaces', () => {
    const work = { path: 'go.work', text: 'go 1.21\n\nuse .\n\nreplace example.com/router => ../router\n' };
    expect(edit([...filesOf(), work], ROUTER)).toContain('is replaced by');
  });
});

test('a requirement is a minimum, so a higher version of its module needs no other', () => {
  expect(go.raiseRange('v1.2.3', '1.9.0')).toBe('v1.2.3');
  expect(go.raiseRange('v1.2.3', '1.2.2')).toBeNull();
  expect(go.manifestOf({ path: 'api/go.mod' }, { location: '', source: 'ROOT' })).toBe('api/go.mod');
});
