import type { SecretPlace } from './secret-store.js';

/** Every kind of value that is sealed at rest. A new sealed column gets a kind here, or a rotation would leave it behind. */
export const SEALED_KINDS = ['secret', 'idempotency-input', 'idempotency-payload'] as const;

export type SealedKind = (typeof SEALED_KINDS)[number];

/** A sealed value as it stands in the database. */
export interface SealedValue {
  /** The primary key of its row, which orders the values of a kind. */
  readonly id: readonly string[];
  readonly place: SecretPlace;
  readonly sealed: string;
}

/** All that is sealed, whatever table it stands in. */
export interface SealedValues {
  /** How many values each key has sealed, by the key's id. */
  countByKey(): Promise<ReadonlyMap<string, number>>;
  /** Values that another key sealed, after the given one, in the order of their ids. */
  listOthers(
    kind: SealedKind,
    keyId: string,
    page: { readonly after: SealedValue | null; readonly limit: number },
  ): Promise<readonly SealedValue[]>;
  /** Puts the new text in the place of the old one. False where the value went or changed meanwhile: then nothing is written. */
  replace(kind: SealedKind, value: SealedValue, resealed: string): Promise<boolean>;
}
