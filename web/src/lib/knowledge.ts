import { libTexts } from '../texts/lib.js';

const texts = libTexts.knowledge;

/** What tells how much of a project was read. */
export interface ProjectReading {
  readonly state: 'READY' | 'READ_ONLY' | 'UNAVAILABLE';
  readonly analysisState: 'NEVER' | 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED';
  readonly problemCount: number;
  readonly lastAnalysis?: { readonly manifestCount: number; readonly lockedManifestCount: number } | null;
}

/** How far "no findings" may be believed: wholly, for what is locked, or not at all and why. */
export type Knowledge =
  | { readonly kind: 'whole' }
  | { readonly kind: 'locked'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

const WHOLE: Knowledge = { kind: 'whole' };

/** How much is known about a project's findings; the first thing that is in the way is the reason. */
export function knowledgeOfProject(project: ProjectReading): Knowledge {
  const { lastAnalysis: last, problemCount } = project;
  const unread = whyUnread(project);
  if (unread !== null) return unknown(unread);
  if (last === null || last === undefined) return WHOLE;
  if (last.manifestCount > 0 && last.lockedManifestCount === 0) return unknown(texts.noLock);
  if (problemCount > 0) return unknown(texts.problems(problemCount));
  const openCount = last.manifestCount - last.lockedManifestCount;
  if (openCount <= 0) return WHOLE;
  return {
    kind: 'locked',
    why: texts.someLock(openCount, last.manifestCount),
  };
}

/** Why nothing is known of a project as it is now; null when it was read. */
export function whyUnread(project: ProjectReading): string | null {
  if (project.state === 'UNAVAILABLE') return texts.unavailable;
  if (project.analysisState === 'FAILED') return texts.failed;
  if (project.lastAnalysis !== null && project.lastAnalysis !== undefined) return null;
  return project.analysisState === 'RUNNING' ? texts.running : texts.never;
}

/** How much is known about one manifest's findings. */
export function knowledgeOfManifest(manifest: {
  readonly isLocked: boolean;
  readonly problems: readonly unknown[];
}): Knowledge {
  if (manifest.problems.length > 0) return unknown(texts.notWhole);
  return manifest.isLocked ? WHOLE : unknown(texts.locksNone);
}

function unknown(why: string): Knowledge {
  return { kind: 'unknown', why };
}
