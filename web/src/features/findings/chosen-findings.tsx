import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import type { FindingFilter, FindingOrderField } from '../../generated/findings/graphql.js';
import { findingTexts } from '../../texts/findings.js';
import { ChosenBar } from '../../ui/chosen-bar.js';
import { MayButton } from '../../ui/may-button.js';
import { Failure } from '../../ui/page-states.js';
import { type Chosen, decidable, type Decidable, MOST_CHOSEN } from './chosen.js';
import classes from './chosen-findings.module.css';
import { useChooseAll } from './choose-all.js';
import { DismissDialog } from './dismiss-dialog.js';
import { useReopenFindings } from './reopen-findings.js';

const texts = findingTexts.chosen;
const NONE: readonly string[] = [];
const NOTHING: Chosen = new Map();
const MOST_TOLD = 20;

interface ChosenFindingsProps {
  readonly chosen: Chosen;
  readonly change: (chosen: Chosen) => void;
  readonly totalCount: number;
  readonly filter: FindingFilter;
  readonly orderBy: FindingOrderField;
}

/** What was done, to be read and undone. */
interface Deed {
  readonly text: string;
  readonly undo: readonly string[];
}

/** What can be done with the chosen findings: those that are open are dismissed, those that are dismissed opened again; what was done can be undone. */
export function ChosenFindings({ chosen, change, totalCount, filter, orderBy }: ChosenFindingsProps) {
  const [asked, setAsked] = useState(NONE);
  const [deed, setDeed] = useState<Deed | null>(null);
  const reopen = useReopenFindings();
  const all = useChooseAll();
  const right = useMay('APPROVE');
  const { open, dismissed, left } = decidable(chosen.values());

  async function openAgain(ids: readonly string[]) {
    const outcome = await reopen.run({ input: { ids: [...ids] } });
    if (outcome.kind !== 'done') return;
    setDeed({ text: texts.reopened(ids.length), undo: NONE });
    change(NOTHING);
  }

  async function chooseAll() {
    const everything = await all.run({ filter, orderBy });
    if (everything !== null) change(everything);
  }

  return (
    <>
      {chosen.size === 0 && deed !== null && (
        <Done
          deed={deed}
          isBusy={reopen.isBusy}
          undo={() => void openAgain(deed.undo)}
          close={() => setDeed(null)}
        />
      )}
      <ChosenBar count={chosen.size} noun={findingTexts.noun} clear={() => change(NOTHING)}>
        {open.length > 0 && (
          <MayButton permission={right} size="xs" onClick={() => setAsked(open)}>
            {texts.dismiss(open.length)}
          </MayButton>
        )}
        {dismissed.length > 0 && (
          <MayButton
            permission={right}
            variant="default"
            size="xs"
            loading={reopen.isBusy}
            onClick={() => void openAgain(dismissed)}
          >
            {texts.reopen(dismissed.length)}
          </MayButton>
        )}
        {totalCount > chosen.size && chosen.size < MOST_CHOSEN && (
          <Button variant="subtle" size="xs" loading={all.isBusy} onClick={() => void chooseAll()}>
            {texts.chooseAll(Math.min(totalCount, MOST_CHOSEN), totalCount > MOST_CHOSEN)}
          </Button>
        )}
        {right.reason !== null && <span className="quiet small">{right.reason}</span>}
        <Left left={left} />
      </ChosenBar>
      {all.problem !== null && chosen.size > 0 && <Failure problem={all.problem} />}
      {reopen.problem !== null && <Failure problem={reopen.problem} />}
      <DismissDialog
        ids={asked}
        onClose={() => setAsked(NONE)}
        onDone={(until) => {
          setDeed({ text: texts.dismissed(asked.length, until), undo: asked });
          setAsked(NONE);
          change(NOTHING);
        }}
      />
    </>
  );
}

/** Says what was done where the choice stood, takes the focus that was there, and offers to undo it. */
function Done({
  deed,
  isBusy,
  undo,
  close,
}: {
  readonly deed: Deed;
  readonly isBusy: boolean;
  readonly undo: () => void;
  readonly close: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The dialog gives the focus back to a button that is gone: after that.
    const timer = setTimeout(() => box.current?.focus({ preventScroll: true }), 150);
    return () => clearTimeout(timer);
  }, [deed]);
  return (
    <div ref={box} tabIndex={-1} className={classes.done}>
      <span role="status">{deed.text}</span>
      {deed.undo.length > 0 && (
        <Button variant="default" size="xs" loading={isBusy} onClick={undo}>
          {texts.undo}
        </Button>
      )}
      <Button variant="subtle" size="xs" onClick={close}>
        {texts.close}
      </Button>
    </div>
  );
}

/** Of the chosen ones those that cannot be changed, each with why. */
function Left({ left }: Pick<Decidable, 'left'>) {
  if (left.length === 0) return null;
  return (
    <details>
      <summary className={classes.summary}>{texts.left(left.length)}</summary>
      <ul className="plain-list small">
        {left.slice(0, MOST_TOLD).map(({ id, why }) => (
          <li key={id}>{why}</li>
        ))}
        {left.length > MOST_TOLD && <li>{texts.more(left.length - MOST_TOLD)}</li>}
      </ul>
    </details>
  );
}
