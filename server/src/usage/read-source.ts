import type { GitSnapshot } from '../gitlab/gitlab.js';
import { type IntegrationDeps, withIntegration } from '../integrations/with-integration.js';
import { contentOf } from '../inventory/file-content.js';
import type { SourceReader } from '../plans/make-plan.js';
import type { Project } from '../projects/project.js';
import { chooseSource, findUsage, type ImportIndex, indexImports, SOURCE_LIMITS } from './find-usage.js';

/** Which commit of which project is looked at, and what ends the work. */
export interface SourceOfProject {
  readonly project: Pick<Project, 'id' | 'integrationId' | 'gitUrl'>;
  readonly branch: string;
  readonly commit: string;
  readonly signal: AbortSignal;
}

/**
 * Where a project's own files import packages, at the analysed commit: one bounded fetch of its source, kept for the
 * commit. Where the source cannot be read, or the branch has moved on, nothing is known and nothing fails.
 */
export function createSourceReader(deps: IntegrationDeps, source: SourceOfProject): SourceReader {
  return {
    async usage(packages) {
      if (packages.length === 0) return new Map();
      const { inTransaction } = deps;
      const { project, commit } = source;
      const stored = await inTransaction((stores) => stores.importIndexes.find(project.id, commit));
      const index = stored ?? (await readIndex(deps, source).catch(() => null));
      source.signal.throwIfAborted();
      if (index === null) return new Map();
      if (stored === null)
        await inTransaction((stores) => stores.importIndexes.save(project.id, commit, index));
      return findUsage(index, packages);
    },
  };
}

async function readIndex(deps: IntegrationDeps, source: SourceOfProject): Promise<ImportIndex | null> {
  const { project, branch, commit, signal } = source;
  let index: ImportIndex | null = null;
  await withIntegration(deps, { integrationId: project.integrationId, signal }, async ({ git }) => {
    const snapshot = await git.openBranch(project.gitUrl, branch);
    try {
      if (snapshot.commit === commit) index = await indexSnapshot(snapshot);
    } finally {
      await snapshot.close();
    }
    return { kind: 'done', result: null };
  });
  return index;
}

async function indexSnapshot(snapshot: GitSnapshot): Promise<ImportIndex> {
  const blobs = new Map(snapshot.files.map(({ path, blob }) => [path, blob]));
  const chosen = chooseSource([...blobs.keys()]);
  const wanted = new Set(chosen.paths.flatMap((path) => blobs.get(path) ?? []));
  const contents = await snapshot.readBlobs([...wanted], { maxBytes: SOURCE_LIMITS.bytesEach });
  let isComplete = chosen.isComplete;
  const texts: (readonly [string, string])[] = [];
  for (const path of chosen.paths) {
    const answer = contents.get(blobs.get(path) ?? '');
    const content = answer?.kind === 'content' ? contentOf(answer.bytes) : null;
    if (content?.kind === 'text') texts.push([path, content.text]);
    else if (content === null) isComplete = false;
  }
  return indexImports(texts, isComplete);
}
