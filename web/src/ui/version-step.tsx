/** The kinds of step from one version to another. */
export type VersionStep = 'MAJOR' | 'MINOR' | 'PATCH' | 'PRERELEASE' | 'NONE';

const WORDS: Readonly<Record<VersionStep, string>> = {
  MAJOR: 'Major',
  MINOR: 'Minor',
  PATCH: 'Patch',
  PRERELEASE: 'Prerelease',
  NONE: 'None',
};

/** A step in a word; major ones weigh more. */
export function VersionStepWord({ step }: { readonly step: VersionStep }) {
  return step === 'MAJOR' ? <strong>{WORDS[step]}</strong> : <span>{WORDS[step]}</span>;
}
