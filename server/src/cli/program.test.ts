import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { WORLD_NOW, worldFiles, worldRegistry, type World } from '../../test/planning-world.js';
import { readAdvisorySource } from '../advisories/advisory-source.client.js';
import { DEFAULT_SOURCE_LIMITS } from '../advisories/source-record.js';
import type { OperatorRegistries } from '../registries/default-registries.js';
import type { PackageRegistry } from '../registries/registry.js';
import { NO_RESOLVER } from '../resolution/resolution.js';
import { addAdminCommands } from './admin-commands.js';
import type { CliTools } from './cli-tools.js';
import { addServerCommands } from './server-commands.js';
import { givingUp } from './local-registries.client.js';
import { openLocalFolder } from './local-folder.client.js';
import { NO_PROGRESS } from './progress.js';
import { runProgram } from './program.js';

const WORLD: World = {
  root: { dependencies: { web: '^1.0.0', pinned: '1.0.0' } },
  lock: {
    'node_modules/web': { version: '1.0.0', dependencies: { parser: '^3.1.0' } },
    'node_modules/parser': { version: '3.1.0' },
    'node_modules/pinned': { version: '1.0.0' },
  },
  registry: { parser: { '3.1.0': {}, '3.1.2': {}, '3.2.0': {} }, pinned: { '1.0.0': {}, '1.0.1': {} } },
  flaws: [],
};

function record(id: string, name: string, fixed: string, severity: string): string {
  const vector =
    severity === 'CRITICAL'
      ? 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
      : 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:N/A:N';
  return JSON.stringify({
    id,
    modified: '2026-01-01T00:00:00Z',
    aliases: [`CVE-${id.slice(-4)}`],
    summary: 'x',
    severity: [{ type: 'CVSS_V3', score: vector }],
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
  });
}

const ADVISORIES = [
  record('GHSA-aaaa-aaaa-0001', 'parser', '3.1.2', 'CRITICAL'),
  record('GHSA-aaaa-aaaa-0002', 'pinned', '1.0.1', 'MEDIUM'),
  record('GHSA-aaaa-aaaa-0003', 'elsewhere', '1.0.1', 'MEDIUM'),
];

let folder: string;
let advisories: string;

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'backline-cli-'));
  folder = join(root, 'project');
  advisories = join(root, 'advisories.jsonl');
  await mkdir(folder);
  for (const { path, text } of worldFiles(WORLD)) await writeFile(join(folder, path), text);
  await writeFile(advisories, `${ADVISORIES.join('\n')}\n`);
});
afterEach(() => rm(dirname(folder), { recursive: true }));

/** The registry that the commands meet; a test may put a dead one in its place. */
let registry: PackageRegistry = worldRegistry(WORLD.registry);
afterEach(() => {
  registry = worldRegistry(WORLD.registry);
});

async function run(...args: readonly string[]) {
  let out = '';
  let err = '';
  const asked: OperatorRegistries[] = [];
  const tools: CliTools = {
    print: (text) => void (out += text),
    warn: (text) => void (err += text),
    clock: () => WORLD_NOW,
    progress: NO_PROGRESS,
    columns: null,
    version: '1.2.3',
    readAdvisories: (path, isWanted) =>
      readAdvisorySource(path, { ...DEFAULT_SOURCE_LIMITS, ...(isWanted === undefined ? {} : { isWanted }) }),
    openFolder: openLocalFolder,
    resolver: NO_RESOLVER,
    openRegistry: async (address) => {
      asked.push(address);
      return registry;
    },
  };
  return {
    code: await runProgram(args, tools, () => undefined),
    out: () => out,
    err: () => err,
    json: () => JSON.parse(out) as unknown,
    asked,
  };
}

