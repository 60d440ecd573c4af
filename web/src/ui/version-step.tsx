import { markTexts } from '../texts/marks.js';

/** The kinds of step from one version to another. */
export type VersionStep = 'MAJOR' | 'MINOR' | 'PATCH' | 'PRERELEASE' | 'NONE';

/** A step in a word; major ones weigh more. */
export function VersionStepWord({ step }: { readonly step: VersionStep }) {
  return step === 'MAJOR' ? <strong>{markTexts.step[step]}</strong> : <span>{markTexts.step[step]}</span>;
}
