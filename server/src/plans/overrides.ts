import { posix } from 'node:path';
import { z } from 'zod';
import { splitSelector } from './override-selectors.js';
import type { PlanManifest } from './plan-input.js';

/**
 * What the project itself forces: `overrides` of npm (https://docs.npmjs.com/cli/configuring-npm/package-json#overrides),
 * `resolutions` of Yarn, `overrides` and `pnpm.overrides` of pnpm, and those that pnpm's lock repeats.
 */
export interface Overrides {
  /** Ranges that apply to some copies of a package: a copy that fits one now must fit it afterwards. */
  readonly ranges: ReadonlyMap<string, readonly string[]>;
  /** Ranges that replace whatever any package asks for. */
  readonly everywhere: ReadonlyMap<string, string>;
}

const rulesSchema = z.record(z.string(), z.unknown());
const manifestSchema = z.object({
  overrides: rulesSchema.optional().catch(undefined),
  resolutions: rulesSchema.optional().catch(undefined),
  pnpm: z
    .object({ overrides: rulesSchema.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
const MAXIMUM_DEPTH = 20;

/** Reads the overrides that hold for a lock; none where the root manifest cannot be read. */
export function readOverrides({ group, files }: PlanManifest): Overrides {
  const ranges = new Map<string, string[]>();
  const everywhere = new Map<string, string>();
  if (group.ecosystem !== 'npm') return { ranges, everywhere };
  const collect = (level: Readonly<Record<string, unknown>>, parent: string | null, depth: number): void => {
    for (const [key, value] of Object.entries(level)) {
      const selector = splitSelector(key);
      const name = key === '.' ? parent : selector.name;
      if (name === null) continue;
      if (typeof value === 'string' && !value.startsWith('$')) {
        ranges.set(name, [...(ranges.get(name) ?? []), value]);
        if (depth === 0 && selector.isEverywhere) everywhere.set(name, value);
      }
      const nested = rulesSchema.safeParse(value);
      if (nested.success && depth < MAXIMUM_DEPTH) collect(nested.data, name, depth + 1);
    }
  };
  const path = posix.join(posix.dirname(group.path), 'package.json');
  const lockName = posix.basename(group.path);
  const lock = files.find((file) => file.path === group.path)?.text ?? '';
  for (const rules of rulesOf(files.find((file) => file.path === path)?.text, lockName))
    collect(rules, null, 0);
  if (lockName === 'pnpm-lock.yaml') collect(rulesOfPnpmLock(lock), null, 0);
  return { ranges, everywhere };
}

/** Each manager reads its own field and no other. */
function rulesOf(text: string | undefined, lockName: string): readonly Readonly<Record<string, unknown>>[] {
  const manifest = parseManifest(text);
  if (lockName === 'yarn.lock') return [manifest.resolutions ?? {}];
  if (lockName === 'pnpm-lock.yaml') return [manifest.pnpm?.overrides ?? {}, manifest.resolutions ?? {}];
  return [manifest.overrides ?? {}];
}

function parseManifest(text: string | undefined): z.infer<typeof manifestSchema> {
  if (text === undefined) return {};
  try {
    const read = manifestSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** The block `overrides:` at the top of a pnpm lock, one `selector: version` a line. */
function rulesOfPnpmLock(text: string): Readonly<Record<string, unknown>> {
  const start = text.startsWith('overrides:') ? 0 : text.indexOf('\noverrides:') + 1;
  if (start === 0 && !text.startsWith('overrides:')) return {};
  const rules: [string, unknown][] = [];
  let at = text.indexOf('\n', start);
  while (at >= 0) {
    const end = text.indexOf('\n', at + 1);
    const line = text.slice(at + 1, end < 0 ? undefined : end);
    if (!line.startsWith(' ')) break;
    const colon = line.lastIndexOf(': ');
    if (colon > 0) rules.push([unquote(line.slice(0, colon)), unquote(line.slice(colon + 2))]);
    at = end;
  }
  return Object.fromEntries(rules);
}

function unquote(text: string): string {
  const trimmed = text.trim();
  const [quote] = trimmed;
  return trimmed.length > 1 && (quote === "'" || quote === '"') && trimmed.endsWith(quote)
    ? trimmed.slice(1, -1)
    : trimmed;
}
