import { countOf, formatCount } from './text.js';

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
  if (last.manifestCount > 0 && last.lockedManifestCount === 0)
    return unknown('no manifest locks its versions');
  if (problemCount > 0) return unknown(`${countOf(problemCount, 'problem')} in the manifests`);
  const openCount = last.manifestCount - last.lockedManifestCount;
  if (openCount <= 0) return WHOLE;
  return {
    kind: 'locked',
    why: `${formatCount(openCount)} of ${countOf(last.manifestCount, 'manifest')} ${openCount === 1 ? 'locks' : 'lock'} no versions`,
  };
}

/** Why nothing is known of a project as it is now; null when it was read. */
export function whyUnread(project: ProjectReading): string | null {
  if (project.state === 'UNAVAILABLE') return 'the project cannot be read';
  if (project.analysisState === 'FAILED') return 'the last analysis failed';
  if (project.lastAnalysis !== null && project.lastAnalysis !== undefined) return null;
  return project.analysisState === 'RUNNING' ? 'it is being analysed' : 'not analysed yet';
}

/** How much is known about one manifest's findings. */
export function knowledgeOfManifest(manifest: {
  readonly isLocked: boolean;
  readonly problems: readonly unknown[];
}): Knowledge {
  if (manifest.problems.length > 0) return unknown('it could not be read whole');
  return manifest.isLocked ? WHOLE : unknown('it locks no versions');
}

function unknown(why: string): Knowledge {
  return { kind: 'unknown', why };
}
