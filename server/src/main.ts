import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from './config.js';
import { unknownVariables } from './configuration.js';
import { isAppError } from './errors.js';
import { type Backline, startBackline } from './backline.js';

/**
 * A second signal after this time ends the process without waiting. A terminal and npm both pass Ctrl-C on, so it comes
 * twice at once; SIGTERM is doubled by a process group at most, within a moment.
 */
const IMPATIENT_MS = { SIGINT: 2_000, SIGTERM: 250 } as const;
/** What a stop may take beside the time for requests and jobs; then the process ends, and others take its jobs over. */
const STOP_MS = 15_000;

try {
  const config = readConfig();
  for (const { name, nearest } of unknownVariables(process.env))
    console.error(
      `${name} is no variable that Backline reads, so it has no effect.${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    );
  const starting = startBackline(config);
  // Before it has started: a signal during the start must not leave its Postgres behind.
  stopOnSignals(starting, config.drainMs + config.graceMs + STOP_MS);
  const backline = await starting;
  if (config.role !== 'worker') {
    console.log(`Backline is at ${backline.url}`);
    if (backline.setupUrl !== null)
      console.log(`Make the first account here (this link works once): ${backline.setupUrl}`);
  } else {
    console.log('Backline works on the job table.');
  }
} catch (error) {
  console.error(isAppError(error) ? error.message : error);
  process.exitCode = 1;
  if (isAppError(error, 'CONFIG_INVALID')) process.exit(1);
}

function stopOnSignals(starting: Promise<Backline>, limitMs: number): void {
  let stoppingSince: number | null = null;
  const stop = (code: number) => {
    stoppingSince ??= performance.now();
    void delay(limitMs, undefined, { ref: false }).then(() => {
      console.error(`Backline did not stop within ${limitMs / 1_000} seconds and ends now.`);
      process.exit(1);
    });
    starting
      .then((backline) => backline.stop())
      .then(
        () => process.exit(code),
        (error: unknown) => {
          console.error(isAppError(error) ? error.message : error);
          process.exit(1);
        },
      );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stoppingSince === null) stop(0);
      else if (performance.now() - stoppingSince > IMPATIENT_MS[signal]) process.exit(1);
    });
  }
  // A fault of ours: say it, leave no Postgres behind, and let whoever watches start again.
  process.on('uncaughtException', (error) => {
    console.error('Backline ends because of an unexpected error.', error);
    if (stoppingSince === null) stop(1);
  });
}
