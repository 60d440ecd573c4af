import { addressOf } from '../../lib/addresses.js';

/** Where the numbers of a project are listed: each with the filter that counts the same. */
export function placesOf(id: string) {
  const base = addressOf.project(id);
  return {
    findings: `${base}/findings?state=OPEN&state=IN_PROGRESS`,
    overdue: `${base}/findings?state=OPEN&state=IN_PROGRESS&sla=OVERDUE`,
    plans: `${base}/plans`,
    proposedPlans: `${base}/plans?state=PROPOSED`,
    mergeRequests: `${base}/merge-requests`,
    openMergeRequests: `${base}/merge-requests?state=OPENED&state=LOCKED`,
    dependencies: `${base}/dependencies`,
    outdated: `${base}/outdated`,
    manifests: `${base}/manifests`,
    manifestProblems: `${base}/manifests?show=problems`,
    jobs: `/jobs?projectId=${encodeURIComponent(id)}`,
    policy: addressOf.projectPolicy(id),
  } as const;
}
