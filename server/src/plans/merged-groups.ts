import { findingIdentity } from './plan-findings.js';
import type { PlanFinding, PlanView } from './plan.js';

const GROUP_ID = /^\d{1,18}$/;

/** The advisory groups that the keys of a stored draft name. */
export function groupsNamedIn({ proof, changes, unfixed }: PlanView): readonly string[] {
  const findings = [...Object.values(proof).flat(), ...unfixed.map(({ finding }) => finding)];
  const keys = [...findings.map(({ key }) => key), ...changes.flatMap((change) => change.findings)];
  return [...new Set(keys.map(groupOf))].filter((group) => GROUP_ID.test(group));
}

/**
 * A stored draft with the keys that its findings have since some advisory groups went up in others (`mergedInto`). What is
 * one vulnerability by now is named once.
 */
export function followMergedGroups<View extends PlanView>(
  view: View,
  mergedInto: ReadonlyMap<string, string>,
): View {
  if (!groupsNamedIn(view).some((group) => mergedInto.has(group))) return view;
  const keyNow = (key: string): string => {
    const into = mergedInto.get(groupOf(key));
    return into === undefined ? key : `${key.slice(0, key.lastIndexOf('|') + 1)}${into}`;
  };
  const findingNow = (finding: PlanFinding): PlanFinding => ({ ...finding, key: keyNow(finding.key) });
  const findingsNow = (findings: readonly PlanFinding[]): readonly PlanFinding[] => [
    ...new Map(findings.map(findingNow).map((finding) => [findingIdentity(finding), finding])).values(),
  ];
  const { fixed, remaining, introduced } = view.proof;
  return {
    ...view,
    proof: {
      fixed: findingsNow(fixed),
      remaining: findingsNow(remaining),
      introduced: findingsNow(introduced),
    },
    changes: view.changes.map((change) => ({
      ...change,
      findings: [...new Set(change.findings.map(keyNow))],
    })),
    unfixed: view.unfixed.map(({ finding, reason }) => ({ finding: findingNow(finding), reason })),
  };
}

function groupOf(key: string): string {
  return key.slice(key.lastIndexOf('|') + 1);
}
