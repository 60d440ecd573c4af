import type { VersionScheme } from '../ecosystems/version-scheme.js';

/** What matching must know of an ecosystem: how its versions are read and ordered. `Ecosystem` is one. */
export interface VersionOrder {
  readonly id: string;
  readonly versionScheme: VersionScheme<unknown>;
}

/**
 * A version read at most once and compared often. Three plain numbers (`1.2.3`) have one order in every ecosystem
 * (a property of `matching.test.ts`), so those are compared as one number and not read at all.
 */
export class PreparedVersion {
  /** `1.2.3` as one number; -1 for any other form. */
  readonly plain: number;
  private form: unknown = undefined;

  constructor(
    readonly text: string,
    private readonly scheme: VersionScheme<unknown>,
  ) {
    this.plain = plainNumber(text);
  }

  /** Whether this is a version at all. */
  isReadable(): boolean {
    return this.plain >= 0 || this.read() !== null;
  }

  /** Negative, zero or positive; what cannot be read comes first, among itself by text. Both of one scheme. */
  compareTo(other: PreparedVersion): number {
    if (this.plain >= 0 && other.plain >= 0) return this.plain - other.plain;
    const [own, others] = [this.read(), other.read()];
    if (own !== null && others !== null) return this.scheme.compare(own, others);
    if (own !== null || others !== null) return own === null ? -1 : 1;
    return this.text < other.text ? -1 : this.text > other.text ? 1 : 0;
  }

  private read(): unknown {
    if (this.form === undefined) this.form = this.scheme.read(this.text) ?? null;
    return this.form;
  }
}

/** Each of the three numbers has 17 bits: together they are exact in a double. */
const PLACE = 131_072;
const MAX_PLAIN_LENGTH = 20;

/** `1.2.3` as one number that orders as the version does; -1 for any other form, leading zeros and large numbers too. */
export function plainNumber(text: string): number {
  if (text.length > MAX_PLAIN_LENGTH) return -1;
  let result = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === DOT) {
      if (digits === 0) return -1;
      result = result * PLACE + part;
      part = 0;
      digits = 0;
      dots += 1;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9 || (digits > 0 && part === 0)) return -1;
    part = part * 10 + digit;
    digits += 1;
    if (part >= PLACE) return -1;
  }
  return dots === 2 && digits > 0 ? result * PLACE + part : -1;
}

const DOT = 0x2e;
const ZERO = 0x30;
