import { readAdvisorySource } from '../advisories/advisory-source.client.js';
import { DEFAULT_SOURCE_LIMITS } from '../advisories/source-record.js';
import { readFileSync } from 'node:fs';
import { addAdminCommands } from './admin-commands.js';
import type { CliTools } from './cli-tools.js';
import { npm } from '../ecosystems/npm/index.js';
import { lateResolver } from '../resolution/late-resolver.js';
import { openLocalFolder } from './local-folder.client.js';
import { createProgress } from './progress.client.js';
import { runProgram } from './program.js';
import { addServerCommands } from './server-commands.js';

let registryUrl: string | null = null;
const progress = createProgress(process.stderr);

const tools: CliTools = {
  print: (text) => {
    progress.clear();
    process.stdout.write(text);
  },
  warn: (text) => {
    progress.clear();
    process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
  },
  progress,
  columns: process.stdout.isTTY ? process.stdout.columns : null,
  version: readVersion(),
  clock: () => new Date(),
  readAdvisories: (path, isWanted) =>
    readAdvisorySource(path, { ...DEFAULT_SOURCE_LIMITS, ...(isWanted === undefined ? {} : { isWanted }) }),
  openFolder: openLocalFolder,
  openRegistry: async (addresses) => {
    // Loaded only when a registry is asked: a scan asks none, and loading takes longer than reading a lock.
    const { openLocalRegistries } = await import('./local-registries.client.js');
    const { configuredNpmRegistry } = await import('../registries/npm-configuration.client.js');
    registryUrl = addresses.npm ?? (await configuredNpmRegistry(process.env));
    return openLocalRegistries({ ...addresses, npm: registryUrl });
  },
  // The package managers are loaded when a plan needs one.
  resolver: lateResolver(async () => {
    const { createResolver } = await import('../resolution/resolver.client.js');
    const { createNpmThreads } = await import('../resolution/npm-threads.worker.js');
    const { createArchiveFetch } = await import('../resolution/fetch-archive.client.js');
    const fetchArchive = createArchiveFetch(() => registryUrl);
    return createResolver({ npm: createNpmThreads().run, npmEcosystem: npm, fetchArchive });
  }),
};

/** The package stands three folders above the built program. */
function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  );
  const isKnown = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isKnown ? String(manifest.version) : 'unknown';
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await runProgram(process.argv.slice(2), tools, (program) => {
  addServerCommands(program, async () => {
    const { createServerCommands } = await import('./server-main.js');
    return createServerCommands(tools);
  });
  addAdminCommands(program, async () => {
    const { createAdminTools } = await import('./server-main.js');
    return createAdminTools(tools);
  });
});
