import { messageError, parameterError } from './api-error.js';
import type { Repository } from './repository.js';
import { lastCommitOf, readAllFiles, type TreeEntry } from './repository-read.js';
import type { FileChange } from './repository-write.js';

const ACTIONS = ['create', 'update', 'delete', 'move', 'chmod'] as const;

/** One action of a commit call, checked. */
export interface CommitAction {
  readonly action: (typeof ACTIONS)[number];
  readonly path: string;
  readonly previousPath: string | null;
  readonly content: Uint8Array | null;
  readonly lastCommitId: string | null;
  readonly isExecutable: boolean | null;
}

/** Checks the `actions` parameter; 400 with `error` for the first that is wrong. */
export function parseActions(raw: unknown): readonly CommitAction[] {
  if (!Array.isArray(raw)) throw parameterError(400, 'actions is invalid');
  return raw.map((item: unknown, index) => parseAction(item, index));
}

function parseAction(item: unknown, index: number): CommitAction {
  const fields = new Map<string, unknown>(
    typeof item === 'object' && item !== null ? Object.entries(item) : [],
  );
  const name = (field: string) => `actions[${index}][${field}]`;
  const text = (field: string) => {
    const value = fields.get(field);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string') throw parameterError(400, `${name(field)} is invalid`);
    return value;
  };
  const action = ACTIONS.find((candidate) => candidate === text('action'));
  if (!action) throw parameterError(400, `${name('action')} does not have a valid value`);
  const path = text('file_path');
  if (path === null || path === '') throw parameterError(400, `${name('file_path')} is missing`);
  const previousPath = text('previous_path');
  for (const one of [path, previousPath ?? '.']) {
    if (isBadPath(one)) throw parameterError(400, `${name('file_path')} should be a valid file path`);
  }
  if (action === 'move' && previousPath === null)
    throw parameterError(400, `${name('previous_path')} is missing`);
  const content = text('content');
  const encoding = text('encoding') ?? 'text';
  if (encoding !== 'text' && encoding !== 'base64') {
    throw parameterError(400, `${name('encoding')} does not have a valid value`);
  }
  const mode = fields.get('execute_filemode');
  return {
    action,
    path,
    previousPath,
    content: content === null ? null : Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'),
    lastCommitId: text('last_commit_id'),
    isExecutable: mode === undefined || mode === null ? null : mode === true || mode === 'true',
  };
}

function isBadPath(path: string): boolean {
  if (path === '.') return false;
  return (
    path.startsWith('/') ||
    path.includes('\0') ||
    path.split('/').some((part) => part === '..' || part === '.git' || part === '')
  );
}

/** What the actions, applied in order to the parent's files, change; throws GitLab's 400 for the first that cannot be done. */
export async function applyActions(
  repository: Repository,
  parent: string | null,
  actions: readonly CommitAction[],
): Promise<ReadonlyMap<string, FileChange | null>> {
  const base = parent ? await readAllFiles(repository, parent) : new Map<string, TreeEntry>();
  const now = new Map<string, FileChange>();
  for (const [path, entry] of base) now.set(path, { mode: entry.mode, sha: entry.sha });
  for (const action of actions) {
    await refuseStale(repository, parent, action);
    applyAction(now, action);
  }
  const changes = new Map<string, FileChange | null>();
  for (const [path, change] of now) {
    const entry = base.get(path);
    const isSame = entry && 'sha' in change && change.sha === entry.sha && change.mode === entry.mode;
    if (!isSame) changes.set(path, change);
  }
  for (const path of base.keys()) if (!now.has(path)) changes.set(path, null);
  return changes;
}

async function refuseStale(
  repository: Repository,
  parent: string | null,
  action: CommitAction,
): Promise<void> {
  if (!action.lastCommitId || !parent || action.action === 'create') return;
  const path = action.previousPath ?? action.path;
  const given = await repository.resolve(action.lastCommitId);
  const before = given ? await lastCommitOf(repository, given, path) : null;
  if (before && before !== (await lastCommitOf(repository, parent, path))) {
    throw messageError(400, `The file has changed since you started editing it: ${path}`);
  }
}

function applyAction(files: Map<string, FileChange>, action: CommitAction): void {
  const source = action.action === 'move' ? (action.previousPath ?? '') : action.path;
  const existing = files.get(source);
  if (action.action === 'create' || (action.action === 'move' && source !== action.path)) {
    if (files.has(action.path)) throw messageError(400, 'A file with this name already exists');
    if (isFolder(files, action.path)) throw messageError(400, 'A directory with this name already exists');
  }
  if (action.action !== 'create' && !existing) throw messageError(400, "A file with this name doesn't exist");
  if (action.action === 'delete') {
    files.delete(action.path);
    return;
  }
  const oldMode = existing?.mode ?? '100644';
  const mode = action.isExecutable === null ? oldMode : action.isExecutable ? '100755' : '100644';
  const keeps = action.action === 'chmod' || (action.action === 'move' && action.content === null);
  if (action.action === 'move') files.delete(source);
  if (keeps && existing) files.set(action.path, { ...existing, mode });
  else files.set(action.path, { mode, content: action.content ?? new Uint8Array() });
}

function isFolder(files: ReadonlyMap<string, FileChange>, path: string): boolean {
  for (const other of files.keys()) if (other.startsWith(`${path}/`)) return true;
  return false;
}
