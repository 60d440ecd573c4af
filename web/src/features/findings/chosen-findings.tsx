import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FindingRowFragment } from '../../generated/findings/graphql.js';
import { countOf } from '../../lib/text.js';
import { announce } from '../../ui/announce.js';
import { ChosenBar } from '../../ui/chosen-bar.js';
import { Failure } from '../../ui/page-states.js';
import { DismissDialog } from './dismiss-dialog.js';
import { findingActions } from './dismissal-words.js';
import { useReopenFindings } from './reopen-findings.js';

const NONE: readonly string[] = [];

/** What can be done with the chosen findings: those that are open are dismissed, those that are dismissed opened again. */
export function ChosenFindings({
  findings,
  clear,
}: {
  readonly findings: readonly FindingRowFragment[];
  readonly clear: () => void;
}) {
  const [asked, setAsked] = useState<readonly string[]>(NONE);
  const reopen = useReopenFindings();
  const open = idsOf(findings.filter((finding) => findingActions(finding).canDismiss));
  const dismissed = idsOf(findings.filter((finding) => findingActions(finding).canReopen));

  async function reopenAll() {
    const outcome = await reopen.run({ input: { ids: [...dismissed] } });
    if (outcome.kind !== 'done') return;
    announce(`${countOf(dismissed.length, 'finding')} opened again.`);
    clear();
  }

  return (
    <>
      <ChosenBar count={findings.length} noun={['finding', 'findings']} clear={clear}>
        {open.length > 0 && (
          <Button size="xs" onClick={() => setAsked(open)}>
            Dismiss {countOf(open.length, 'finding')}
          </Button>
        )}
        {dismissed.length > 0 && (
          <Button variant="default" size="xs" loading={reopen.isBusy} onClick={() => void reopenAll()}>
            Open {countOf(dismissed.length, 'finding')} again
          </Button>
        )}
      </ChosenBar>
      {reopen.problem !== null && findings.length > 0 && <Failure problem={reopen.problem} />}
      <DismissDialog
        ids={asked}
        onClose={() => setAsked(NONE)}
        onDone={() => {
          setAsked(NONE);
          clear();
        }}
      />
    </>
  );
}

function idsOf(findings: readonly { readonly id: string }[]): readonly string[] {
  return findings.map(({ id }) => id);
}
