import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import { bareGoVersion } from './go-module.js';
import type { PackageFacts, RegistryQuestion } from './registry.js';

/** A date that was asked for; `unknown` where nobody will ever tell, `failed` where it may be asked for again. */
export type DateAnswer =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed' };

const MAXIMUM_DATES = 25;

/**
 * Facts with the dates that matter, for a registry that is asked for each date alone: those known from before, and of
 * those asked for now at most 25. Dates do not change, so none is asked for twice.
 */
export async function withDates(
  facts: PackageFacts,
  { known, dated }: Pick<RegistryQuestion, 'known' | 'dated'>,
  askDate: (version: string) => Promise<DateAnswer>,
): Promise<PackageFacts> {
  const dates = new Map<string, string>();
  for (const { version, publishedAt } of [...(known?.facts.versions ?? []), ...facts.versions])
    if (publishedAt !== null) dates.set(version, publishedAt);
  const listed = new Set(facts.versions.map(({ version }) => version));
  const undated = new Set(known?.facts.undated ?? []);
  const lacking = [...new Set(dated)].filter(
    (version) => listed.has(version) && !dates.has(version) && !undated.has(version),
  );
  await Promise.all(
    lacking.slice(0, MAXIMUM_DATES).map(async (version) => {
      const answer = await askDate(version);
      if (answer.kind === 'date') dates.set(version, answer.date);
      if (answer.kind === 'unknown') undated.add(version);
    }),
  );
  return {
    ...facts,
    versions: facts.versions.map((version) => ({
      ...version,
      publishedAt: dates.get(version.version) ?? null,
    })),
    undated: [...undated].filter((version) => listed.has(version)).toSorted(),
  };
}

/** Where only the versions that matter are described in full. */
const TOLD_ALONE: ReadonlySet<EcosystemId> = new Set(['Go', 'Packagist', 'PyPI']);

/** Whether facts have every date that matters, and what is told of each version alone, or it was asked for in vain. */
export function hasDates({ ecosystem, versions, undated }: PackageFacts, dated: readonly string[]): boolean {
  const isLacking = (facts: PackageVersionFacts): boolean =>
    (undated !== null && facts.publishedAt === null) || (TOLD_ALONE.has(ecosystem) && !facts.isDetailed);
  const lacking = new Set(versions.filter(isLacking).map(({ version }) => version));
  return dated
    .map((version) => (ecosystem === 'Go' ? bareGoVersion(version) : version))
    .every((version) => !lacking.has(version) || undated?.includes(version) === true);
}
