import { Link } from 'react-router';
import type { MergeRequestRowFragment } from '../../generated/merge-requests/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { PathText } from '../../ui/path-text.js';
import { SeverityCounts } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import classes from './board.module.css';
import { MergeRequestActions } from './merge-request-actions.js';
import { lifeSentences } from './merge-request-words.js';
import { PipelineMark } from './pipeline-mark.js';

const texts = mergeRequestTexts;

/** One merge request on the board: what it is for, how it stands in GitLab, and what can be done with it. */
export function MergeRequestCard({
  row,
  showsProject,
}: {
  readonly row: MergeRequestRowFragment;
  readonly showsProject: boolean;
}) {
  const isOpen = row.state === 'OPENED' || row.state === 'LOCKED';
  const ended = row.mergedAt ?? row.closedAt ?? null;
  return (
    <li className={classes.card}>
      <Link to={addressOf.plan(row.remediationPlan.id)} className={classes.main} data-row>
        {row.remediationPlan.title}
      </Link>
      <div className={classes.links}>
        {showsProject && (
          <Link to={addressOf.project(row.project.id)}>
            <PathText path={row.project.path} />
          </Link>
        )}
        <OutsideLink href={row.webUrl}>!{row.iid}</OutsideLink>
      </div>
      <SeverityCounts tally={row.remediationPlan.fixedCounts} none={texts.fixesNone} />
      {isOpen && (
        <>
          <PipelineMark row={row} isNamed />
          {row.hasConflicts ? (
            <StateMark tone="bad">{texts.conflict}</StateMark>
          ) : (
            <span className="small">{row.statusText}</span>
          )}
          {lifeSentences(row).map((sentence) => (
            <span key={sentence} className="quiet small">
              {sentence}
            </span>
          ))}
        </>
      )}
      {row.isEdited && (
        <span className="quiet small">
          {texts.editedSince} <When at={row.editedAt} />
        </span>
      )}
      <span className="quiet small">
        {ended === null ? texts.opened : texts.states[row.state]} <When at={ended ?? row.createdAt} />
      </span>
      {isOpen && (
        <span className="quiet small">
          {texts.looked} <When at={row.checkedAt} />
          {row.nextLookAt !== null && row.nextLookAt !== undefined && (
            <>
              , {texts.nextLook} <When at={row.nextLookAt} />
            </>
          )}
        </span>
      )}
      <MergeRequestActions row={row} />
    </li>
  );
}
