const { existsSync, mkdtempSync, chmodSync, readFileSync, readdirSync, rmSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const PREFIX = 'backline-test-';

/** Makes the directory of this test run, named after its process, after removing what killed runs left. */
exports.makeRunDirectory = () => {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? 0);
    if (pid > 0 && !isAlive(pid)) exports.removeRunDirectory(path.join(os.tmpdir(), name));
  }
  const directory = mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  // Postgres may have to run as another user, who must get there.
  chmodSync(directory, 0o755);
  return directory;
};

/** Stops the Postgres of a test run, if one was started, without ceremony, and removes the directory. */
exports.removeRunDirectory = (directory) => {
  const pidFile = path.join(directory, 'postgres', 'cluster', 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
  if (pid > 0 && isPostgres(pid, directory)) {
    process.kill(pid, 'SIGQUIT');
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; waited < 5000 && isPostgres(pid, directory); waited += 10)
      Atomics.wait(pause, 0, 0, 10);
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
};

function isPostgres(pid, directory) {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(path.join(directory, 'postgres'));
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
