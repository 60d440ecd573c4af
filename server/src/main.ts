import { readConfig } from './config.js';
import { isAppError } from './errors.js';
import { startBackline } from './backline.js';

try {
  const config = readConfig();
  const backline = await startBackline(config);
  if (config.role !== 'worker') {
    console.log(`Backline is at ${backline.url}`);
    if (backline.setupUrl !== null)
      console.log(`Make the first account here (this link works once): ${backline.setupUrl}`);
  } else {
    console.log('Backline works on the job table.');
  }
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    backline.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  console.error(isAppError(error) ? error.message : error);
  process.exitCode = 1;
  if (isAppError(error, 'CONFIG_INVALID')) process.exit(1);
}
