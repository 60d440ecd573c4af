import { createHash } from 'node:crypto';
import type { ChecksumRecord } from './go-checksums.js';

/** Hashes of 256 neighbours at every eighth level of the tree. */
const TILE_HEIGHT = 8;
const TILE_WIDTH = 256;
const HASH_BYTES = 32;

/** Fetches a tile of 32-byte hashes by its path below the database; null where it is not there. */
export type AskTile = (path: string) => Promise<Buffer | null>;

/**
 * Whether the signed tree really holds a record: the record's hash and those of its neighbours make the signed root
 * (https://www.rfc-editor.org/rfc/rfc6962#section-2.1, https://research.swtch.com/tlog#tiling_a_log).
 */
export async function isInTree({ id, text, tree }: ChecksumRecord, askTile: AskTile): Promise<boolean> {
  const { size, root } = tree;
  if (id >= size) return false;
  const stored = new StoredHashes(size, askTile);
  const leaf = createHash('sha256').update(Buffer.of(0)).update(text, 'utf8').digest();
  const computed = await rootWith(stored, { id, leaf }, { from: 0, to: size });
  return computed !== null && computed.equals(root);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The hash of a span that holds the leaf, from the leaf and the hashes of what stands beside it. */
async function rootWith(
  stored: StoredHashes,
  leaf: { readonly id: number; readonly leaf: Buffer },
  { from, to }: Span,
): Promise<Buffer | null> {
  if (to - from === 1) return leaf.leaf;
  const middle = from + splitOf(to - from);
  const isLeft = leaf.id < middle;
  const left = isLeft
    ? await rootWith(stored, leaf, { from, to: middle })
    : await rootOf(stored, { from, to: middle });
  const right = isLeft
    ? await rootOf(stored, { from: middle, to })
    : await rootWith(stored, leaf, { from: middle, to });
  return left === null || right === null ? null : nodeHash(left, right);
}

/** The hash of a span: one that is stored where the span is whole, else made of its two parts. */
async function rootOf(stored: StoredHashes, { from, to }: Span): Promise<Buffer | null> {
  const length = to - from;
  const split = splitOf(length);
  if (length === 1 || split * 2 === length) return stored.find(Math.log2(length), from / length);
  const left = await rootOf(stored, { from, to: from + split });
  const right = await rootOf(stored, { from: from + split, to });
  return left === null || right === null ? null : nodeHash(left, right);
}

/** The largest power of two below a length. */
function splitOf(length: number): number {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

/** The hashes of whole subtrees, as tiles tell them; nothing is believed until the root fits. */
class StoredHashes {
  readonly #size: number;
  readonly #askTile: AskTile;
  readonly #tiles = new Map<string, Promise<Buffer | null>>();

  constructor(size: number, askTile: AskTile) {
    this.#size = size;
    this.#askTile = askTile;
  }

  /** The hash of the subtree of 2^level leaves with this index. */
  async find(level: number, index: number): Promise<Buffer | null> {
    const row = Math.floor(level / TILE_HEIGHT);
    const span = 2 ** (level % TILE_HEIGHT);
    const first = index * span;
    const number = Math.floor(first / TILE_WIDTH);
    const tile = await this.#tile(row, number);
    const start = (first % TILE_WIDTH) * HASH_BYTES;
    const part = tile?.subarray(start, start + span * HASH_BYTES);
    if (part === undefined || part.length < span * HASH_BYTES) return null;
    let hashes = Array.from({ length: span }, (_, at) =>
      part.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    );
    while (hashes.length > 1) {
      const upper: Buffer[] = [];
      for (let at = 0; at + 1 < hashes.length; at += 2)
        upper.push(nodeHash(hashes[at] ?? Buffer.of(), hashes[at + 1] ?? Buffer.of()));
      hashes = upper;
    }
    return hashes[0] ?? null;
  }

  #tile(row: number, number: number): Promise<Buffer | null> {
    const inRow = Math.floor(this.#size / 2 ** (TILE_HEIGHT * row));
    const width = Math.min(TILE_WIDTH, inRow - number * TILE_WIDTH);
    const path = `tile/${TILE_HEIGHT}/${row}/${tileNumber(number)}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
    const known = this.#tiles.get(path) ?? this.#askTile(path);
    this.#tiles.set(path, known);
    return known;
  }
}

/** In groups of three digits, all but the last with an `x` first: 1234067 is `x001/x234/067`. */
function tileNumber(number: number): string {
  const groups = [String(number % 1_000).padStart(3, '0')];
  for (let rest = Math.floor(number / 1_000); rest > 0; rest = Math.floor(rest / 1_000))
    groups.unshift(`x${String(rest % 1_000).padStart(3, '0')}`);
  return groups.join('/');
}
