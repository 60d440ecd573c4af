import type { ResolutionRequest, ResolutionResult } from '../resolution/resolution.js';
import { isoDate } from '../registries/release-date.js';
import { dropsOf, pinsOf, type Wanted } from './resolution-wishes.js';
import type { InventoryPackage } from '../inventory/inventory.js';
import { changesOf, readEdited, type Attempt, type Edited } from './attempt.js';
import { releaseAge } from './candidates.js';
import { whatIsLost } from './edited-inventory.js';
import { movesBetween, type Moved, type Newcomer } from './moves.js';
import { findingsOf } from './plan-findings.js';
import type { MatchVersions } from './plan-input.js';
import type { UnfixedReason } from './plan.js';
import { isSafeStep, isStepWithin } from './policy-rules.js';

const DAY_MS = 86_400_000;

/** Has a group resolved anew, and judges what came of it as if it were an edit of ours. */
export function resolveAnew(wanted: Wanted, match: MatchVersions): Attempt {
  const { site } = wanted;
  const request = requestFor(wanted);
  if ('kind' in request) return request;
  const result = site.knowledge.resolve(request);
  if (result === undefined) return { kind: 'waiting' };
  if (result.kind === 'refused') {
    const isFinal = result.code !== 'CONFLICT';
    return { kind: 'refused', reason: reasonOf(wanted, request, result), isFinal };
  }
  return judge(wanted, request, { files: result.files, match });
}

/** The same input gives the same text: drops and pins are sorted. */
function requestFor(wanted: Wanted): ResolutionRequest | Extract<Attempt, { kind: 'refused' }> {
  const { site, textLifts } = wanted;
  const { manifest, ecosystem, abilities, knowledge } = site;
  const tool = abilities.resolver;
  if (tool === null || !site.hasResolver) return refuse('No tool may resolve these files anew.');
  const changes = changesOf({ site, lifts: textLifts });
  let files = manifest.files;
  if (changes.versions.length + changes.ranges.length + changes.forces.length > 0) {
    const edited = ecosystem.edit(files, changes);
    if (edited.kind === 'refused') return refuse(`The files cannot be edited for it: ${edited.reason}`);
    const texts = new Map(edited.files.map(({ path, text }) => [path, text]));
    files = files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
  }
  const { releaseAgeDays } = knowledge.policy;
  return {
    tool,
    group: manifest.group,
    files,
    drop: dropsOf(wanted),
    pins: pinsOf(wanted),
    newcomers: {
      publishedBefore:
        releaseAgeDays <= 0 ? null : isoDate(knowledge.now.getTime() - releaseAgeDays * DAY_MS),
    },
  };
}

interface Resolved {
  readonly files: Extract<ResolutionResult, { kind: 'resolved' }>['files'];
  readonly match: MatchVersions;
}

function judge(wanted: Wanted, request: ResolutionRequest, { files, match }: Resolved): Attempt {
  const { knowledge } = wanted.site;
  const read = knowledge.memory.attempts.recall(files, '', () =>
    readResolved(wanted, request, { files, match }),
  );
  if (read.kind !== 'edited') return read;
  const unasked = firstUnasked(wanted, read);
  if (unasked !== null) return refuse(unasked);
  return firstYoung(wanted, read.moves, read.newcomers) ?? read;
}

function readResolved(wanted: Wanted, request: ResolutionRequest, { files, match }: Resolved): Attempt {
  const { site } = wanted;
  const { manifest, ecosystem } = site;
  const merged = new Map(
    [...request.files, ...files].map(({ path, text }) => [path, { path, text }] as const),
  );
  const read = readEdited(site, [...merged.values()]);
  const { moves, newcomers } = movesBetween(ecosystem, manifest.inventory, read.inventory);
  const lost = whatIsLost(manifest.inventory, read.inventory, moves);
  if (lost !== null)
    return refuse(`${request.tool} left the lock in a state that Backline does not trust: ${lost}.`);
  return {
    kind: 'edited',
    texts: read.texts,
    inventory: read.inventory,
    findings: findingsOf(read.inventory, match),
    moves,
    newcomers,
  };
}

/**
 * A direct dependency that moves though nobody asked for it and no new neighbour needs it, or a step that the policy
 * forbids; null where there is none.
 */
