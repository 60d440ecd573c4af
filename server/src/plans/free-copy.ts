import { candidatesAmong, type Candidate } from './candidates.js';
import { nameAsked } from './demands.js';
import { edgesAfter, isOwnCopy, reachedAfter, versionAfter, type Edge } from './dependency-tree.js';
import { liftCopy, stuck, type Climbing, type LiftResult } from './lift.js';
import type { PlanningSite } from './planning-site.js';

const MAXIMUM_HEIGHT = 6;

/**
 * Lifts a copy; where no range allows that, lifts those that ask for it within their own ranges first, until they allow it
 * or ask no more. Ranking: 1. the copy alone; 2. whoever refuses every version that would do; 3. where each version is
 * refused by somebody else, whoever refuses the best one.
 */
export function freeCopy(
  site: PlanningSite,
  climbing: Climbing,
  index: number,
  accepts: (candidate: Candidate) => boolean,
): LiftResult {
  return free(site, climbing, { index, accepts, height: 0 });
}

interface Wish {
  readonly index: number;
  readonly accepts: (candidate: Candidate) => boolean;
  readonly height: number;
}

function free(site: PlanningSite, climbing: Climbing, { index, accepts, height }: Wish): LiftResult {
  const { tree, ecosystem } = site;
  const direct = liftCopy(site, climbing, index, accepts);
  if (direct.kind === 'lifted' || height >= MAXIMUM_HEIGHT) return direct;
  const wanted = candidatesAmong(site, climbing.lifts, { index, edges: [] }).filter(accepts);
  const [best] = wanted;
  if (best === undefined) return direct;
  const edges = edgesAfter(tree, climbing.lifts, index);
  const allows = (range: string): boolean =>
    wanted.some(({ facts }) => ecosystem.satisfies(facts.version, range));
  const refusing = edges.filter((edge) => !allows(edge.range));
  const inTheWay =
    refusing.length > 0
      ? refusing
      : edges.filter((edge) => !ecosystem.satisfies(best.facts.version, edge.range));
  let footing = climbing;
  for (const edge of inTheWay) {
    const moved = moveAsker(site, footing, { edge, allows, height });
    if (moved.kind === 'stuck') return direct;
    footing = { ...footing, lifts: moved.lifts, open: moved.open };
  }
  if (inTheWay.length === 0) return direct;
  const { lifts, open } = footing;
  const isGone = reachedAfter(tree, climbing.lifts).has(index) && !reachedAfter(tree, lifts).has(index);
  if (isGone) return { kind: 'lifted', lifts, open };
  const name = tree.packages[index]?.name ?? '';
  const threats = site.knowledge.threats(ecosystem.id, name, versionAfter(tree, lifts, index));
  if (lifts.has(index) && threats.length === 0) return { kind: 'lifted', lifts, open };
  return liftCopy(site, footing, index, accepts);
}

interface InTheWay {
  readonly edge: Edge;
  readonly allows: (range: string) => boolean;
  readonly height: number;
}

function moveAsker(site: PlanningSite, climbing: Climbing, { edge, allows, height }: InTheWay): LiftResult {
  const { tree, knowledge, ecosystem } = site;
  const asker = tree.packages[edge.from];
  if (asker?.source !== 'REGISTRY' || asker.isBundled || isOwnCopy(tree, edge.from))
    return stuck(`what asks for ${edge.name} cannot be lifted`);
  if (climbing.lifts.has(edge.from)) return stuck(`${asker.name} is lifted already`);
  const accepts = ({ facts }: Candidate): boolean => {
    if (!facts.isDetailed) {
      knowledge.askDetails(ecosystem.id, asker.name, facts.version);
      return false;
    }
    const asked = tree.demands(facts).filter((demand) => demand.name === edge.name);
    return asked.every(
      (demand) => demand.isOptionalPeer || (nameAsked(demand) !== '' && allows(demand.range)),
    );
  };
  return free(
    site,
    { ...climbing, depth: climbing.depth + 1 },
    { index: edge.from, accepts, height: height + 1 },
  );
}
