import { isBlockMap, readBlockYaml } from '../../formats/block-yaml.js';
import { quote } from '../../formats/problem-list.js';
import { readYamlText } from '../../formats/yaml-text.js';
import { folderBelow } from './groups.js';
import type { LockInput, LockReading } from './lock-reader.js';
import type { Manifest } from './manifest.js';
import { type PnpmDocument, readPnpmDocuments } from './pnpm-document.js';
import { buildPnpmPackages, type LockedDocument, type MissingPackage } from './pnpm-graph.js';
import { readPnpmCatalogs, readPnpmImporters } from './pnpm-importers.js';
import { readPnpmPackages } from './pnpm-packages.js';

const MAX_NAMED = 5;
/** What stands beside a pnpm-lock.yaml and holds catalogs; which folders belong to it the lock says itself. */
const WORKSPACE_FILE = 'pnpm-workspace.yaml';

/**
 * Reads a pnpm-lock.yaml of pnpm 3 and later (https://pnpm.io/lockfile): the project, its workspaces, and of every
 * package one copy for each choice of its peers. pnpm itself and its configuration count as there for development.
 */
export function readPnpmLock(input: LockInput): LockReading {
  const { path, text, problems } = input;
  const documents = readPnpmDocuments(path, readBlockYaml(path, text, problems), problems);
  const workspace = readWorkspaceFile(input);
  const project = documents.at(-1);
  if (project === undefined) {
    const isExplained = problems.list().some((problem) => problem.path === path);
    if (!isExplained) problems.add('NOT_YAML', path, () => 1, 'The file holds no lock and was not read.');
    return { format: 'pnpm-lock.yaml', isLocked: true, packages: [], folders: null };
  }
  const catalogs = readPnpmCatalogs(documents, workspace);
  const locked = documents.map((document) => ({
    document,
    importers: readPnpmImporters(document, catalogs),
    packages: readPnpmPackages(document),
  }));
  const manifests = new Map(
    input.manifests.map((manifest) => [folderBelow(input.folder, manifest.path), manifest]),
  );
  const { packages, missing } = buildPnpmPackages(locked, manifests);
  reportMissing(missing, input);
  const asked = namesByFolder(locked);
  for (const [folder, manifest] of manifests)
    reportUnlocked(project, { manifest, names: asked.get(folder) }, input);
  const format = `pnpm-lock.yaml ${project.version}`.trimEnd();
  return { format, isLocked: true, packages, folders: new Set(asked.keys()) };
}

/** The values of the file beside the lock; null where there is none. */
function readWorkspaceFile({ folder, files, problems }: LockInput): unknown {
  const path = folder === '' ? WORKSPACE_FILE : `${folder}/${WORKSPACE_FILE}`;
  const text = files.get(path);
  return text === undefined ? null : readYamlText(path, text, problems).value;
}

function namesByFolder(locked: readonly LockedDocument[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { folder, asks } of locked.flatMap(({ importers }) => importers)) {
    const known = names.get(folder) ?? new Set();
    for (const ask of asks) known.add(ask.name);
    names.set(folder, known);
  }
  return names;
}

/** References that lead nowhere: what they stand for would be missing in silence. */
function reportMissing(missing: readonly MissingPackage[], { path, problems }: LockInput): void {
  const [first] = missing;
  if (first === undefined) return;
  const named = listed(missing.map(({ ask }) => `${ask.name}@${ask.reference}`));
  const message = `The lock refers to ${named} but does not hold it; no version of it is known.`;
  problems.add(
    'NOT_RESOLVED',
    path,
    () => first.document.lineOf(...first.ask.at, first.ask.section, first.ask.name),
    message,
  );
}

/** What a manifest declares and the lock does not know: the lock is older, or a part of it is gone. */
function reportUnlocked(
  project: PnpmDocument,
  of: { readonly manifest: Manifest; readonly names: ReadonlySet<string> | undefined },
  { problems }: LockInput,
): void {
  const { content } = project;
  // A hook of the project's can take dependencies away, and settings can leave links out.
  if (of.names === undefined || content.has('pnpmfileChecksum')) return;
  const overrides = content.get('overrides');
  const isRemoved = (name: string): boolean => isBlockMap(overrides) && overrides.get(name) === '-';
  const unlocked = of.manifest.asks.filter(
    ({ name, range, kind }) =>
      (kind === 'RUNTIME' || kind === 'DEVELOPMENT') &&
      of.names?.has(name) !== true &&
      !isRemoved(name) &&
      !/^(?:workspace|link|file):/.test(range),
  );
  if (unlocked.length === 0) return;
  const named = listed(unlocked.map(({ name, range }) => `${name}@${range}`));
  const message = `The lock does not hold ${named}, which this package asks for; no version of it is known.`;
  problems.add('NOT_RESOLVED', of.manifest.path, () => null, message);
}

function listed(names: readonly string[]): string {
  const rest = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return `${names.slice(0, MAX_NAMED).map(quote).join(', ')}${rest}`;
}
