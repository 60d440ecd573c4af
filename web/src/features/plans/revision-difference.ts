import { planTexts } from '../../texts/plans.js';

interface ChangedVersion {
  readonly ecosystem: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly manifestPath: string;
}

const texts = planTexts.revisions;

/** What the second set of changes does otherwise than the first, a sentence each: new, left out, to another version. */
export function revisionDifference(
  before: readonly ChangedVersion[],
  after: readonly ChangedVersion[],
): readonly string[] {
  const old = byPlace(before);
  const current = byPlace(after);
  const sentences = new Set<string>();
  for (const [key, change] of current) {
    const was = old.get(key);
    if (was === undefined) sentences.add(texts.added(change.name, change.from, change.to));
    else if (was.to !== change.to) sentences.add(texts.moved(change.name, was.to, change.to));
  }
  for (const [key, { name, from, to }] of old)
    if (!current.has(key)) sentences.add(texts.removed(name, from, to));
  return [...sentences];
}

function byPlace(changes: readonly ChangedVersion[]): ReadonlyMap<string, ChangedVersion> {
  return new Map(
    changes.map((change) => [
      JSON.stringify([change.ecosystem, change.name, change.from, change.manifestPath]),
      change,
    ]),
  );
}
