import { PreparedVersion, plainNumber } from './prepared-version.js';
import type { VersionScheme } from '../ecosystems/version-scheme.js';

/**
 * The versions that a record lists, found as they are written or, where there is a scheme, in another spelling of the
 * same version (`1.0` for `1.0.0` where the ecosystem knows no difference).
 */
export class ListedVersions {
  /** All, and those that are not as plain as `1.2.3`: sorted, made when first asked for. */
  private all: readonly PreparedVersion[] | null = null;
  private others: readonly PreparedVersion[] | null = null;

  constructor(
    private readonly texts: ReadonlySet<string>,
    private readonly scheme: VersionScheme<unknown> | null,
  ) {}

  get size(): number {
    return this.texts.size;
  }

  has(text: string): boolean {
    return this.texts.has(text);
  }

  /** The listed text that is equal to this version but written otherwise; null when there is none. */
  findOtherSpelling(version: PreparedVersion): string | null {
    if (this.scheme === null || this.texts.size === 0) return null;
    // Two plain versions that are equal are the same text, so one of the two is of another form.
    const listed = version.plain < 0 ? this.readAll(this.scheme) : this.readOthers(this.scheme);
    let low = 0;
    let high = listed.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const candidate = listed[middle];
      if (candidate === undefined) return null;
      const side = candidate.compareTo(version);
      if (side === 0) return candidate.text;
      if (side < 0) low = middle + 1;
      else high = middle;
    }
    return null;
  }

  private readAll(scheme: VersionScheme<unknown>): readonly PreparedVersion[] {
    return (this.all ??= prepareSorted([...this.texts], scheme));
  }

  private readOthers(scheme: VersionScheme<unknown>): readonly PreparedVersion[] {
    return (this.others ??= prepareSorted(
      [...this.texts].filter((text) => plainNumber(text) < 0),
      scheme,
    ));
  }
}

function prepareSorted(texts: readonly string[], scheme: VersionScheme<unknown>): readonly PreparedVersion[] {
  return texts
    .map((text) => new PreparedVersion(text, scheme))
    .filter((version) => version.isReadable())
    .sort((left, right) => left.compareTo(right));
}
