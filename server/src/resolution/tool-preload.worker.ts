import { closeDoors } from './tool-guard.worker.js';

// Loaded by Node before the package manager's own program, and in each of its threads.
closeDoors(Number(process.env['BACKLINE_VIEW_PORT'] ?? 0));
