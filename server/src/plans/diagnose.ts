import { posix } from 'node:path';
import type { PackageVersionFacts, ResolverTool } from '../ecosystems/ecosystem.js';
import type { InventoryPackage } from '../inventory/inventory.js';
import { closesUrgent, fits, higherVersions, overrideAgainst, releaseAge } from './candidates.js';
import { demandsOf } from './demands.js';
import { edgesAfter, parentLocation, versionAfter, type Edge } from './dependency-tree.js';
import { liftCopy, startClimbing } from './lift.js';
import type { GroupMatch } from './plan-input.js';
import type { PlanFinding, UnfixedReason } from './plan.js';
import type { PlanningSite } from './planning-site.js';
import { reaches } from './severity-weight.js';
import { isStepWithin } from './policy-rules.js';
import type { Solution } from './solve-manifest.js';
import { targetId } from './targets.js';

/**
 * Rung 4: why a finding stays open, the first that applies:
 * 1. the policy's threshold; 2. a format that is not edited yet; 3. no registry package, or bundled; 4. the
 * registry's silence; 5. no version that is fixed; 6. a range that keeps it out; 7. the release age; 8. something as
 * bad that would come in; 9. a new resolution that a text edit cannot give.
 */
export function diagnose(solution: Solution, finding: PlanFinding): UnfixedReason {
  const { site } = solution;
  const { policy } = site.knowledge;
  if (!reaches(finding.severity, policy.minimumSeverity)) {
    const message = `The policy asks for fixes from ${policy.minimumSeverity} upwards; this is ${finding.severity}.`;
    return { code: 'BELOW_THRESHOLD', message };
  }
  const unsupported = whyUnsupported(site, finding);
  if (unsupported !== null) return unsupported;
  const copies = solution.targets.find((target) => target.id === targetId(finding))?.copies ?? [];
  for (const copy of copies) {
    const reason =
      fixedSource(site, copy) ?? registrySilence(site, finding) ?? holdUp(solution, finding, copy);
    if (reason !== null) return reason;
  }
  const needed = safeVersions(site, finding, finding.version)[0]?.version ?? finding.version;
  if (!site.isLocked) {
    const message = `The declared version of ${finding.name} cannot be rewritten to ${needed} where it stands.`;
    return { code: 'EDIT_REFUSED', message };
  }
  const message = `The copies of ${finding.name} ${finding.version} cannot all move at once by editing the lock; a new resolution is needed.`;
  return needsResolution(site, message, needed);
}

const TOOL_NAMES: Readonly<Record<ResolverTool, string>> = {
  npm: "npm's own library",
  pnpm: 'pnpm',
  'yarn-classic': 'Yarn 1',
  'yarn-berry': 'Yarn 4',
  go: 'Go',
  cargo: 'Cargo',
  composer: 'Composer',
};

function whyUnsupported(site: PlanningSite, finding: PlanFinding): UnfixedReason | null {
  const { abilities } = site;
  const { path, format } = site.manifest.inventory;
  const { isLocked } = site;
  if (isLocked ? abilities.versions || site.hasResolver : abilities.ranges) return null;
  if (isLocked && abilities.resolver !== null) {
    const message = `${path} can only be changed by ${TOOL_NAMES[abilities.resolver]}, which is not there.`;
    return { code: 'TOOL_MISSING', message, tool: abilities.resolver, needed: finding.version };
  }
  const what = posix.basename(path) === format ? path : `${path} (${format})`;
  const message = abilities.whyNot ?? `Backline reads ${what}, but does not edit this format yet.`;
  return { code: 'FORMAT_NOT_SUPPORTED', message, format };
}

/** That an edit of text is not enough: with the tool that is lacking, or why none may run. */
function needsResolution(site: PlanningSite, message: string, needed: string): UnfixedReason {
  const { resolver, whyNot } = site.abilities;
  if (resolver !== null && !site.hasResolver) {
    const lacking = `${message} That takes ${resolver}, which is not there.`;
    return { code: 'TOOL_MISSING', message: lacking, tool: resolver, needed };
  }
  const why = resolver === null && whyNot !== null ? ` ${whyNot}` : '';
  return { code: 'NEEDS_RESOLUTION', message: `${message}${why}`, needed };
}

