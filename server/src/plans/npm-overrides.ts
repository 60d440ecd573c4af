import { posix } from 'node:path';
import { z } from 'zod';
import type { PlanManifest } from './plan-input.js';

/** What `overrides` in the root package.json demand (https://docs.npmjs.com/cli/configuring-npm/package-json#overrides). */
export interface Overrides {
  /** Ranges that apply to some copies of a package: a copy that fits one now must fit it afterwards. */
  readonly ranges: ReadonlyMap<string, readonly string[]>;
  /** Ranges that replace whatever any package asks for. */
  readonly everywhere: ReadonlyMap<string, string>;
}

const manifestSchema = z.object({ overrides: z.record(z.string(), z.unknown()).optional() });
const nestedSchema = z.record(z.string(), z.unknown());
const MAXIMUM_DEPTH = 20;

/** Reads the overrides that hold for a lock; none where the root manifest cannot be read. */
export function readOverrides(manifest: PlanManifest): Overrides {
  const path = posix.join(posix.dirname(manifest.group.path), 'package.json');
  const text = manifest.files.find((file) => file.path === path)?.text;
  const ranges = new Map<string, string[]>();
  const everywhere = new Map<string, string>();
  const collect = (level: Readonly<Record<string, unknown>>, parent: string | null, depth: number): void => {
    for (const [key, value] of Object.entries(level)) {
      const name = key === '.' ? parent : nameOf(key);
      if (name === null) continue;
      if (typeof value === 'string' && !value.startsWith('$')) {
        ranges.set(name, [...(ranges.get(name) ?? []), value]);
        if (depth === 0 && name === key) everywhere.set(name, value);
      }
      const nested = nestedSchema.safeParse(value);
      if (nested.success && depth < MAXIMUM_DEPTH) collect(nested.data, name, depth + 1);
    }
  };
  collect(parseOverrides(text), null, 0);
  return { ranges, everywhere };
}

function parseOverrides(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const read = manifestSchema.safeParse(JSON.parse(text));
    return (read.success ? read.data.overrides : undefined) ?? {};
  } catch {
    return {};
  }
}

function nameOf(key: string): string {
  const at = key.indexOf('@', 1);
  return at < 0 ? key : key.slice(0, at);
}