describe('scan', () => {
  test('prints what the contract fixes', async () => {
    const { code, json } = await run('scan', folder, '--advisories', advisories, '--json');
    expect(code).toBe(0);
    expect(json()).toEqual({
      manifests: [
        {
          path: 'package-lock.json',
          ecosystem: 'npm',
          format: 'package-lock v3',
          dependencies: 3,
          locked: true,
          unmatched: 0,
          hasAdvisories: true,
          problems: [],
        },
      ],
      dependencies: expect.arrayContaining([
        {
          ecosystem: 'npm',
          name: 'parser',
          version: '3.1.0',
          manifest: 'package-lock.json',
          direct: false,
          scope: 'RUNTIME',
          source: 'REGISTRY',
          paths: [['web@1.0.0', 'parser@3.1.0']],
        },
      ]),
      findings: [
        {
          ecosystem: 'npm',
          name: 'parser',
          version: '3.1.0',
          advisory: 'GHSA-aaaa-aaaa-0001',
          aliases: ['CVE-0001'],
          severity: 'CRITICAL',
          fixed: ['3.1.2'],
          because: 'introduced 0, fixed 3.1.2',
          manifest: 'package-lock.json',
        },
        {
          ecosystem: 'npm',
          name: 'pinned',
          version: '1.0.0',
          advisory: 'GHSA-aaaa-aaaa-0002',
          aliases: ['CVE-0002'],
          severity: 'MEDIUM',
          fixed: ['1.0.1'],
          because: 'introduced 0, fixed 1.0.1',
          manifest: 'package-lock.json',
        },
      ],
    });
  });

  test.each([
    ['CRITICAL', 1],
    ['low', 1],
    ['MALICIOUS', 0],
  ])('with --fail-on %s exits with %d', async (severity, expected) => {
    expect((await run('scan', folder, '--advisories', advisories, '--fail-on', severity)).code).toBe(
      expected,
    );
  });

  test.each([
    ['cyclonedx', { bomFormat: 'CycloneDX', vulnerabilities: [{ id: 'GHSA-aaaa-aaaa-0001' }, {}] }],
    ['SARIF', { version: '2.1.0', runs: [{ results: [{ ruleId: 'GHSA-aaaa-aaaa-0001' }, {}] }] }],
    ['openvex', { statements: [{ vulnerability: { name: 'GHSA-aaaa-aaaa-0001' } }, {}] }],
  ])('with --format %s prints that', async (format, expected) => {
    const { code, json } = await run('scan', folder, '--advisories', advisories, '--format', format);
    expect(code).toBe(0);
    expect(json()).toMatchObject(expected);
  });

  test('tells a person what is vulnerable and what closes it', async () => {
    const { out } = await run('scan', folder, '--advisories', advisories);
    expect(out()).toContain('package-lock.json (package-lock v3): 3 dependencies');
    expect(out()).toMatch(/CRITICAL +parser 3\.1\.0 +GHSA-aaaa-aaaa-0001 +3\.1\.2 +package-lock\.json/);
    expect(out()).toContain('2 known vulnerabilities in 2 package versions: 1 critical, 1 medium.');
  });

  test('does not follow links, and looks into no node_modules', async () => {
    const outside = join(dirname(folder), 'outside');
    await mkdir(join(folder, 'node_modules', 'web'), { recursive: true });
    await mkdir(outside);
    for (const place of [outside, join(folder, 'node_modules', 'web')])
      await writeFile(join(place, 'package.json'), '{"dependencies":{"parser":"3.1.0"}}');
    await symlink(outside, join(folder, 'linked'));
    const { json } = await run('scan', folder, '--advisories', advisories, '--json');
    expect(json()).toMatchObject({ manifests: [{ path: 'package-lock.json' }] });
  });

  test.each([
    ['is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'NOT_TEXT', 'UTF-8'],
    ['has a NUL in it', '{}\0', 'NOT_TEXT', 'UTF-8'],
    ['is larger than what a server reads', Buffer.alloc(33 * 1024 * 1024, ' '), 'TOO_LARGE', '32 MiB'],
  ])('says of a manifest that %s what a server says', async (_what, content, code, words) => {
    await writeFile(join(folder, 'package-lock.json'), content);
    const { json } = await run('scan', folder, '--advisories', advisories, '--json');
    expect(json()).toMatchObject({
      manifests: [
        {
          path: 'package-lock.json',
          dependencies: 0,
          problems: [{ code, message: expect.stringContaining(words) }],
        },
      ],
    });
  });

  test('says of a manifest that is a link that it was not read', async () => {
    const lock = join(folder, 'package-lock.json');
    await rename(lock, join(folder, 'kept.json'));
    await symlink('kept.json', lock);
    const { json } = await run('scan', folder, '--advisories', advisories, '--json');
    expect(json()).toMatchObject({
      manifests: [
        {
          path: 'package-lock.json',
          dependencies: 0,
          problems: [
            { code: 'NOT_A_FILE', path: 'package-lock.json', message: expect.stringContaining('link') },
          ],
        },
      ],
      findings: [],
    });
  });

  test('reads the rest of a group of which one file is a link', async () => {
    await rename(join(folder, 'package.json'), join(folder, 'kept.json'));
    await symlink('kept.json', join(folder, 'package.json'));
    const { json } = await run('scan', folder, '--advisories', advisories, '--json');
    expect(json()).toMatchObject({
      manifests: [{ dependencies: 3, problems: [{ code: 'NOT_A_FILE', path: 'package.json' }] }],
      findings: [{ name: 'parser' }, { name: 'pinned' }],
    });
  });

  test('says of which ecosystem the advisories know nothing', async () => {
    await writeFile(join(folder, 'requirements.txt'), 'parser==3.1.0\n');
    const { err, json } = await run('scan', folder, '--advisories', advisories, '--json');
    expect(err()).toBe(
      'None of the advisories given is about PyPI, so nothing can be found in what is from there.',
    );
    expect(json()).toMatchObject({
      manifests: [{ hasAdvisories: true }, { hasAdvisories: false }],
      findings: [{ ecosystem: 'npm' }, { ecosystem: 'npm' }],
    });
  });

  test('finds the same when a source is given twice', async () => {
    const once = await run('scan', folder, '--advisories', advisories, '--json');
    const twice = await run('scan', folder, '--advisories', advisories, '--advisories', advisories, '--json');
    expect(twice.json()).toEqual(once.json());
  });

  test('a declared range is no version: it is not matched', async () => {
    await rm(join(folder, 'package-lock.json'));
    const { json } = await run('scan', folder, '--advisories', advisories, '--json');
    expect(json()).toMatchObject({ findings: [{ name: 'pinned', version: '1.0.0' }] });
  });

  test.each<[string, (paths: { folder: string; advisories: string }) => readonly string[], string]>([
    [
      'the folder is not there',
      (paths) => ['scan', `${paths.folder}-no`, '--advisories', paths.advisories],
      'There is no folder',
    ],
    [
      'the folder is a file',
      (paths) => ['scan', paths.advisories, '--advisories', paths.advisories],
      'is not a folder',
    ],
    [
      'the advisories are not there',
      (paths) => ['scan', paths.folder, '--advisories', `${paths.advisories}-no`],
      '',
    ],
    [
      'the advisories are none',
      (paths) => ['scan', paths.folder, '--advisories', join(paths.folder, 'package.json')],
      'has no advisory in OSV form',
    ],
    ['no advisories are named', (paths) => ['scan', paths.folder], '--advisories'],
    [
      'the format is none',
      (paths) => ['scan', paths.folder, '--advisories', paths.advisories, '--format', 'pdf'],
      'cyclonedx',
    ],
    [
      'the severity is none',
      (paths) => ['scan', paths.folder, '--advisories', paths.advisories, '--fail-on', 'WORST'],
      'It is one of',
    ],
    ['the command is none', () => ['scam'], 'unknown command'],
  ])('exits with 2 and says why when %s', async (_title, args, says) => {
    const { code, err, out } = await run(...args({ folder, advisories }));
    expect([code, out()]).toEqual([2, '']);
    expect(err()).toContain(says);
    expect(err()).not.toContain('fault of Backline');
  });
});

describe('plan', () => {
  test('could not be done (2) when the registry answers nothing', async () => {
    registry = {
      facts: (_ecosystem, names) =>
        Promise.resolve(
          new Map(
            names.map((name) => [
              name,
              { kind: 'failed', name, status: null, message: 'It is down.' } as const,
            ]),
          ),
        ),
    };
    const { code, err } = await run('plan', folder, '--advisories', advisories);
    expect(code).toBe(2);
    expect(err()).toContain('The registry did not answer');
  });

  test('prints what the contract fixes', async () => {
    const { code, json, asked } = await run(
      'plan',
      folder,
      '--advisories',
      advisories,
      '--json',
      '--registry',
      'https://registry.example/',
    );
    expect(code).toBe(0);
    expect(asked).toEqual([{ npm: 'https://registry.example/' }]);
    const reason = 'The lowest version inside ^3.1.0 that no known advisory concerns.';
    expect(json()).toMatchObject({
      plans: [
        {
          kind: 'SAFE',
          digest: expect.stringMatching(/^[0-9a-f]{64}$/),
          changes: [
            {
              ecosystem: 'npm',
              name: 'parser',
              from: '3.1.0',
              to: '3.1.2',
              means: 'LIFT',
              findings: ['GHSA-aaaa-aaaa-0001'],
              reason,
            },
            {
              ecosystem: 'npm',
              name: 'pinned',
              from: '1.0.0',
              to: '1.0.1',
              means: 'RAISE',
              findings: ['GHSA-aaaa-aaaa-0002'],
            },
          ],
          unfixed: [],
          introduced: [],
          edits: [
            { path: 'package-lock.json', diff: expect.stringContaining('-      "version": "3.1.0"') },
            { path: 'package.json' },
          ],
        },
      ],
      unfixed: [],
    });
  });

  test('writes only with --write, then has nothing more to plan, and leaves no other file', async () => {
    const lock = join(folder, 'package-lock.json');
    const before = await readFile(lock, 'utf8');
    await run('plan', folder, '--advisories', advisories);
    expect(await readFile(lock, 'utf8')).toBe(before);
    const { out } = await run('plan', folder, '--advisories', advisories, '--write');
    expect(out()).toContain('Wrote package-lock.json, package.json.');
    expect(await readFile(lock, 'utf8')).toContain('"version": "3.1.2"');
    expect((await readdir(folder)).toSorted()).toEqual(['package-lock.json', 'package.json']);
    expect((await run('plan', folder, '--advisories', advisories, '--json')).json()).toMatchObject({
      plans: [],
      unfixed: [],
    });
  });

  test('writes no plan of a kind that was not chosen', async () => {
    const { out } = await run(
      'plan',
      folder,
      '--advisories',
      advisories,
      '--write',
      '--kinds',
      'BREAKING,FORCED',
    );
    expect(out()).toContain('Nothing was written.');
    expect(await readFile(join(folder, 'package-lock.json'), 'utf8')).toContain('"version": "3.1.0"');
  });

  test('tells a person why nothing can be done', async () => {
    await writeFile(advisories, `${ADVISORIES[1]}\n`);
    registry = worldRegistry({ pinned: { '1.0.0': {} } });
    const { out } = await run('plan', folder, '--advisories', advisories);
    expect(out()).toContain('Nothing can be fixed.');
    expect(out()).toMatch(
      /MEDIUM +pinned 1\.0\.0 +CVE-0002 +NO_FIXED_VERSION +No published version of pinned/,
    );
  });
});

test('scan and plan load neither TypeORM nor Apollo', () => {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const statements = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)';/gm,
    );
    for (const [, name = ''] of statements) {
      if (name.startsWith('.')) visit(resolve(dirname(file), name.replace(/\.js$/, '.ts')));
      else packages.add(name);
    }
  };
  visit(join(__dirname, 'main.ts'));
  expect(packages).toContain('commander');
  expect(
    [...packages].filter((name) => /^(typeorm|pg|@apollo|graphql|type-graphql|express)\b/.test(name)),
  ).toEqual([]);
});