function fixedSource(site: PlanningSite, copy: number): UnfixedReason | null {
  const found = site.tree.packages[copy];
  if (found === undefined) return null;
  if (found.isBundled) {
    const parent = site.tree.packages.find((other) => other.location === parentLocation(found.location));
    const by = parent === undefined ? parentLocation(found.location) : describe(parent.name, parent.version);
    return {
      code: 'BUNDLED',
      message: `${found.name} is shipped inside the archive of ${by}; only a new version of that can change it.`,
      by,
    };
  }
  if (found.source === 'REGISTRY') return null;
  const source = {
    GIT: 'a git repository',
    TARBALL: 'an archive at an address of its own',
    FILE: 'a local folder or file',
  };
  const where =
    found.source === 'ROOT' || found.source === 'WORKSPACE' ? 'this project' : source[found.source];
  return {
    code: 'NOT_FROM_REGISTRY',
    message: `${found.name} comes from ${where}, not from a registry. Change it at its source.`,
  };
}

function registrySilence(site: PlanningSite, finding: PlanFinding): UnfixedReason | null {
  const answer = site.knowledge.ask(finding.ecosystem, finding.name);
  if (answer === undefined) {
    return {
      code: 'REGISTRY_FAILED',
      message: `The registry was not asked for ${finding.name}: too many packages were needed.`,
      status: null,
    };
  }
  if (answer.kind === 'failed') {
    const message = `The registry did not say which versions of ${finding.name} exist: ${answer.message}`;
    return { code: 'REGISTRY_FAILED', message, status: answer.status };
  }
  if (answer.kind === 'unsupported')
    return { code: 'REGISTRY_FAILED', message: answer.message, status: null };
  if (answer.kind === 'facts') return null;
  return { code: 'NOT_IN_REGISTRY', message: `The registry does not know ${finding.name}.` };
}

/** What keeps one copy from every version that would close the finding; null where it could move alone. */
function holdUp(solution: Solution, finding: PlanFinding, copy: number): UnfixedReason | null {
  const { site, lifts } = solution;
  const version = versionAfter(site.tree, lifts, copy);
  if (!concerns(site, finding, version)) return null;
  const safe = safeVersions(site, finding, version);
  const [lowest] = safe;
  if (lowest === undefined) {
    return {
      code: 'NO_FIXED_VERSION',
      message: `No published version of ${finding.name} above ${version} is free of it.`,
    };
  }
  const { isLocked } = site;
  const edges = isLocked ? edgesAfter(site.tree, lifts, copy) : [];
  const inRange = safe.filter((facts) => fits(site, edges, copy, facts.version));
  if (inRange.length === 0) return constraint(solution, finding, { copy, edges, safe, lowest });
  const present = site.knowledge.threats(finding.ecosystem, finding.name, version);
  const old = inRange.filter((facts) => {
    const remaining = site.knowledge.threats(finding.ecosystem, finding.name, facts.version);
    return closesUrgent(site, present, remaining) || releaseAge(site, finding.name, facts).kind === 'old';
  });
  const [usable] = old;
  if (usable === undefined) return tooYoung(site, finding, inRange);
  const most = site.knowledge.policy.maximumStep;
  const allowed = old.filter((facts) =>
    isStepWithin(site.ecosystem, { from: finding.version, to: facts.version }, most),
  );
  if (allowed.length === 0) {
    const message = `${finding.name} ${usable.version} closes it, but the policy allows steps up to ${most} only.`;
    return { code: 'POLICY', message, rule: 'maximumStep', needed: usable.version };
  }
  const known = new Set(groupsAgainst(site, finding, finding.version));
  const harmless = allowed.filter((facts) =>
    groupsAgainst(site, finding, facts.version).every((group) => known.has(group)),
  );
  const [needed] = harmless;
  if (needed === undefined) {
    const message = `${finding.name} ${usable.version} closes it, but brings other vulnerabilities in.`;
    return { code: 'WOULD_INTRODUCE', message, needed: usable.version };
  }
  const closing = new Set(harmless.map((facts) => facts.version));
  if (!isLocked) return null;
  const climbing = startClimbing(solution, 'LOCKED');
  const attempt = liftCopy(site, climbing, copy, (candidate) => closing.has(candidate.facts.version));
  if (attempt.kind === 'lifted') return null;
  const message = `${finding.name} ${needed.version} would close it, but editing the lock is not enough: ${attempt.obstacle}.`;
  return needsResolution(site, message, needed.version);
}

interface Constrained {
  readonly copy: number;
  readonly edges: readonly Edge[];
  readonly safe: readonly PackageVersionFacts[];
  readonly lowest: PackageVersionFacts;
}

