import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import type { Ecosystem, ManifestFile, ManifestGroup } from '../ecosystems/ecosystem.js';
import type { Inventory } from './inventory.js';

/** Groups of more text, or of more files, are parsed in a thread. */
const THREAD_FROM_CHARACTERS = 1_500_000;
const THREAD_FROM_FILES = 500;
const THREADS = 2;
const TIMEOUT_MS = 30_000;

/** Parses small groups at once and large ones in a thread that is killed after 30 s or 1 GB. */
export interface ParsePool {
  parse(ecosystem: Ecosystem, group: ManifestGroup, files: readonly ManifestFile[]): Promise<Inventory>;
  close(): Promise<void>;
}

/** The pool; its threads start when the first large file comes. */
export function createParsePool({ timeoutMs = TIMEOUT_MS } = {}): ParsePool {
  const file = fileURLToPath(new URL('./parse.worker.js', import.meta.url));
  let pool: Piscina | null = null;
  let isClosed = false;
  // The clock of a group starts when a thread is free for it, so that none pays for those before it.
  const whenFree = pLimit(THREADS);
  return {
    async parse(ecosystem, group, files) {
      const size = files.reduce((sum, { text }) => sum + text.length, 0);
      const isSmall = size < THREAD_FROM_CHARACTERS && files.length < THREAD_FROM_FILES;
      if (isSmall || !existsSync(file)) return ecosystem.parse(group, files);
      const threads = (pool ??= new Piscina({
        filename: file,
        minThreads: 0,
        maxThreads: THREADS,
        idleTimeout: 60_000,
        resourceLimits: { maxOldGenerationSizeMb: 1_024 },
      }));
      try {
        return await whenFree(async (): Promise<Inventory> => {
          if (isClosed) throw new Error('The pool of threads was closed.');
          return threads.run({ group, files }, { signal: AbortSignal.timeout(timeoutMs) });
        });
      } catch (error) {
        // Only what is the file's own doing is told as a problem of the file; anything else is a fault of ours.
        if (!isGivenUp(error)) throw error;
        return unreadable(group, timeoutMs);
      }
    },
    close: async () => {
      isClosed = true;
      await pool?.destroy();
    },
  };
}

/** Killed by the clock or for its memory. */
function isGivenUp(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY');
}

function unreadable(group: ManifestGroup, timeoutMs: number): Inventory {
  return {
    ecosystem: group.ecosystem,
    path: group.path,
    format: group.path.split('/').at(-1) ?? group.path,
    isLocked: false,
    packages: [],
    problems: [
      {
        code: 'UNREADABLE',
        path: group.path,
        line: null,
        message: `Reading the file took more than ${timeoutMs / 1_000} s or too much memory, so it was given up.`,
      },
    ],
  };
}