function firstUnasked(
  { site, textLifts, drops, freed }: Wanted,
  { inventory, moves }: Edited,
): string | null {
  const { tree, ecosystem, knowledge } = site;
  const asked = new Set([...textLifts.keys(), ...drops.keys(), ...freed]);
  const after = directVersions(inventory.packages);
  for (const [key, { name, version, copy }] of directVersions(tree.packages)) {
    const now = after.get(key)?.version ?? version;
    if (now === version || asked.has(copy)) continue;
    const isSmall = isSafeStep(ecosystem, { from: version, to: now });
    if (
      !isSmall ||
      !isNeeded(inventory.packages, { name, isRefused: (range) => !ecosystem.satisfies(version, range) })
    )
      return `Resolving anew moves ${name} from ${version} to ${now} too, which the project asks for itself.`;
  }
  for (const { name, from, to } of moves) {
    if (!isStepWithin(ecosystem, { from, to }, knowledge.policy.maximumStep))
      return `Resolving anew moves ${name} from ${from} to ${to}, a larger step than the policy allows.`;
  }
  return null;
}

/** Whether another package asks for one in a range that refuses what was there before. */
function isNeeded(
  packages: readonly InventoryPackage[],
  { name, isRefused }: { readonly name: string; readonly isRefused: (range: string) => boolean },
): boolean {
  return packages.some(
    ({ source, requires }) =>
      source !== 'ROOT' &&
      source !== 'WORKSPACE' &&
      requires.some(
        ({ range, target }) => target !== null && packages[target]?.name === name && isRefused(range),
      ),
  );
}

interface DirectVersion {
  readonly name: string;
  readonly version: string;
  readonly copy: number;
}

/** At which versions the project's own packages find what they ask for, by who asks for what. */
function directVersions(packages: readonly InventoryPackage[]): ReadonlyMap<string, DirectVersion> {
  const versions = new Map<string, DirectVersion>();
  for (const { source, location, requires } of packages) {
    if (source !== 'ROOT' && source !== 'WORKSPACE') continue;
    for (const { name, target } of requires) {
      const found = target === null ? undefined : packages[target];
      if (target === null || found === undefined) continue;
      versions.set(`${location}\n${name}`, { name: found.name, version: found.version, copy: target });
    }
  }
  return versions;
}

/** What came in or moved without being asked for must be as old as the policy wants. */
function firstYoung(
  { site, textLifts, drops }: Wanted,
  moves: readonly Moved[],
  newcomers: readonly Newcomer[],
): Attempt | null {
  const { tree, knowledge, ecosystem } = site;
  const chosen = new Set(
    [...textLifts, ...drops].map(([copy, facts]) => `${tree.packages[copy]?.name ?? ''}@${facts.version}`),
  );
  const came = [...newcomers, ...moves.map(({ name, to }) => ({ name, version: to }))];
  let isWaiting = false;
  for (const { name, version } of came) {
    if (chosen.has(`${name}@${version}`) || knowledge.policy.releaseAgeDays <= 0) continue;
    if (tree.copiesOf.get(name)?.some((copy) => tree.packages[copy]?.version === version) === true) continue;
    if (knowledge.ask(ecosystem.id, name) === undefined) {
      isWaiting = true;
      continue;
    }
    const facts = knowledge.versionsOf(ecosystem.id, name).find((each) => each.version === version);
    const age = facts === undefined ? ({ kind: 'unknown' } as const) : releaseAge(site, name, facts);
    if (age.kind === 'asked') isWaiting = true;
    if (age.kind === 'young') {
      const message = `It would bring in ${name} ${version}, which is old enough on ${age.oldEnoughAt.slice(0, 10)}.`;
      return {
        kind: 'refused',
        reason: { code: 'TOO_YOUNG', message, needed: version, oldEnoughAt: age.oldEnoughAt },
        isFinal: false,
      };
    }
    if (age.kind === 'unknown')
      return refuse(
        `It would bring in ${name} ${version}, of which the registry does not say how old it is.`,
      );
  }
  return isWaiting ? { kind: 'waiting' } : null;
}

function reasonOf(
  wanted: Wanted,
  { tool }: ResolutionRequest,
  { code, message }: Extract<ResolutionResult, { kind: 'refused' }>,
): UnfixedReason {
  const needed = [...wanted.drops.values()][0]?.version ?? '';
  if (code === 'TOOL_MISSING' || code === 'TOOL_WOULD_RUN_CODE') return { code, message, tool, needed };
  return { code: 'RESOLUTION_FAILED', message, tool, needed };
}

function refuse(message: string): Extract<Attempt, { kind: 'refused' }> {
  return { kind: 'refused', reason: { code: 'EDIT_REFUSED', message }, isFinal: false };
}
