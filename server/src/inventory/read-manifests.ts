import type { Ecosystem, ManifestFile, ManifestGroup } from '../ecosystems/ecosystem.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import type { GitSnapshot } from '../gitlab/gitlab.js';
import type { IntegrationDeps } from '../integrations/with-integration.js';
import type { JobContext } from '../jobs/job.js';
import { PARSER_VERSION, hashInventoryInputs } from './inventory-hash.js';
import type { Inventory, ManifestProblem } from './inventory.js';
import type { ManifestInput } from './manifest.js';

/** A larger file is a typed problem, and is not read. */
export const MAX_MANIFEST_BYTES = 32 * 1024 * 1024;

/** Manifests of one project beyond this are not read, and the history says so. */
export const MAX_GROUPS = 2_000;

/** What reading needs; `parse` may run in another thread. */
export interface ReadDeps extends IntegrationDeps {
  readonly parse: (
    ecosystem: Ecosystem,
    group: ManifestGroup,
    files: readonly ManifestFile[],
  ) => Promise<Inventory>;
}

/** One group as read: its inputs, their hash, and its inventory unless one is stored for that hash. */
interface ReadGroup {
  readonly group: ManifestGroup;
  readonly inputs: readonly ManifestInput[];
  readonly hash: string;
  readonly inventory: Inventory | null;
}

/** Everything that was read of a project at one commit. */
export interface ReadManifests {
  readonly groups: readonly ReadGroup[];
  readonly texts: ReadonlyMap<string, string>;
  /** How many groups there are beyond those that one analysis reads. */
  readonly leftOut: number;
}

/**
 * The manifests of a snapshot: only groups whose inputs no inventory is stored for are read and parsed, and of those only
 * blobs whose text is not stored are fetched, all in one batch.
 */
export async function readManifests(
  deps: ReadDeps,
  snapshot: GitSnapshot,
  context: Pick<JobContext, 'progress'>,
): Promise<ReadManifests> {
  await context.progress({ done: 1, total: 4, message: 'Reading manifests' });
  const blobs = new Map(snapshot.files.map(({ path, blob }) => [path, blob]));
  const paths = snapshot.files.map(({ path }) => path);
  const all = ECOSYSTEMS.flatMap((ecosystem) =>
    ecosystem.groupManifests(paths).map((group) => ({ ecosystem, group })),
  );
  const found = all.slice(0, MAX_GROUPS);
  const hashed = found.map(({ ecosystem, group }) => {
    const inputs = group.inputs.flatMap((path) => ({ path, blob: blobs.get(path) ?? '' }));
    return { ecosystem, group, inputs, hash: hashInventoryInputs(PARSER_VERSION, group, inputs) };
  });
  const known = await deps.inTransaction((stores) =>
    stores.inventories.known(hashed.map(({ hash }) => hash)),
  );
  const missing = hashed.filter(({ hash }) => !known.has(hash));
  const contents = await readBlobs(deps, snapshot, [
    ...new Set(missing.flatMap(({ inputs }) => inputs.map(({ blob }) => blob))),
  ]);
  await context.progress({
    done: 2,
    total: 4,
    message: `Parsing ${missing.length} of ${hashed.length} manifests`,
  });
  const groups: ReadGroup[] = [];
  for (const { ecosystem, group, inputs, hash } of hashed) {
    const inventory = known.has(hash) ? null : await parseGroup(deps, ecosystem, group, inputs, contents);
    // What could not be read this time may be read the next: it is not kept for equal inputs.
    const isPassing = inventory?.problems.some(
      ({ code, path }) => code === 'UNREADABLE' && path === group.path,
    );
    groups.push({
      group,
      inputs,
      hash: isPassing === true ? `${hash}.${snapshot.commit}` : hash,
      inventory,
    });
  }
  const texts = new Map(
    [...contents].flatMap(([blob, content]) =>
      content.kind === 'text' && !content.isStored ? [[blob, content.text] as const] : [],
    ),
  );
  return { groups, texts, leftOut: all.length - found.length };
}

type BlobContent =
  | { readonly kind: 'text'; readonly text: string; readonly isStored: boolean }
  | { readonly kind: 'problem'; readonly problem: Pick<ManifestProblem, 'code' | 'message'> };

async function readBlobs(
  deps: ReadDeps,
  snapshot: GitSnapshot,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, BlobContent>> {
  const stored = await deps.inTransaction((stores) => stores.inventories.texts(wanted));
  const contents = new Map<string, BlobContent>(
    [...stored].map(([blob, text]) => [blob, { kind: 'text', text, isStored: true }]),
  );
  const lacking = wanted.filter((blob) => !contents.has(blob));
  if (lacking.length === 0) return contents;
  for (const [blob, answer] of await snapshot.readBlobs(lacking, { maxBytes: MAX_MANIFEST_BYTES })) {
    contents.set(blob, answer.kind === 'content' ? decode(answer.bytes) : tooLarge(answer.size));
  }
  return contents;
}

function decode(bytes: Uint8Array): BlobContent {
  const text = decodeText(bytes);
  if (text !== null) return { kind: 'text', text, isStored: false };
  return {
    kind: 'problem',
    problem: { code: 'NOT_TEXT', message: 'The file is not UTF-8 text, so it was not read.' },
  };
}

/** The text of a file to the byte, a byte order mark included; null for what is no UTF-8 or has a NUL in it. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}

function tooLarge(size: number): BlobContent {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return {
    kind: 'problem',
    problem: {
      code: 'TOO_LARGE',
      message: `The file has ${megabytes(size)} MiB; Backline reads files of up to ${megabytes(MAX_MANIFEST_BYTES)} MiB, so it was not read.`,
    },
  };
}

async function parseGroup(
  deps: ReadDeps,
  ecosystem: Ecosystem,
  group: ManifestGroup,
  inputs: readonly ManifestInput[],
  contents: ReadonlyMap<string, BlobContent>,
): Promise<Inventory> {
  const files: ManifestFile[] = [];
  const problems: ManifestProblem[] = [];
  for (const { path, blob } of inputs) {
    const content = contents.get(blob);
    if (content?.kind === 'text') files.push({ path, text: content.text });
    else
      problems.push({
        path,
        line: null,
        ...(content?.problem ?? {
          code: 'UNREADABLE',
          message: 'GitLab did not give the content of this file.',
        }),
      });
  }
  if (problems.some(({ path }) => path === group.path)) {
    return {
      ecosystem: group.ecosystem,
      path: group.path,
      format: group.path.split('/').at(-1) ?? group.path,
      isLocked: false,
      packages: [],
      problems,
    };
  }
  const inventory = await deps.parse(ecosystem, { ...group, inputs: files.map(({ path }) => path) }, files);
  return { ...inventory, problems: [...problems, ...inventory.problems] };
}
