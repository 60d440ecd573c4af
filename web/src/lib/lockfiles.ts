/** The names of files that tools write and people seldom read line by line. */
const LOCKFILES: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'poetry.lock',
  'pdm.lock',
  'uv.lock',
  'Pipfile.lock',
  'pylock.toml',
  'go.sum',
  'Gemfile.lock',
  'gems.locked',
  'Cargo.lock',
  'composer.lock',
  'packages.lock.json',
  'pubspec.lock',
  'mix.lock',
  'gradle.lockfile',
  'buildscript-gradle.lockfile',
]);

/** Whether a path is a lockfile's. */
export function isLockfile(path: string): boolean {
  return LOCKFILES.has(path.slice(path.lastIndexOf('/') + 1));
}
