import { createHash, createPublicKey, verify } from 'node:crypto';

/** The key of a checksum database, as Go writes it: `name+hash+key` (https://pkg.go.dev/golang.org/x/mod/sumdb/note). */
export interface ChecksumKey {
  readonly name: string;
  /** The first four bytes of every signature with this key. */
  readonly hash: Buffer;
  readonly key: ReturnType<typeof createPublicKey>;
}

/** The root of a database's tree when it had so many records, as its signed note says. */
export interface SignedTree {
  readonly size: number;
  readonly root: Buffer;
}

/** A record about one version: the sums of its content and of its go.mod, and where in which tree it should stand. */
export interface ChecksumRecord {
  readonly id: number;
  readonly text: string;
  readonly content: string;
  readonly goMod: string;
  readonly tree: SignedTree;
}

/** The public database, which `go` itself trusts where nothing else is set. */
export const PUBLIC_CHECKSUM_KEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';

const ED25519 = 1;
/** What comes before the 32 bytes of an Ed25519 key in its DER form (https://www.rfc-editor.org/rfc/rfc8410#section-4). */
const KEY_HEADER = Buffer.from('302a300506032b6570032100', 'hex');
const MAXIMUM_REPLY = 20_000;
const SUM = /^h1:[A-Za-z0-9+/]{43}=$/;

/** Reads a key; null for a text that is none, or whose hash is not that of its key. */
export function readChecksumKey(text: string): ChecksumKey | null {
  const [, name, hash, encoded] = /^([^+\s]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})$/.exec(text) ?? [];
  if (name === undefined || hash === undefined || encoded === undefined) return null;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ED25519) return null;
  const own = createHash('sha256').update(`${name}\n`).update(bytes).digest().subarray(0, 4);
  if (own.toString('hex') !== hash) return null;
  const key = createPublicKey({
    key: Buffer.concat([KEY_HEADER, bytes.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  return { name, hash: own, key };
}

/**
 * Reads the answer of `/lookup/<module>@<version>` (https://go.dev/ref/mod#checksum-database): a record, and the signed
 * tree that should hold it. Null where it is about something else or the key did not sign the tree.
 */
export function readChecksumRecord(
  reply: string,
  { module, version, key }: { readonly module: string; readonly version: string; readonly key: ChecksumKey },
): ChecksumRecord | null {
  if (reply.length > MAXIMUM_REPLY) return null;
  const [number = '', content = '', goMod = '', blank, ...note] = reply.split('\n');
  if (!/^\d{1,15}$/.test(number) || blank !== '') return null;
  const tree = readSignedTree(note.join('\n'), key);
  const contentSum = sumIn(content, `${module} ${version}`);
  const goModSum = sumIn(goMod, `${module} ${version}/go.mod`);
  if (tree === null || contentSum === null || goModSum === null) return null;
  const text = `${content}\n${goMod}\n`;
  return { id: Number(number), text, content: contentSum, goMod: goModSum, tree };
}

function sumIn(line: string, about: string): string | null {
  const sum = line.startsWith(`${about} `) ? line.slice(about.length + 1) : '';
  return SUM.test(sum) ? sum : null;
}

/** A note is a text, an empty line, and signatures of which one must be the key's. */
function readSignedTree(note: string, { name, hash, key }: ChecksumKey): SignedTree | null {
  const split = note.indexOf('\n\n');
  if (split === -1) return null;
  const text = note.slice(0, split + 1);
  const isSigned = note
    .slice(split + 2)
    .split('\n')
    .some((line) => {
      const [dash, signer, encoded = ''] = line.split(' ');
      const bytes = Buffer.from(encoded, 'base64');
      if (dash !== '—' || signer !== name || bytes.length !== 68 || !bytes.subarray(0, 4).equals(hash))
        return false;
      return verify(null, Buffer.from(text, 'utf8'), key, bytes.subarray(4));
    });
  const [title, size = '', encodedRoot = ''] = text.split('\n');
  const root = Buffer.from(encodedRoot, 'base64');
  const isTree = title === 'go.sum database tree' && /^\d{1,15}$/.test(size) && root.length === 32;
  return isSigned && isTree ? { size: Number(size), root } : null;
}
