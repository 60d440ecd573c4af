import { parseArgs } from 'node:util';
import { PROFILE_NAMES, type ProfileName } from './profile.js';
import { seedFromDirectory } from './seed.js';
import { startSimulator } from './simulator.js';

const USAGE = `Usage: simulator --port N [--seed DIR] [--profile ${PROFILE_NAMES.join('|')}] [--edition ce|ee]
                 [--root /path] [--external-url URL] [--latency MS] [--chaos RATE]
Prints {"url":…,"token":…} on one line when it is ready; stops on SIGINT and SIGTERM.
`;

interface CommandLine {
  readonly port: number;
  readonly seed: string | null;
  readonly profile: ProfileName;
  readonly edition: 'ce' | 'ee' | undefined;
  readonly root: string;
  readonly externalUrl: string | undefined;
  readonly latencyMs: number;
  readonly chaosRate: number;
}

function readCommandLine(): CommandLine | null {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        seed: { type: 'string' },
        profile: { type: 'string', default: '18.5' },
        edition: { type: 'string' },
        root: { type: 'string', default: '' },
        'external-url': { type: 'string' },
        latency: { type: 'string', default: '0' },
        chaos: { type: 'string', default: '0' },
      },
    });
    const profile = PROFILE_NAMES.find((name) => name === values.profile);
    const edition = values.edition === 'ce' || values.edition === 'ee' ? values.edition : undefined;
    const [port, latencyMs] = [Number(values.port), Number(values.latency)];
    const chaosRate = Number(values.chaos);
    const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535;
    if (!(chaosRate >= 0 && chaosRate <= 1)) return null;
    if (!profile || !isPort || !(latencyMs >= 0) || edition !== values.edition) return null;
    const externalUrl = values['external-url'];
    const { root, seed = null } = values;
    return { port, profile, edition, latencyMs, chaosRate, externalUrl, seed, root };
  } catch {
    return null;
  }
}

async function main(): Promise<void> {
  const options = readCommandLine();
  if (!options) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const simulator = await startSimulator({
    port: options.port,
    profile: options.profile,
    relativeRoot: options.root,
    latencyMs: options.latencyMs,
    ...(options.edition ? { edition: options.edition } : {}),
    ...(options.externalUrl ? { externalUrl: options.externalUrl } : {}),
  });
  let isClosing = false;
  const stop = () => {
    if (isClosing) return;
    isClosing = true;
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const { token } = await seedFromDirectory(simulator, options.seed);
    if (options.chaosRate > 0) simulator.setChaos({ rate: options.chaosRate });
    process.stdout.write(`${JSON.stringify({ url: simulator.url, token: token.value })}\n`);
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
