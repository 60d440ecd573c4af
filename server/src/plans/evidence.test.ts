import { npm } from '../ecosystems/npm/index.js';
import { publishedFacts, worldFiles, worldManifests } from '../../test/planning-world.js';
import { gatherEvidence, riskOfPlan, type EvidenceInput } from './evidence.js';
import type { ChangeEvidence, PlanChange } from './plan.js';

const CHANGE: EvidenceInput['change'] = {
  ecosystem: 'npm',
  manifest: 'package-lock.json',
  manifests: ['package-lock.json'],
  name: 'kit',
  from: '1.2.0',
  to: '1.2.4',
  means: 'LIFT',
  step: 'PATCH',
  isDirect: true,
  findings: [],
  reason: '',
  publishedAt: '2020-01-01T00:00:00.000Z',
  deprecated: null,
};

interface Told {
  readonly change?: Partial<EvidenceInput['change']>;
  readonly target?: Parameters<typeof publishedFacts>[2];
  readonly root?: Readonly<Record<string, unknown>>;
  readonly lock?: Parameters<typeof worldFiles>[0]['lock'];
  readonly usage?: EvidenceInput['usage'];
  readonly repositoryUrl?: string | null;
}

function evidenceOf({
  change = {},
  target = {},
  root,
  lock = {},
  usage = null,
  repositoryUrl = null,
}: Told): ChangeEvidence {
  const world = {
    ...(root === undefined ? {} : { root }),
    lock: { 'node_modules/kit': { version: '1.2.0' }, ...lock },
    registry: {},
    flaws: [],
  };
  const [manifest] = worldManifests(worldFiles(world));
  if (manifest === undefined) throw new Error('no manifest');
  const whole = { ...CHANGE, ...change };
  return gatherEvidence({
    change: whole,
    ecosystem: npm,
    manifest,
    facts: {
      ecosystem: 'npm',
      name: 'kit',
      latest: null,
      versions: [publishedFacts('kit', '1.2.0', {}), publishedFacts('kit', whole.to, target)],
      repositoryUrl,
      undated: null,
      fetchedAt: '',
    },
    usage,
    now: new Date('2026-06-30T00:00:00Z'),
  });
}

const MAJOR = { to: '3.0.0', step: 'MAJOR' } as const;
const FILES = (count: number) => ({ files: ['a.js'].slice(0, count), count, isComplete: true });

test.each<[string, Told, string, string]>([
  ['a patch', {}, 'LOW', 'A patch step should only mend.'],
  [
    'a minor step',
    { change: { to: '1.3.0', step: 'MINOR' } },
    'LOW',
    'A minor step adds things and should break none.',
  ],
  [
    'a minor step below 1.0',
    { change: { from: '0.2.0', to: '0.3.0', step: 'MINOR' } },
    'MEDIUM',
    'Below version 1.0 a minor step may change anything.',
  ],
  [
    'a major step',
    { change: MAJOR },
    'MEDIUM',
    'A major step, from 1.2.0 to 3.0.0, may change what its users rely on.',
  ],
  [
    'a major step that files import',
    { change: MAJOR, usage: FILES(1) },
    'HIGH',
    '1 file of the project imports it.',
  ],
  [
    'a major step that no file imports',
    { change: MAJOR, usage: FILES(0) },
    'MEDIUM',
    'No file of the project imports it.',
  ],
  [
    'a forced patch',
    { change: { means: 'FORCE' } },
    'MEDIUM',
    'It is forced on packages that ask for another version.',
  ],
  [
    'a major step of what only others ask for, inside their ranges',
    { change: { ...MAJOR, isDirect: false } },
    'LOW',
    'A major step, from 1.2.0 to 3.0.0, may change what its users rely on. Every package that asks for it admits it by its own range.',
  ],
  [
    'a forced major step of what only others ask for',
    { change: { ...MAJOR, isDirect: false, means: 'FORCE' } },
    'HIGH',
    'A major step, from 1.2.0 to 3.0.0, may change what its users rely on.',
  ],
  [
    'an engine that the project does not name',
    { target: { engines: { node: '>=20' } } },
    'LOW',
    'It asks for node >=20; the project does not say what it has.',
  ],
  [
    'an engine that the project is below',
    { target: { engines: { node: '>=20' } }, root: { engines: { node: '>=18' } } },
    'MEDIUM',
    'It asks for node >=20; the project has >=18.',
  ],
  [
    'a peer that does not fit',
    {
      target: { peerDependencies: { react: '^19.0.0' } },
      lock: { 'node_modules/react': { version: '17.0.0' } },
    },
    'MEDIUM',
    'It asks for react ^19.0.0; the project has 17.0.0.',
  ],
  [
    'a new install script',
    { target: { hasInstallScript: true } },
    'LOW',
    'It runs a script when it is installed, which the present version does not.',
  ],
  [
    'a release of yesterday',
    { change: { publishedAt: '2026-06-29T00:00:00Z' } },
    'LOW',
    'It was released 1 day ago.',
  ],
])('%s', (_case, told, level, reason) => {
  const { risk } = evidenceOf(told);
  expect(risk.level).toBe(level);
  expect(risk.reasons).toContain(reason);
});

test.each<[string, Told]>([
  ['engines as before', { target: { engines: {} } }],
  [
    'an engine that the project declares',
    { target: { engines: { node: '>=18' } }, root: { engines: { node: '>=20' } } },
  ],
  [
    'an optional peer that is absent',
    { target: { peerDependencies: { react: '1' }, optionalPeers: ['react'] } },
  ],
  [
    'a peer that fits',
    {
      target: { peerDependencies: { react: '^17.0.0' } },
      lock: { 'node_modules/react': { version: '17.0.0' } },
    },
  ],
])('%s is met', (_case, told) => {
  expect(evidenceOf(told).unmet).toEqual([]);
});

test('links lead to the comparison, the releases and the repository, over https only', () => {
  expect(evidenceOf({ repositoryUrl: 'https://github.com/acme/kit' }).links).toEqual([
    { kind: 'COMPARISON', url: 'https://github.com/acme/kit/compare/v1.2.0...v1.2.4' },
    { kind: 'RELEASE', url: 'https://github.com/acme/kit/releases' },
    { kind: 'REPOSITORY', url: 'https://github.com/acme/kit' },
  ]);
  expect(evidenceOf({ repositoryUrl: 'https://gitlab.com/acme/kit' }).links[0]?.url).toBe(
    'https://gitlab.com/acme/kit/-/compare/v1.2.0...v1.2.4',
  );
  expect(evidenceOf({ repositoryUrl: 'https://git.example/acme/kit' }).links).toEqual([
    { kind: 'REPOSITORY', url: 'https://git.example/acme/kit' },
  ]);
  expect(evidenceOf({ repositoryUrl: 'javascript:alert(1)' }).links).toEqual([]);
});

test('the risk of a plan is the highest of its changes, with whose it is', () => {
  const change = (name: string, told: Told): PlanChange => ({ ...CHANGE, name, evidence: evidenceOf(told) });
  expect(riskOfPlan([change('a', {}), change('b', { change: MAJOR, usage: FILES(1) })])).toEqual({
    level: 'HIGH',
    reasons: [
      'b: A major step, from 1.2.0 to 3.0.0, may change what its users rely on.',
      'b: 1 file of the project imports it.',
    ],
  });
  expect(riskOfPlan([{ ...CHANGE, evidence: null }])).toBeNull();
});
