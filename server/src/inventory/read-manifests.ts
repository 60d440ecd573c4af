import { findDeepManifests } from '../ecosystems/deep-manifests.js';
import type { Ecosystem, ManifestFile, ManifestGroup } from '../ecosystems/ecosystem.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import type { GitSnapshot } from '../gitlab/gitlab.js';
import type { IntegrationDeps } from '../integrations/with-integration.js';
import type { JobContext } from '../jobs/job.js';
import {
  contentOf,
  faultInventory,
  type FileContent,
  MAX_MANIFEST_BYTES,
  tooLarge,
  unreadInventory,
} from './file-content.js';
import { PARSER_VERSION, hashInventoryInputs } from './inventory-hash.js';
import type { Inventory, ManifestProblem } from './inventory.js';
import type { ManifestInput } from './manifest.js';

/** Manifests of one project beyond this are not read, and the history says so. */
export const MAX_GROUPS = 2_000;

/** What reading needs; `parse` may run in another thread, and what it throws is a fault of ours, told to `reportFault`. */
export interface ReadDeps extends IntegrationDeps {
  readonly parse: (
    ecosystem: Ecosystem,
    group: ManifestGroup,
    files: readonly ManifestFile[],
  ) => Promise<Inventory>;
  readonly reportFault: (fault: unknown, at: Pick<ManifestGroup, 'ecosystem' | 'path'>) => void;
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
  /** Manifests that lie too deep to be read. */
  readonly deep: readonly string[];
}

/**
 * The manifests of a snapshot: only groups whose inputs no inventory is stored for are read and parsed, and of those only
 * blobs whose text is not stored are fetched, all in one batch. A fault of ours in one group leaves the others as they are.
 */
export async function readManifests(
  deps: ReadDeps,
  snapshot: Pick<GitSnapshot, 'commit' | 'files' | 'skipped' | 'readBlobs'>,
  context: Pick<JobContext, 'signal' | 'progress'>,
): Promise<ReadManifests> {
  await context.progress({ done: 1, total: 4, message: 'Reading manifests' });
  const links = snapshot.skipped.filter(({ reason }) => reason === 'SYMLINK');
  const blobs = new Map([
    ...snapshot.files.map(({ path, blob }) => [path, blob] as const),
    ...links.map(({ path }) => [path, LINK] as const),
  ]);
  const paths = [...blobs.keys()];
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
    const inventory = known.has(hash)
      ? null
      : await parseGroup({ ...deps, signal: context.signal }, ecosystem, group, inputs, contents);
    // What could not be read this time, as by a fault of ours, may be read the next: it is not kept for equal inputs.
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
  return { groups, texts, leftOut: all.length - found.length, deep: findDeepManifests(paths) };
}

/** Stands for the blob of a symbolic link: links are never followed, and a manifest that is one is said to be one. */
const LINK = 'symlink';
const LINKED: FileContent = {
  kind: 'problem',
  problem: {
    code: 'NOT_A_FILE',
    message: 'The file is a symbolic link. Backline follows none, so it was not read.',
  },
};

type BlobContent = FileContent & { readonly isStored: boolean };

async function readBlobs(
  deps: ReadDeps,
  snapshot: Pick<GitSnapshot, 'readBlobs'>,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, BlobContent>> {
  const stored = await deps.inTransaction((stores) => stores.inventories.texts(wanted));
  const contents = new Map<string, BlobContent>(
    [...stored].map(([blob, text]) => [blob, { kind: 'text', text, isStored: true }]),
  );
  contents.set(LINK, { ...LINKED, isStored: true });
  const lacking = wanted.filter((blob) => !contents.has(blob));
  if (lacking.length === 0) return contents;
  for (const [blob, answer] of await snapshot.readBlobs(lacking, { maxBytes: MAX_MANIFEST_BYTES })) {
    const content = answer.kind === 'content' ? contentOf(answer.bytes) : tooLarge(answer.size);
    contents.set(blob, { ...content, isStored: false });
  }
  return contents;
}

async function parseGroup(
  deps: Pick<ReadDeps, 'parse' | 'reportFault'> & Pick<JobContext, 'signal'>,
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
  if (problems.some(({ path }) => path === group.path)) return unreadInventory(group, problems);
  const read = { ...group, inputs: files.map(({ path }) => path) };
  try {
    const inventory = await deps.parse(ecosystem, read, files);
    return { ...inventory, problems: [...problems, ...inventory.problems] };
  } catch (fault) {
    // A thread that ends because the job does says nothing of the file.
    deps.signal.throwIfAborted();
    deps.reportFault(fault, group);
    const inventory = faultInventory(group, fault);
    return { ...inventory, problems: [...problems, ...inventory.problems] };
  }
}
