import { z } from 'zod';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from './registry.js';

const ECOSYSTEM_IDS = [
  'crates.io',
  'Go',
  'Hex',
  'Maven',
  'npm',
  'NuGet',
  'Packagist',
  'Pub',
  'PyPI',
  'RubyGems',
] as const satisfies readonly EcosystemId[];

const texts = z.array(z.string());
const textMap = z.record(z.string(), z.string());
const text = z.string().nullable();

const factsSchema = z.object({
  ecosystem: z.enum(ECOSYSTEM_IDS),
  name: z.string(),
  latest: text,
  versions: z.array(
    z.object({
      version: z.string(),
      publishedAt: text,
      deprecated: text,
      yanked: text,
      integrity: text,
      tarballUrl: text,
      dependencies: textMap,
      optionalDependencies: textMap,
      peerDependencies: textMap,
      optionalPeers: texts,
      engines: textMap,
      bin: textMap,
      os: texts,
      cpu: texts,
      libc: texts,
      license: text,
      funding: z.unknown(),
      hasInstallScript: z.boolean(),
      bundleDependencies: texts,
      hasShrinkwrap: z.boolean(),
      isDetailed: z.boolean(),
      artifacts: z.array(
        z.object({
          filename: z.string(),
          url: text,
          hash: z.string(),
          size: z.number().nullable(),
          uploadedAt: text,
        }),
      ),
      document: text,
    }),
  ),
  repositoryUrl: text,
  undated: texts.nullable(),
  fetchedAt: z.string(),
});

/** Goes up when facts are reduced differently: what was stored in an older form is asked for again. */
export const FACTS_READING = 4;

/** Facts from their own JSON; null where they are not what `JSON.stringify` once wrote. */
export function readFacts(json: string): PackageFacts | null {
  try {
    const read = factsSchema.safeParse(JSON.parse(json));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
