/** The package that a rule is for, and whether it holds wherever that is asked for, in any range. */
export interface Selector {
  readonly name: string;
  readonly isEverywhere: boolean;
}

/**
 * Reads the key of an override: npm's `name@range`, Yarn's `parent/name`, pnpm's `parent@range>name@range`
 * (https://yarnpkg.com/configuration/manifest#resolutions, https://pnpm.io/settings#overrides).
 */
export function splitSelector(key: string): Selector {
  const behind = key.slice(key.lastIndexOf('>') + 1).trim();
  const segments = behind.split('/');
  const last = segments.at(-1) ?? '';
  const scope = segments.at(-2) ?? '';
  const full = scope.startsWith('@') ? `${scope}/${last}` : last;
  const at = full.indexOf('@', 1);
  const name = at < 0 ? full : full.slice(0, at);
  return { name, isEverywhere: key === name || key === `**/${name}` };
}
