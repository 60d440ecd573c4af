import type { AdvisoryStatus } from '../advisories/advisory-ports.js';
import { AppError } from '../errors.js';
import {
  checkAdvisories,
  checkAge,
  checkClock,
  checkDisk,
  checkReach,
  checkGit,
  checkIntegrations,
  checkJobs,
  checkKeys,
  describeChecks,
  ok,
} from './doctor.js';

const NOW = new Date('2026-06-10T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3_600_000);
const STATUS: AdvisoryStatus = {
  ecosystems: [],
  total: 5_800,
  withdrawn: 0,
  lastImport: null,
  syncs: [],
  pendingPackages: 0,
};
const imported = (days: number): Partial<AdvisoryStatus> => ({
  lastImport: { finishedAt: daysAgo(days) } as AdvisoryStatus['lastImport'],
});
const synced = (days: number): Partial<AdvisoryStatus> => ({
  syncs: [{ lastSyncAt: daysAgo(days) }] as unknown as AdvisoryStatus['syncs'],
});
const states = { QUEUED: 3, RUNNING: 1, SUCCEEDED: 9, FAILED: 2, CANCELLED: 0 };
const KEYS = { total: 4, currentKeyId: 'a', current: 4, older: 0, unreadable: 0, keys: [] };

test.each([
  ['no git', checkGit(null), 'FAIL'],
  ['an old git', checkGit('2.30.1'), 'FAIL'],
  ['the oldest git that does', checkGit('2.38.0'), 'OK'],
  ['a newer git', checkGit('3.0'), 'OK'],
  ['keys that open all', checkKeys(KEYS), 'OK'],
  ['secrets of an older key', checkKeys({ ...KEYS, older: 1 }), 'LOOK'],
  ['secrets of a key that is gone', checkKeys({ ...KEYS, unreadable: 1 }), 'FAIL'],
  ['no advisories', checkAdvisories({ ...STATUS, total: 0 }, NOW), 'FAIL'],
  ['advisories of nobody knows when', checkAdvisories(STATUS, NOW), 'LOOK'],
  ['advisories imported today', checkAdvisories({ ...STATUS, ...imported(0) }, NOW), 'OK'],
  ['advisories synced a week ago', checkAdvisories({ ...STATUS, ...synced(7) }, NOW), 'LOOK'],
  ['an old import and a new sync', checkAdvisories({ ...STATUS, ...imported(90), ...synced(1) }, NOW), 'OK'],
  ['no syncs', checkAge({ ...STATUS, ...synced(9) }, NOW, 0)[0] ?? ok('advisories', ''), 'OK'],
  [
    'ecosystems left behind',
    checkAge({ ...STATUS, ...synced(9) }, NOW, 6)[0] ?? ok('advisories', ''),
    'LOOK',
  ],
  ['ecosystems up to date', checkAge({ ...STATUS, ...synced(1) }, NOW, 6)[0] ?? ok('advisories', ''), 'OK'],
  ['no dead letters', checkJobs({ cap: 10_000, states }, 0, null), 'OK'],
  ['dead letters', checkJobs({ cap: 10_000, states }, 2, null), 'LOOK'],
  ['jobs that wait beside others', checkJobs({ cap: 10_000, states }, 0, 3_600_000), 'OK'],
  ['no worker', checkJobs({ cap: 10_000, states: { ...states, RUNNING: 0 } }, 0, 3_600_000), 'LOOK'],
  ['clocks that agree', checkClock(NOW, new Date(NOW.getTime() + 4_000)), 'OK'],
  ['clocks that do not', checkClock(NOW, new Date(NOW.getTime() - 90_000)), 'LOOK'],
  ['room', checkDisk('/data', 5e9), 'OK'],
  ['little room', checkDisk('/data', 5e8), 'LOOK'],
  ['no room', checkDisk('/data', 5e7), 'FAIL'],
  ['a disk that tells nothing', checkDisk('/data', null), 'OK'],
  ['a host that answers', checkReach('OSV', 'osv.example', null), 'OK'],
  ['a host that does not', checkReach('OSV', 'osv.example', 'the connection failed'), 'FAIL'],
])('of %s the doctor says what to do, or nothing', (_, check, state) => {
  expect(check.state).toBe(state);
  expect(check.remedy === null).toBe(state === 'OK');
});

test('each GitLab that is in use is asked, and why one refuses is said', async () => {
  const of = (id: string, state: 'CONNECTED' | 'DISCONNECTED' = 'CONNECTED') => ({
    id,
    name: `GitLab ${id}`,
    state,
  });
  const checks = await checkIntegrations([of('1'), of('2'), of('3', 'DISCONNECTED')], (id) =>
    id === '1' ? Promise.resolve() : Promise.reject(new AppError('TOKEN_EXPIRED', 'The token has expired.')),
  );
  expect(describeChecks(checks)).toBe(
    'ok    GitLab 1 lets Backline in.\nFAIL  GitLab 2: The token has expired. See the integration on the page.',
  );
});
