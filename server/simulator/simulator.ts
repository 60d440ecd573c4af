import type { Simulator, SimulatorOptions } from './simulator-api.js';

export type * from './simulator-api.js';

/** Starts a GitLab on 127.0.0.1 with its repositories in a temporary folder. Close it when done. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  throw new Error(`the simulator is not built yet (${JSON.stringify(Object.keys(options))})`);
}
