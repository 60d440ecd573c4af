import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startWorld, type World } from '../simulator/test-world.js';

interface Client {
  readonly name: string;
  readonly interpreters: readonly string[];
  /** Succeeds where the library is installed. */
  readonly probe: readonly string[];
  readonly script: string;
  readonly branch: string;
}

const CLIENTS: readonly Client[] = [
  {
    name: 'python3-gitlab',
    interpreters: ['/usr/bin/python3', 'python3'],
    probe: ['-c', 'import gitlab'],
    script: 'client.py',
    branch: 'feat/python',
  },
  {
    name: 'ruby-gitlab',
    interpreters: ['/usr/bin/ruby', 'ruby'],
    probe: ['-e', 'require "gitlab"'],
    script: 'client.rb',
    branch: 'feat/ruby',
  },
];

const COUNT = 45;
const HOOK_URL = 'http://127.0.0.1:9/hook';

/** The first interpreter that finds the library, or null. */
function interpreterOf(client: Client): string | null {
  const found = client.interpreters.find((command) => spawnSync(command, [...client.probe]).status === 0);
  return found ?? null;
}

async function runScript(command: string, args: readonly string[]): Promise<any> {
  return await new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
    execFile(command, [...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(JSON.parse(stdout));
    });
  });
}

const VERSIONS = { '17.11': '17.11.7', '18.5': '18.5.2', dotcom: '19.5.0-pre' } as const;

async function withWorld(
  profile: keyof typeof VERSIONS,
  work: (world: World) => Promise<void>,
): Promise<void> {
  const world = await startWorld({ profile });
  try {
    await world.simulator.createProjects(COUNT, { path: 'many', namespace: 'acme' });
    await work(world);
  } finally {
    await world.close();
  }
}

for (const client of CLIENTS) {
  const command = interpreterOf(client);
  if (command === null) console.log(`${client.name} is not installed here: its test is skipped.`);
  (command === null ? test.skip : test).each(['17.11', '18.5', 'dotcom'] as const)(
    `${client.name} lists, reads, branches, commits, opens, merges and makes a hook on %s (skipped where it is not installed)`,
    async (profile) => {
      await withWorld(profile, async (world) => {
        const project = await world.project({
          files: {
            'package.json': '{"name":"shop"}\n',
            'src/a.js': 'export {};\n',
            'src/b.js': 'export {};\n',
          },
        });
        const script = join(__dirname, 'third-party-clients', client.script);
        const path = world.simulator.state.fullPathOf(project);
        const token = world.tokens.maintainer.value;
        const seen = await runScript(command ?? '', [script, world.simulator.url, token, path, HOOK_URL]);
        const ids = [...world.simulator.state.projects.keys()];
        expect(seen).toEqual({
          version: VERSIONS[profile],
          user: 'maintainer',
          offset: ids,
          keyset: ids,
          found_users: ['maintainer'],
          project: path,
          tree: ['package.json', 'src', 'src/a.js', 'src/b.js'],
          keyset_tree: ['package.json', 'src', 'src/a.js', 'src/b.js'],
          file: '{"name":"shop"}\n',
          raw: '{"name":"shop"}\n',
          member: 40,
          languages: { JavaScript: expect.any(Number) },
          branch: client.branch,
          commit_stats: { additions: 2, deletions: 1, total: 3 },
          changed: ['docs/a b.md', 'package.json'],
          merge_request: { iid: 1, labels: ['three', 'two'], description: 'Changed' },
          notes: ['A note'],
          commits: ['Change a file'],
          open: [1],
          duplicate: 409,
          merged: 'merged',
          hooks: [[HOOK_URL, true]],
          hooks_left: 0,
          missing: [404, expect.stringContaining('404 Project Not Found')],
        });
        expect(await world.simulator.headOf(project.id, client.branch)).toBeNull();
        expect(await world.simulator.readFile(project.id, { path: 'docs/a b.md' })).toBe('# A\n');
      });
    },
    60_000,
  );
}
