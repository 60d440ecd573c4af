import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemo } from './demo.js';

/**
 * `npm run demo`: a simulated GitLab with sample projects and package registries on loopback, advisories and exploit
 * scores imported, and Backline beside it as a process of its own. With `--chaos` one of ten requests to GitLab goes wrong. Its data is kept apart, in `<BACKLINE_DATA_DIR or .backline>/demo`.
 */
const built = fileURLToPath(new URL('../..', import.meta.url));
const dataDir = resolve(process.env['BACKLINE_DATA_DIR'] ?? '.backline', 'demo');

const demo = await startDemo({
  port: Number(process.env['DEMO_GITLAB_PORT'] ?? 4080),
  registryPort: Number(process.env['DEMO_REGISTRY_PORT'] ?? 0),
});
const isChaotic = process.argv.includes('--chaos');
if (isChaotic) demo.simulator.setChaos({ rate: 0.1, seed: Date.now() % 1_000_000, hangMs: 5_000 });
mkdirSync(dataDir, { recursive: true });
const environment = {
  ...process.env,
  BACKLINE_DATA_DIR: dataDir,
  BACKLINE_ALLOWED_HOSTS: new URL(demo.gitlabUrl).host,
  BACKLINE_NPM_REGISTRY: demo.registryUrl,
  BACKLINE_PYPI_REGISTRY: demo.otherRegistryUrls.pypi,
  BACKLINE_GO_REGISTRY: demo.otherRegistryUrls.go,
  BACKLINE_MAVEN_REGISTRY: demo.otherRegistryUrls.maven,
  BACKLINE_CRATES_REGISTRY: demo.otherRegistryUrls.crates,
  BACKLINE_RUBYGEMS_REGISTRY: demo.otherRegistryUrls.rubygems,
  BACKLINE_PACKAGIST_REGISTRY: demo.otherRegistryUrls.packagist,
  BACKLINE_NUGET_REGISTRY: demo.otherRegistryUrls.nuget,
  BACKLINE_PUB_REGISTRY: 'off',
  BACKLINE_OSV_SYNC_HOURS: '0',
  BACKLINE_POLL_SECONDS: process.env['BACKLINE_POLL_SECONDS'] ?? '3',
  BACKLINE_LOG_LEVEL: process.env['BACKLINE_LOG_LEVEL'] ?? 'warn',
};

const server = spawn(process.execPath, [join(built, 'src', 'main.js')], {
  env: environment,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let hasPrinted = false;
server.stdout.setEncoding('utf8');
server.stdout.on('data', (text: string) => {
  process.stdout.write(text);
  if (hasPrinted || !text.includes('Backline is at')) return;
  hasPrinted = true;
  void begin();
});
server.on('exit', (code) => {
  void demo.close().finally(() => process.exit(code ?? 1));
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));

/** Imports the demo's data beside the running server, then says what to paste. */
async function begin(): Promise<void> {
  const codes = await Promise.all([
    runCommand(['advisories', 'import', demo.advisoriesPath]),
    runCommand(['advisories', 'exploits', ...demo.exploitPaths]),
  ]);
  if (codes.some((code) => code !== 0))
    process.stderr.write('The advisories of the demo could not be imported.\n');
  process.stdout.write(
    [
      '',
      'The demo is ready. In the page, choose Integrations, then Connect GitLab, and paste:',
      `  Address               ${demo.gitlabUrl}`,
      `  Token                 ${demo.tokens.good}`,
      '',
      'To see what goes wrong, try one of these first:',
      `  Token without scopes  ${demo.tokens.missingScope}`,
      `  Expired token         ${demo.tokens.expired}`,
      '',
      'Merge requests open in the simulated GitLab at the address above; merge them there with a click.',
      ...(isChaotic
        ? ['One of ten requests to this GitLab goes wrong: connect again where connecting fails.']
        : []),
      'Ctrl-C ends the demo.',
      '',
    ].join('\n'),
  );
}

function runCommand(words: readonly string[]): Promise<number | null> {
  return ended(
    spawn(process.execPath, [join(built, 'src', 'cli', 'main.js'), ...words], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((settle) => {
    child.once('exit', (code) => settle(code));
  });
}
