import { graphql } from '../../generated/findings/gql.js';
import type { FindingChoiceFragment } from '../../generated/findings/graphql.js';
import { findingTexts } from '../../texts/findings.js';
import { findingActions } from './dismissal-words.js';

graphql(/* GraphQL */ `
  fragment FindingChoice on Finding {
    id
    packageName
    version
    state
    dismissal {
      reason
    }
    project {
      id
      path
    }
  }
`);

/** The chosen findings by their ids, also those of other pages of the list. */
export type Chosen = ReadonlyMap<string, FindingChoiceFragment>;

/** What the server changes at once. */
export const MOST_CHOSEN = 500;

/** The chosen ones after the table says which of its rows are: those of other pages stay as they are. */
export function withRows(
  chosen: Chosen,
  rows: readonly FindingChoiceFragment[],
  ids: ReadonlySet<string>,
): Chosen {
  const next = new Map(chosen);
  for (const row of rows) next.delete(row.id);
  for (const row of rows) if (ids.has(row.id) && next.size < MOST_CHOSEN) next.set(row.id, row);
  return next;
}

/** What can be done with the chosen ones, and why nothing with some. */
export interface Decidable {
  readonly open: readonly string[];
  readonly dismissed: readonly string[];
  readonly left: readonly { readonly id: string; readonly why: string }[];
}

/** Sorts the chosen ones by what can be done with them. */
export function decidable(chosen: Iterable<FindingChoiceFragment>): Decidable {
  const open: string[] = [];
  const dismissed: string[] = [];
  const left: { id: string; why: string }[] = [];
  for (const finding of chosen) {
    const { canDismiss, canReopen } = findingActions(finding);
    if (canDismiss) open.push(finding.id);
    else if (canReopen) dismissed.push(finding.id);
    else left.push({ id: finding.id, why: whyNot(finding) });
  }
  return { open, dismissed, left };
}

function whyNot({ packageName, version, project, state }: FindingChoiceFragment): string {
  const texts = findingTexts.chosen;
  const name = texts.named(`${packageName} ${version}`, project.path);
  return state === 'FIXED' ? texts.leftFixed(name) : texts.leftPolicy(name);
}
