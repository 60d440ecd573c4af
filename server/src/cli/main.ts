import { readAdvisorySource } from '../advisories/advisory-source.client.js';
import { DEFAULT_SOURCE_LIMITS } from '../advisories/source-record.js';
import { addAdminCommands } from './admin-commands.js';
import type { CliTools } from './cli-tools.js';
import { npm } from '../ecosystems/npm/index.js';
import { lateResolver } from '../resolution/late-resolver.js';
import { openLocalFolder } from './local-folder.client.js';
import { runProgram } from './program.js';
import { addServerCommands } from './server-commands.js';

let registryUrl: string | null = null;

const tools: CliTools = {
  print: (text) => process.stdout.write(text),
  warn: (text) => process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
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
