import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError } from '../errors.js';

const run = promisify(execFile);
const optionsSchema = z.object({ registry: z.url() });

/** The registry that npm's own libraries ask when nothing else is configured. */
export function defaultNpmRegistry(): string {
  const require = createRequire(import.meta.url);
  const read = optionsSchema.safeParse(require('npm-registry-fetch/lib/default-opts.js'));
  if (read.success) return read.data.registry;
  throw new AppError('CONFIG_INVALID', 'No npm registry is configured. Name one with --registry.');
}

/**
 * The registry in the npm configuration of the person who runs the command: asked in an empty folder, so that
 * no project's `.npmrc` counts. The default where npm is missing or says nothing of use.
 */
export async function configuredNpmRegistry(environment: NodeJS.ProcessEnv): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backline-npm-'));
  try {
    const { stdout } = await run('npm', ['config', 'get', 'registry'], {
      cwd: folder,
      env: personalEnvironment(environment),
      timeout: 20_000,
      maxBuffer: 64 * 1024,
      shell: process.platform === 'win32',
    });
    const address = stdout.trim();
    return /^https?:\/\//.test(address) && URL.canParse(address) ? address : defaultNpmRegistry();
  } catch {
    return defaultNpmRegistry();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Under `npm run` and `npx` the registry in the environment may come from the folder's `.npmrc`: it is left out. */
function personalEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (environment['npm_execpath'] === undefined) return environment;
  return Object.fromEntries(
    Object.entries(environment).filter(([key]) => key.toLowerCase() !== 'npm_config_registry'),
  );
}
