import { Button, Progress } from '@mantine/core';
import { Link } from 'react-router';
import { useMayWhole } from '../../apollo/use-may.js';
import { overviewTexts } from '../../texts/overview.js';
import { StateMark, type Tone } from '../../ui/mark.js';
import { MayButton } from '../../ui/may-button.js';
import { Section } from '../../ui/page.js';
import { Failure } from '../../ui/page-states.js';
import type { FirstStep } from './first-steps.js';
import classes from './step-list.module.css';
import { useSyncAdvisories } from './sync-advisories.js';

const texts = overviewTexts.steps;

const TONES: Readonly<Record<FirstStep['state'], Tone>> = { done: 'good', now: 'busy', later: 'off' };

/** The way from nothing to the first merge request, where one is on it, and what to do there. */
export function StepList({ steps }: { readonly steps: readonly FirstStep[] }) {
  const done = steps.filter(({ state }) => state === 'done').length;
  return (
    <Section title={texts.title} note={texts.note(done, steps.length)}>
      <ol className={`plain-list ${classes.list}`} aria-live="polite">
        {steps.map((step) => (
          <li
            key={step.key}
            className={classes.step}
            data-state={step.state}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <div className={classes.title}>
              <StateMark tone={TONES[step.state]}>
                {step.title}
                <span className="visually-hidden">: {texts[step.state]}</span>
              </StateMark>
            </div>
            <div className={classes.text}>
              <p className={step.state === 'now' ? undefined : 'quiet'}>{step.note}</p>
              {step.progress !== null && step.progress.total > 0 && (
                <Progress
                  value={(step.progress.done / step.progress.total) * 100}
                  size={4}
                  aria-label={texts.analysed.bar}
                  transitionDuration={100}
                />
              )}
              {step.state === 'now' && <Doing step={step} />}
            </div>
            {step.state === 'done' && step.link !== null && (
              <Link to={step.link.to} className={classes.link}>
                {step.link.words}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The button of the step that one is at. */
function Doing({ step }: { readonly step: FirstStep }) {
  if (step.key === 'advisories') return <SyncAdvisories step={step} />;
  if (step.link === null) return null;
  const isYours = step.key === 'connect' || step.key === 'approve';
  return (
    <div>
      {isYours ? (
        <Button component={Link} to={step.link.to} size="xs">
          {step.link.words}
        </Button>
      ) : (
        <Link to={step.link.to} className={classes.link}>
          {step.link.words}
        </Link>
      )}
    </div>
  );
}

function SyncAdvisories({ step }: { readonly step: FirstStep }) {
  const sync = useSyncAdvisories();
  const permission = useMayWhole('PLAN', null);
  return (
    <>
      <div className="row">
        <MayButton
          permission={permission}
          size="xs"
          loading={sync.isBusy}
          disabled={sync.isStarted}
          onClick={sync.start}
        >
          {texts.advisories.act}
        </MayButton>
        {step.link !== null && (
          <Link to={step.link.to} className={classes.link}>
            {step.link.words}
          </Link>
        )}
      </div>
      <p role="status" className="quiet small">
        {sync.isStarted ? texts.advisories.busy : ''}
      </p>
      {sync.problem !== null && <Failure problem={sync.problem} />}
    </>
  );
}
