import type { AdvisoryMatcher } from '../advisories/advisory.js';
import { ecosystemOf } from '../ecosystems/registry.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { PackageVersion } from '../inventory/inventory.js';

/** What the search must know of a finding; `fixed` are the fixes that its record names. */
interface FixableFinding extends PackageVersion {
  readonly advisoryId: string;
  readonly fixed: readonly string[];
}

/**
 * For each package version the lowest fix named by its records that closes all of them which name one, and to which no
 * other record applies where there is such a version. Asks the matcher, because a fix of one record may be affected by the
 * next. Package versions without any fix are not in the map; its keys are those of `fixKey`.
 */
export async function findLowestFixes(
  matcher: Pick<AdvisoryMatcher, 'match'>,
  findings: readonly FixableFinding[],
): Promise<ReadonlyMap<string, string>> {
  const byVersion = new Map<string, FixableFinding[]>();
  for (const finding of findings) {
    const known = byVersion.get(fixKey(finding));
    if (known === undefined) byVersion.set(fixKey(finding), [finding]);
    else known.push(finding);
  }
  const lowest = new Map<string, string>();
  for (const [key, group] of byVersion) {
    const fix = await findLowestFix(matcher, group);
    if (fix !== null) lowest.set(key, fix);
  }
  return lowest;
}

/** The key of a package version among lowest fixes. */
export function fixKey({
  ecosystem,
  name,
  version,
}: Record<'ecosystem' | 'name' | 'version', string>): string {
  return `${ecosystem}\n${name}\n${version}`;
}

async function findLowestFix(
  matcher: Pick<AdvisoryMatcher, 'match'>,
  findings: readonly FixableFinding[],
): Promise<string | null> {
  const [first] = findings;
  if (first === undefined) return null;
  const { ecosystem, name } = first;
  const candidates = sortedFixes(ecosystem, findings);
  const concerned = new Map(candidates.map((version) => [version, new Set<string>()]));
  const asked = candidates.map((version) => ({ ecosystem, name, version }));
  for (const { version, advisoryId } of await matcher.match(asked)) concerned.get(version)?.add(advisoryId);
  const fixable = findings.flatMap(({ fixed, advisoryId }) => (fixed.length > 0 ? [advisoryId] : []));
  const unfixable = new Set(
    findings.flatMap(({ fixed, advisoryId }) => (fixed.length > 0 ? [] : [advisoryId])),
  );
  const matchesOf = (version: string) => [...(concerned.get(version) ?? [])];
  return (
    candidates.find((version) => matchesOf(version).every((id) => unfixable.has(id))) ??
    candidates.find((version) => !matchesOf(version).some((id) => fixable.includes(id))) ??
    null
  );
}

function sortedFixes(ecosystem: EcosystemId, findings: readonly FixableFinding[]): readonly string[] {
  const fixes = new Set(findings.flatMap(({ fixed }) => fixed));
  return [...fixes].toSorted(ecosystemOf(ecosystem).compareVersions);
}
