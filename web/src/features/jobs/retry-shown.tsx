import { useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import { jobTexts as texts } from '../../texts/jobs.js';
import { announce } from '../../ui/announce.js';
import { MayButton } from '../../ui/may-button.js';
import { Notice } from '../../ui/page-states.js';
import { useRetryJob } from './job-control.js';

interface Failed {
  readonly id: string;
  readonly title: string;
}

/** Queues all failed jobs of this page again, with those that could not be and why. Not there without any. */
export function RetryShown({ jobs }: { readonly jobs: readonly Failed[] }) {
  const retry = useRetryJob();
  const right = useMay('PLAN');
  const [doneCount, setDoneCount] = useState<number | null>(null);
  const [refusals, setRefusals] = useState<readonly (Failed & { readonly message: string })[]>([]);
  async function run() {
    const refused: (Failed & { readonly message: string })[] = [];
    for (const [index, job] of jobs.entries()) {
      setDoneCount(index);
      const outcome = await retry.run({ input: { id: job.id } });
      if (outcome.kind === 'refused') refused.push({ ...job, message: outcome.problem.message });
    }
    setDoneCount(null);
    setRefusals(refused);
    if (jobs.length > refused.length) announce(texts.retriedAll(jobs.length - refused.length));
  }
  if (jobs.length === 0 && refusals.length === 0) return null;
  return (
    <div className="stack-tight">
      {jobs.length > 0 && (
        <div className="row">
          <MayButton
            permission={right}
            variant="default"
            size="xs"
            loading={doneCount !== null}
            onClick={() => void run()}
          >
            {texts.retryAll(jobs.length)}
          </MayButton>
          {doneCount !== null && (
            <span role="status" className="quiet small">
              {texts.retryingAll(doneCount, jobs.length)}
            </span>
          )}
        </div>
      )}
      {refusals.length > 0 && (
        <Notice tone="warn" title={texts.notRetried(refusals.length)}>
          <ul className="plain-list">
            {refusals.map(({ id, title, message }) => (
              <li key={id}>
                {title}: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
