import { readConfig } from './config.js';
import { isAppError } from './errors.js';
import { type Backline, startBackline } from './backline.js';

/** A second signal after this time ends the process without waiting. */
const IMPATIENT_MS = 2_000;

try {
  const config = readConfig();
  const starting = startBackline(config);
  // Before it has started: a signal during the start must not leave its Postgres behind.
  stopOnSignals(starting);
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

function stopOnSignals(starting: Promise<Backline>): void {
  let stoppingSince: number | null = null;
  const stop = (code: number) => {
    // A terminal and npm both pass Ctrl-C on, so it comes twice; only one that comes later means "at once".
    if (stoppingSince !== null) {
      if (Date.now() - stoppingSince > IMPATIENT_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
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
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  // A fault of ours: say it, leave no Postgres behind, and let whoever watches start again.
  process.on('uncaughtException', (error) => {
    console.error('Backline ends because of an unexpected error.', error);
    stop(1);
  });
}
