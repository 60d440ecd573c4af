import type { Ecosystem, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFactsResult } from './registry.js';

/** What is known of a package: the registry's answer, or that nobody was asked because there are too many. */
export type KnownFacts = PackageFactsResult | { readonly kind: 'unasked' };

/** What a registry offers of one package: every version that can be read, lowest first. */
export interface Offer {
  readonly ecosystem: Ecosystem;
  readonly versions: readonly PackageVersionFacts[];
  /** The version that the registry calls latest, else the highest; never a prerelease or one that was taken back. */
  readonly latest: PackageVersionFacts | null;
  find(version: string): PackageVersionFacts | null;
  /** The highest version inside a declared range that was not taken back. */
  highestWithin(range: string, allowsPrereleases: boolean): Within;
}

/** The highest version inside a range, that there is none, or why the range was not evaluated. */
export type Within =
  | { readonly kind: 'found'; readonly facts: PackageVersionFacts }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly why: keyof typeof WHY_NOT_EVALUATED };

/** Why a declared range was not evaluated, for a person. */
export const WHY_NOT_EVALUATED = {
  length: { kind: 'TOO_LONG', reason: 'Its declared range is too long to be evaluated.' },
  effort: { kind: 'TOO_MANY', reason: 'The project declares more ranges than Backline evaluates.' },
} as const;

const MAXIMUM_RANGE = 1_024;
const MAXIMUM_EFFORT = 10_000_000;
/** What evaluating even an empty range costs, in characters. */
const FLAT_EFFORT = 16;

/** How much evaluating of ranges one project is worth, in characters read; a microsecond each where it is slowest. */
export class RangeEffort {
  #left: number;

  constructor(maximum: number = MAXIMUM_EFFORT) {
    this.#left = maximum;
  }

  /** Whether a range may be evaluated once more. */
  spend(range: string): boolean {
    this.#left -= range.length + FLAT_EFFORT;
    return this.#left >= 0;
  }
}

/** What the registry offers of the packages of one ecosystem; each offer is read once. */
export interface Offers {
  readonly ecosystem: Ecosystem;
  /** Null where there are no facts; `known` has why. */
  of(name: string): Offer | null;
  known(name: string): KnownFacts | undefined;
}

/** Reads offers out of a registry's answers. */
export function createOffers(
  facts: ReadonlyMap<string, KnownFacts>,
  ecosystem: Ecosystem,
  effort: RangeEffort = new RangeEffort(),
): Offers {
  const offers = new Map<string, Offer>();
  return {
    ecosystem,
    known: (name) => facts.get(name),
    of(name) {
      const known = facts.get(name);
      if (known?.kind !== 'facts') return null;
      const { versions, latest } = known.facts;
      const offer = offers.get(name) ?? readOffer(versions, { latest, ecosystem, effort });
      offers.set(name, offer);
      return offer;
    },
  };
}

function readOffer(
  listed: readonly PackageVersionFacts[],
  {
    latest: tagged,
    ecosystem,
    effort,
  }: { readonly latest: string | null; readonly ecosystem: Ecosystem; readonly effort: RangeEffort },
): Offer {
  const { versionScheme } = ecosystem;
  const read = listed
    .flatMap((facts) => {
      const form = versionScheme.read(facts.version);
      return form === null ? [] : [{ facts, form }];
    })
    .toSorted((a, b) => versionScheme.compare(a.form, b.form));
  const versions = read.map(({ facts }) => facts);
  const standing = versions.filter(({ yanked }) => yanked === null);
  const stable = standing.filter(({ version }) => !ecosystem.isPrerelease(version));
  const byText = new Map(listed.toReversed().map((facts) => [facts.version, facts]));
  const remembered = new Map<string, Within>();
  return {
    ecosystem,
    versions,
    latest: stable.find(({ version }) => version === tagged) ?? stable.at(-1) ?? null,
    find(version) {
      const exact = byText.get(version);
      const form = exact === undefined ? versionScheme.read(version) : null;
      if (form === null) return exact ?? null;
      const found = read[firstIndex(read, (each) => versionScheme.compare(each.form, form) >= 0)];
      return found !== undefined && versionScheme.compare(found.form, form) === 0 ? found.facts : null;
    },
    highestWithin(range, allowsPrereleases) {
      if (range.length > MAXIMUM_RANGE) return { kind: 'refused', why: 'length' };
      const key = `${allowsPrereleases ? 'any' : 'stable'} ${range}`;
      const within =
        remembered.get(key) ??
        walk(allowsPrereleases ? standing : stable, ({ version }) =>
          effort.spend(range) ? ecosystem.satisfies(version, range) : null,
        );
      remembered.set(key, within);
      return within;
    },
  };
}

/** From the highest down to the first that is inside; null from `isWithin` ends the walk. */
function walk(
  versions: readonly PackageVersionFacts[],
  isWithin: (facts: PackageVersionFacts) => boolean | null,
): Within {
  for (let index = versions.length - 1; index >= 0; index -= 1) {
    const facts = versions[index];
    if (facts === undefined) continue;
    const is = isWithin(facts);
    if (is === null) return { kind: 'refused', why: 'effort' };
    if (is) return { kind: 'found', facts };
  }
  return { kind: 'none' };
}

/** The first index for which the statement is true, of rows for which it is false first and true then. */
function firstIndex<Row>(rows: readonly Row[], isTrue: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && !isTrue(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}
