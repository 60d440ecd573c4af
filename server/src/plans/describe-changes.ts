import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { higherVersions, releaseAge } from './candidates.js';
import { compareText } from './compare-text.js';
import { edgesAfter } from './dependency-tree.js';
import type { Moved } from './moves.js';
import type { Part } from './part.js';
import type { ChangeMeans, PlanChange, PlanFinding } from './plan.js';
import type { PlanningSite } from './planning-site.js';
import type { Solution } from './solve-manifest.js';

/** What a part changes, for a person: what each change closes by the proof, and why this version. */
export function planChangesOf(
  { solution, edited }: Part,
  fixed: readonly PlanFinding[],
): readonly PlanChange[] {
  const { site } = solution;
  const { path, ecosystem } = site.manifest.inventory;
  const here = fixed.filter((finding) => finding.manifest === path);
  const closedBy = shareFindings(solution, edited.moves, here);
  const main = edited.moves.find((move) => meansOf(site, move) !== 'LIFT') ?? edited.moves[0];
  return edited.moves.map((move) => {
    const target = site.knowledge.versionsOf(ecosystem, move.name).find(({ version }) => version === move.to);
    const along = move === main ? comesAlong(edited.newcomers) : '';
    return {
      ecosystem,
      manifest: path,
      name: move.name,
      from: move.from,
      to: move.to,
      means: move.sharedWith === undefined ? meansOf(site, move) : 'RAISE',
      step: site.ecosystem.stepBetween(move.from, move.to),
      isDirect: move.copies.some((copy) => site.tree.packages[copy]?.isDirect === true),
      findings: (closedBy.get(move) ?? []).map((finding) => finding.key).toSorted(compareText),
      reason: `${move.sharedWith ?? whyThisVersion(solution, move)}${engineNote(site, move, target)}${along}`,
      publishedAt: target?.publishedAt ?? null,
      deprecated: target?.deprecated ?? null,
      manifests: [path],
      evidence: null,
    };
  });
}

/**
 * Whom each closed finding belongs to: the move of its own package and version; else, where that is gone altogether, the
 * first on its path that moves, else what was raised or forced, else the first move.
 */
function shareFindings(
  { site }: Solution,
  moves: readonly Moved[],
  fixed: readonly PlanFinding[],
): ReadonlyMap<Moved, readonly PlanFinding[]> {
  const byVersion = new Map<string, Moved[]>();
  for (const move of moves) {
    const key = `${move.name}@${move.from}`;
    byVersion.set(key, [...(byVersion.get(key) ?? []), move]);
  }
  const main = moves.find((move) => meansOf(site, move) !== 'LIFT') ?? moves[0];
  const shared = new Map<Moved, PlanFinding[]>();
  for (const finding of fixed) {
    const onPath = finding.paths.flat().find((step) => byVersion.has(step));
    const owners =
      byVersion.get(`${finding.name}@${finding.version}`) ??
      (onPath === undefined ? undefined : byVersion.get(onPath)) ??
      (main === undefined ? [] : [main]);
    for (const owner of owners) shared.set(owner, [...(shared.get(owner) ?? []), finding]);
  }
  return shared;
}

function meansOf({ raises, forces }: PlanningSite, { name, to, copies }: Moved): ChangeMeans {
  if (forces.some((force) => force.name === name && force.to === to)) return 'FORCE';
  return raises.some((raise) => raise.to === to && copies.includes(raise.copy)) ? 'RAISE' : 'LIFT';
}

function whyThisVersion(solution: Solution, move: Moved): string {
  const { site, needs } = solution;
  const means = meansOf(site, move);
  if (means === 'FORCE') return whyForced(site, move);
  const chosen = move.copies.some((copy) => solution.lifts.get(copy)?.version === move.to);
  if (means === 'RAISE') return whyRaised(site, move);
  const need = move.copies.map((copy) => needs.get(copy)).find((found) => found !== undefined);
  if (need !== undefined) return need.reason;
  if (!chosen) return 'Needed by what else moves: the dependencies were resolved anew.';
  const [copy] = move.copies;
  const edges = copy === undefined ? [] : edgesAfter(site.tree, solution.lifts, copy);
  const ranges = [...new Set(edges.map((edge) => edge.range))];
  const inside =
    ranges.length === 0
      ? ''
      : ` inside ${ranges.slice(0, 3).join(', ')}${ranges.length > 3 ? ' and others' : ''}`;
  const left = site.knowledge.threats(site.ecosystem.id, move.name, move.to).length;
  const passed = passedOver(site, move, ranges);
  if (left > 0)
    return `The version${inside} with the least known against it; ${left} known ${left === 1 ? 'vulnerability stays' : 'vulnerabilities stay'}.`;
  return `The lowest${passed === null ? '' : ' usable'} version${inside} that no known advisory concerns${passed === null ? '' : `; ${passed}`}.`;
}

function whyRaised(site: PlanningSite, { name, to, copies }: Moved): string {
  const raised = site.raises.find((raise) => raise.to === to && copies.includes(raise.copy));
  const left = site.knowledge.threats(site.ecosystem.id, name, to).length;
  const what =
    left > 0
      ? 'with the least known against it and what it brings in'
      : 'from which neither it nor what it brings in needs to be vulnerable';
  return `The lowest version above ${raised?.from ?? ''} ${what}.`;
}

function whyForced(site: PlanningSite, { name, to }: Moved): string {
  const forces = site.forces.filter((force) => force.name === name && force.to === to);
  const against = [...new Set(forces.flatMap((force) => force.against))];
  const shown = against.slice(0, 3).join(', ');
  const more = against.length > 3 ? ` and ${against.length - 3} more` : '';
  return `Forced against what asks for it: ${shown}${more}. The lowest version above that no known advisory concerns.`;
}

/** The first lower version that would have closed everything too, and why it was not taken. */
function passedOver(site: PlanningSite, move: Moved, ranges: readonly string[]): string | null {
  const { ecosystem, knowledge } = site;
  for (const facts of higherVersions(site, move.name, move.from)) {
    if (ecosystem.compareVersions(facts.version, move.to) >= 0) return null;
    if (!ranges.every((range) => ecosystem.satisfies(facts.version, range))) continue;
    if (knowledge.threats(ecosystem.id, move.name, facts.version).length > 0) continue;
    if (facts.deprecated !== null) return `${facts.version} is deprecated`;
    if (releaseAge(site, move.name, facts).kind !== 'old') return `${facts.version} is too young or undated`;
    return `${facts.version} asks for more than the lock has`;
  }
  return null;
}

function engineNote(site: PlanningSite, move: Moved, target: PackageVersionFacts | undefined): string {
  const before = site.knowledge
    .versionsOf(site.ecosystem.id, move.name)
    .find((facts) => facts.version === move.from);
  const asked = target?.engines['node'];
  return asked === undefined || asked === before?.engines['node'] ? '' : ` It asks for Node ${asked}.`;
}

/** What came in beside what moves, shortly. */
function comesAlong(newcomers: Part['edited']['newcomers']): string {
  if (newcomers.length === 0) return '';
  const shown = newcomers.slice(0, 5).map(({ name, version }) => `${name} ${version}`);
  const more = newcomers.length > 5 ? ` and ${newcomers.length - 5} more` : '';
  return ` New in the lock: ${shown.join(', ')}${more}.`;
}
