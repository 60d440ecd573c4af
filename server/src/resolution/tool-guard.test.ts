import { spawnSync } from 'node:child_process';
import { compileFiles } from '../../test/compiled-threads.js';

let compiled: ReturnType<typeof compileFiles>;
beforeAll(() => {
  compiled = compileFiles('resolution', ['tool-guard.worker', 'tool-preload.worker']);
});
afterAll(() => compiled.remove());

function run(code: string): string {
  const preload = new URL('tool-preload.worker.js', compiled.url).href;
  const { stdout, stderr } = spawnSync(process.execPath, [`--import=${preload}`, '-e', code], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return stdout + stderr;
}

test.each([
  "require('child_process').spawn(process.execPath)",
  "new (require('child_process').ChildProcess)().spawn({ file: process.execPath, args: ['node', '-v'] })",
  "require('dns').lookup('localhost', () => {})",
  "require('dns').resolve4('host.example', () => {})",
  "new (require('dns').Resolver)()",
  "require('dns').promises.lookup('localhost')",
  "new (require('dns/promises').Resolver)()",
])('a package manager that tries %s is stopped', (code) => {
  expect(run(code)).toContain('which it may not');
});

test('a package manager whose server is gone ends itself', () => {
  const preload = new URL('tool-preload.worker.js', compiled.url).href;
  const code = "setTimeout(() => console.log('still there'), 4000); console.log('began')";
  const args = JSON.stringify([`--import=${preload}`, '-e', code]);
  const server = `require('child_process').spawn(process.execPath, ${args}, { stdio: 'inherit', detached: true });
    setTimeout(() => process.exit(), 1500)`;
  const { stdout } = spawnSync(process.execPath, ['-e', server], { encoding: 'utf8', timeout: 20_000 });
  expect(stdout).toBe('began\n');
});
