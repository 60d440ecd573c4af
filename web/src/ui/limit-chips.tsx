import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Limit } from '../lib/limits.js';
import { accountTexts } from '../texts/accounts.js';
import classes from './limit-chips.module.css';
import { Notice } from './page-states.js';
import { PathText } from './path-text.js';

const texts = accountTexts.limits;

/** As many stand in a list before the rest is folded. */
const SHOWN = 3;

/** What somebody sees: everything, or these integrations and groups; more than three are folded. */
export function LimitChips({ limits }: { readonly limits: readonly Limit[] | null }) {
  if (limits === null) return <span className="quiet">{texts.everything}</span>;
  if (limits.length === 0) return <span>{texts.nothing}</span>;
  const folded = limits.slice(SHOWN);
  return (
    <div>
      <ChipList limits={limits.slice(0, SHOWN)} label={texts.label} />
      {folded.length > 0 && (
        <details className={classes.more}>
          <summary>{texts.more(folded.length)}</summary>
          <ChipList limits={folded} label={texts.more(folded.length)} />
        </details>
      )}
    </div>
  );
}

/** Limits that can be taken away one by one. */
export function RemovableChips({
  limits,
  onRemove,
}: {
  readonly limits: readonly Limit[];
  readonly onRemove: (index: number) => void;
}) {
  return (
    <ChipList
      limits={limits}
      label={texts.label}
      action={(limit, index) => (
        <button
          type="button"
          className={classes.remove}
          aria-label={texts.remove(limitWords(limit))}
          onClick={() => onRemove(index)}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    />
  );
}

/** Says to who is limited that there may be more than they see. */
export function LimitedNotice({ limits }: { readonly limits: readonly Limit[] }) {
  return (
    <Notice tone="quiet" title={texts.ownNotice}>
      <LimitChips limits={limits} />
    </Notice>
  );
}

function ChipList({
  limits,
  label,
  action,
}: {
  readonly limits: readonly Limit[];
  readonly label: string;
  readonly action?: (limit: Limit, index: number) => ReactNode;
}) {
  return (
    <ul className={`plain-list ${classes.chips}`} aria-label={label}>
      {limits.map((limit, index) => (
        <li key={`${limit.integrationId} ${limit.groupPath ?? ''}`} className={classes.chip}>
          <span className={classes.words}>
            {limit.groupPath === null ? (
              texts.whole(limit.integrationName)
            ) : (
              <>
                <PathText path={limit.groupPath} />{' '}
                <span className="quiet">{texts.of(limit.integrationName)}</span>
              </>
            )}
          </span>
          {action?.(limit, index)}
        </li>
      ))}
    </ul>
  );
}

function limitWords({ groupPath, integrationName }: Limit): string {
  return groupPath === null ? texts.whole(integrationName) : `${groupPath} ${texts.of(integrationName)}`;
}
