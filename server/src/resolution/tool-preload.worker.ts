import { closeDoors } from './tool-guard.worker.js';

// Loaded by Node before the package manager's own program, and in each of its threads.
closeDoors(Number(process.env['BACKLINE_VIEW_PORT'] ?? 0));

// A server that was killed cannot end its package managers: they end themselves.
const LONGEST_MS = 90_000;
const LOOK_EVERY_MS = 1_000;
const parent = process.ppid;
const end = process.kill.bind(process, process.pid, 'SIGKILL');
setTimeout(end, LONGEST_MS).unref();
setInterval(() => {
  if (process.ppid !== parent) end();
}, LOOK_EVERY_MS).unref();
