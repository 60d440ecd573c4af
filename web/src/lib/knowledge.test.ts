import { knowledgeOfManifest, knowledgeOfProject } from './knowledge.js';

const read = {
  state: 'READY' as const,
  analysisState: 'DONE' as const,
  problemCount: 0,
  lastAnalysis: { manifestCount: 3, lockedManifestCount: 3 },
};

test.each([
  [read, 'whole', ''],
  [{ ...read, state: 'READ_ONLY' as const }, 'whole', ''],
  [{ ...read, analysisState: 'RUNNING' as const }, 'whole', ''],
  [{ ...read, lastAnalysis: { manifestCount: 0, lockedManifestCount: 0 } }, 'whole', ''],
  [{ ...read, state: 'UNAVAILABLE' as const }, 'unknown', 'the project cannot be read'],
  [{ ...read, analysisState: 'FAILED' as const }, 'unknown', 'the last analysis failed'],
  [{ ...read, analysisState: 'NEVER' as const, lastAnalysis: null }, 'unknown', 'not analysed yet'],
  [{ ...read, analysisState: 'RUNNING' as const, lastAnalysis: null }, 'unknown', 'it is being analysed'],
  [
    { ...read, lastAnalysis: { manifestCount: 2, lockedManifestCount: 0 } },
    'unknown',
    'no manifest locks its versions',
  ],
  [{ ...read, problemCount: 2 }, 'unknown', '2 problems in the manifests'],
  [
    { ...read, lastAnalysis: { manifestCount: 3, lockedManifestCount: 2 } },
    'locked',
    '1 of 3 manifests locks no versions',
  ],
])('of a project %j is known: %s, %s', (project, kind, why) => {
  expect(knowledgeOfProject(project)).toEqual(kind === 'whole' ? { kind } : { kind, why });
});

test('a manifest is only known when its versions are locked and all of it was read', () => {
  expect(knowledgeOfManifest({ isLocked: true, problems: [] }).kind).toBe('whole');
  expect(knowledgeOfManifest({ isLocked: false, problems: [] }).kind).toBe('unknown');
  expect(knowledgeOfManifest({ isLocked: true, problems: [{}] }).kind).toBe('unknown');
});