function constraint(solution: Solution, finding: PlanFinding, constrained: Constrained): UnfixedReason {
  const { site } = solution;
  const { ecosystem } = site;
  const { copy, edges, safe, lowest } = constrained;
  const needed = lowest.version;
  const edge =
    edges.find((asked) => !safe.some((facts) => ecosystem.satisfies(facts.version, asked.range))) ??
    edges.find((asked) => !ecosystem.satisfies(needed, asked.range));
  const manifest = declaringFile(site, null);
  if (edge === undefined) {
    const range = overrideAgainst(site, copy, needed) ?? '';
    const message = `The overrides of ${manifest} hold ${finding.name} at ${range}; ${needed} is the lowest version that would be safe.`;
    return { code: 'CONSTRAINT', message, by: manifest, range, needed, freedBy: null };
  }
  const from = site.tree.packages[edge.from];
  const isOwn = from === undefined || from.source === 'ROOT' || from.source === 'WORKSPACE';
  const by = isOwn
    ? declaringFile(site, from ?? null)
    : describe(from.name, versionAfter(site.tree, solution.lifts, edge.from));
  const freedBy = isOwn ? null : freeingVersion(solution, edge, safe);
  const freedom = freedBy === null ? '' : ` ${from?.name ?? ''} ${freedBy} would allow it.`;
  const message = `${by} asks for ${finding.name} ${edge.range}; the lowest version that would be safe is ${needed}.${freedom}`;
  return { code: 'CONSTRAINT', message, by, range: edge.range, needed, freedBy };
}

/** The file in which an own package says what it asks for; npm's own layout where the ecosystem does not tell. */
function declaringFile({ ecosystem, manifest }: PlanningSite, own: InventoryPackage | null): string {
  const told = ecosystem.manifestOf(manifest.group, own ?? { location: '', source: 'ROOT' });
  if (told !== null) return told;
  if (ecosystem.id !== 'npm') return manifest.group.path;
  const folder = own?.source === 'WORKSPACE' ? own.location : '';
  return posix.join(posix.dirname(manifest.group.path), folder, 'package.json');
}

/** The lowest higher version of the package that asks, whose range allows a safe version or that asks no more. */
function freeingVersion(solution: Solution, edge: Edge, safe: readonly PackageVersionFacts[]): string | null {
  const { site, lifts } = solution;
  const asker = site.tree.packages[edge.from];
  if (asker?.source !== 'REGISTRY') return null;
  const higher = higherVersions(site, asker.name, versionAfter(site.tree, lifts, edge.from));
  const freeing = higher.find((facts) => {
    const demand = demandsOf(facts).find((asked) => asked.name === edge.name);
    return (
      demand === undefined || safe.some((fixed) => site.ecosystem.satisfies(fixed.version, demand.range))
    );
  });
  return freeing?.version ?? null;
}

function tooYoung(
  site: PlanningSite,
  finding: PlanFinding,
  inRange: readonly PackageVersionFacts[],
): UnfixedReason {
  const days = site.knowledge.policy.releaseAgeDays;
  let first: { readonly needed: string; readonly oldEnoughAt: string } | null = null;
  for (const facts of inRange) {
    const age = releaseAge(site, finding.name, facts);
    if (age.kind !== 'young' || (first !== null && first.oldEnoughAt <= age.oldEnoughAt)) continue;
    first = { needed: facts.version, oldEnoughAt: age.oldEnoughAt };
  }
  if (first === null) {
    const needed = inRange[0]?.version ?? finding.version;
    const message = `The registry does not say when ${finding.name} ${needed} was published, so its age cannot be checked.`;
    return { code: 'NEEDS_RESOLUTION', message, needed };
  }
  const message = `${finding.name} ${first.needed} is younger than ${days} days; it is old enough on ${first.oldEnoughAt.slice(0, 10)}.`;
  return { code: 'TOO_YOUNG', message, ...first };
}

/** Higher versions that the finding's advisory group does not concern, lowest first. */
function safeVersions(
  site: PlanningSite,
  finding: PlanFinding,
  version: string,
): readonly PackageVersionFacts[] {
  return higherVersions(site, finding.name, version).filter(
    (facts) => !concerns(site, finding, facts.version),
  );
}

function concerns(site: PlanningSite, finding: PlanFinding, version: string): boolean {
  return groupsAgainst(site, finding, version).some((group) =>
    finding.key.endsWith(`|${finding.name}|${group}`),
  );
}

function groupsAgainst(
  site: PlanningSite,
  finding: PlanFinding,
  version: string,
): readonly GroupMatch['group'][] {
  return site.knowledge.threats(finding.ecosystem, finding.name, version).map((threat) => threat.group);
}

function describe(name: string, version: string): string {
  return version === '' ? name : `${name}@${version}`;
}
