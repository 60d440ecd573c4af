import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystem.js';

/** What one version of a gem asks for on one platform, and the archive's checksum. */
export interface GemVariant {
  /** Requirements by name. */
  readonly asks: ReadonlyMap<string, string>;
  /** `sha256:` and hex. */
  readonly hash: string;
}

const documentSchema = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * The builds of a version by platform (empty for the one of any platform), as the registry tells them by their archives'
 * names. Null where it does not say what they ask for.
 */
export function variantsOf(
  name: string,
  target: PackageVersionFacts,
): ReadonlyMap<string, GemVariant> | null {
  const own = readDocument(target.document);
  if (!target.isDetailed || own === null) return null;
  const all = new Map(Object.entries({ ...target.dependencies, ...target.optionalDependencies }));
  const stem = `${name}-${target.version}`;
  const variants = new Map<string, GemVariant>();
  for (const { filename, hash } of target.artifacts) {
    const tail =
      filename.startsWith(stem) && filename.endsWith('.gem') ? filename.slice(stem.length, -4) : null;
    if (tail === null || !/^(?:-[\w.-]+)?$/.test(tail)) continue;
    const platform = tail.slice(1);
    variants.set(platform, { asks: own.get(platform) ?? all, hash });
  }
  return variants;
}

function readDocument(document: string | null): ReadonlyMap<string, ReadonlyMap<string, string>> | null {
  if (document === null) return new Map();
  try {
    const read = documentSchema.safeParse(JSON.parse(document));
    if (!read.success) return null;
    return new Map(
      Object.entries(read.data).map(([platform, asks]) => [platform, new Map(Object.entries(asks))]),
    );
  } catch {
    return null;
  }
}