test('plan asks the named registries of other ecosystems, and refuses those that it does not know', async () => {
  const named = [
    '--registry',
    'https://npm.example/',
    '--registry',
    'pypi=https://pypi.example/',
    '--registry',
    'Go=off',
  ];
  const { code, asked } = await run('plan', folder, '--advisories', advisories, ...named);
  expect(code).toBe(0);
  expect(asked).toEqual([{ npm: 'https://npm.example/', PyPI: 'https://pypi.example/', Go: 'off' }]);
  for (const wrong of ['Hex=https://hex.example/', 'PyPI=ftp://pypi.example/']) {
    const refused = await run('plan', folder, '--advisories', advisories, '--registry', wrong);
    expect([refused.code, refused.asked]).toEqual([2, []]);
  }
});

test('a registry that cannot be reached is asked for one package, and gives the same reason for all', async () => {
  const asked: (readonly string[])[] = [];
  const dead = givingUp({
    facts: async (_, names) => {
      asked.push(names);
      return new Map(
        names.map((name) => [
          name,
          { kind: 'failed' as const, name, status: null, message: 'it is not there.' },
        ]),
      );
    },
  });
  const answers = await dead.facts('PyPI', ['a', 'b', 'c']);
  expect(
    [...answers.values()].map((answer) => [answer.kind, answer.kind === 'facts' ? '' : answer.name]),
  ).toEqual([
    ['failed', 'a'],
    ['failed', 'b'],
    ['failed', 'c'],
  ]);
  expect(asked).toEqual([['a']]);
});

test('every command stands in the table of the README, and each takes --json', async () => {
  const commands: { name: string; options: string[] }[] = [];
  await runProgram(
    ['--help'],
    {
      print: () => undefined,
      warn: () => undefined,
      progress: NO_PROGRESS,
      version: '1',
    } as unknown as CliTools,
    (program) => {
      addServerCommands(program, () => Promise.reject(new Error('not here')));
      addAdminCommands(program, () => Promise.reject(new Error('not here')));
      const walk = (command: typeof program.command, above: string): void => {
        for (const each of command.commands) {
          const name = `${above}${each.name()}`;
          if (each.commands.length > 0) walk(each, `${name} `);
          else commands.push({ name, options: each.options.map(({ long }) => long ?? '') });
        }
      };
      walk(program.command, '');
    },
  );
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const listed = [...readme.matchAll(/^\| `([a-z-]+(?: [a-z-]+)?)` +\|/gm)].map(([, name = '']) => name);
  const names = commands.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(20);
  expect(listed).toEqual(expect.arrayContaining(names));
  expect(commands.filter(({ options }) => !options.includes('--json'))).toEqual([]);
});
