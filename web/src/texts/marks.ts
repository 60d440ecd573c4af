import { inLanguage } from './language.js';

/** The words of states, kinds and levels that stand beside a mark on several pages. */
export const markTexts = inLanguage({
  en: {
    finding: {
      OPEN: 'Open',
      IN_PROGRESS: 'In progress',
      FIXED: 'Fixed',
      DISMISSED: 'Dismissed',
    },
    plan: {
      PROPOSED: 'To review',
      APPROVED: 'Approved',
      OPENING: 'Being opened',
      OPEN: 'Merge request open',
      MERGED: 'Merged',
      CLOSED: 'Closed',
      REJECTED: 'Rejected',
      SUPERSEDED: 'Superseded',
      FAILED: 'Failed',
    },
    kind: {
      SAFE: {
        label: 'Safe',
        meaning:
          'Should break nothing: every version stays inside the ranges that ask for it, or a direct dependency moves by a patch or minor step.',
      },
      BREAKING: {
        label: 'Breaking',
        meaning:
          'One upgrade that may break something, in a plan of its own, so that it can be tested and merged alone.',
      },
      FORCED: {
        label: 'Forced',
        meaning:
          'A package is held at a version that the packages using it do not ask for. The files get a rule that says so; test what uses it.',
      },
      UPDATE: {
        label: 'Update',
        meaning: 'Brings outdated packages forward, as the policy asks. It closes no finding.',
      },
    },
    job: {
      QUEUED: 'Waiting',
      RUNNING: 'Running',
      SUCCEEDED: 'Done',
      FAILED: 'Failed',
      CANCELLED: 'Cancelled',
    },
    step: { MAJOR: 'Major', MINOR: 'Minor', PATCH: 'Patch', PRERELEASE: 'Prerelease', NONE: 'None' },
    risk: {
      LOW: 'Low risk',
      MEDIUM: 'Medium risk',
      HIGH: 'High risk',
      meaning: 'How likely it breaks something in the project. It says nothing about the vulnerability.',
      unknown: 'Risk not weighed',
      unknownWhy: 'This plan was made before Backline weighed risks.',
      reasons: 'Reasons of the risk',
    },
  },
});
