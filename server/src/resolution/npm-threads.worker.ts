import { Piscina } from 'piscina';
import type { NpmReply, NpmWork } from './npm-task.js';

/** Threads in which npm's library runs. */
export interface NpmThreads {
  /** Throws where the thread had to be given up: by the signal, or for its memory. */
  run(task: NpmWork, signal: AbortSignal): Promise<NpmReply>;
  close(): Promise<void>;
}

const MEMORY_MB = 1_536;

/** Starts no thread before there is work. `folder` holds the compiled files of this one. */
export function createNpmThreads(folder: URL = new URL('./', import.meta.url)): NpmThreads {
  let pool: Piscina | null = null;
  return {
    run: (task, signal) => {
      pool ??= new Piscina({
        filename: new URL('npm-resolver.worker.js', folder).href,
        minThreads: 0,
        maxThreads: 2,
        idleTimeout: 30_000,
        // Neither the environment nor what Node was started with is for a package manager to see.
        env: {},
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      });
      return pool.run(task, { signal });
    },
    close: async () => {
      await pool?.destroy();
    },
  };
}
