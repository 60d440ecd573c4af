import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanProofFragment, ProofFindingFragment } from '../../generated/plans/graphql.js';
import { planPartTexts } from '../../texts/plan-parts.js';
import { type Tone, StateMark } from '../../ui/mark.js';
import { Section } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { FindingLines } from './finding-lines.js';
import classes from './plan-proof.module.css';
import { countFindings, findingsIn, proofSentence } from './plan-words.js';

graphql(/* GraphQL */ `
  fragment PlanProof on RemediationPlan {
    id
    proof {
      provedAt
      fixed {
        ...ProofFinding
      }
      remaining {
        ...ProofFinding
      }
      introduced {
        ...ProofFinding
      }
    }
  }

  fragment ProofFinding on PlanFinding {
    ecosystem
    name
    version
    manifestPath
    severity
    score
    advisories
    paths
  }
`);

const texts = planPartTexts.proof;

/** The edited files, parsed and matched again: what is fixed, what stays, what is new. */
export function PlanProof({ plan }: { readonly plan: PlanProofFragment }) {
  const { fixed, remaining, introduced, provedAt } = plan.proof;
  return (
    <Section
      title={texts.title}
      note={
        <>
          {texts.matched} <When at={provedAt} />.
        </>
      }
    >
      <p>
        {proofSentence({
          fixed: countFindings(fixed, remaining),
          remaining: countFindings(remaining),
          introduced: countFindings(introduced),
        })}
      </p>
      <div className={classes.groups}>
        <Group title={texts.fixed} tone="good" findings={fixed} left={remaining} isOpenAtFirst />
        <Group title={texts.remaining} tone="waiting" findings={remaining} isOpenAtFirst={false} />
        <Group
          title={texts.introduced}
          tone={introduced.length > 0 ? 'bad' : 'good'}
          findings={introduced}
          isOpenAtFirst
        />
      </div>
    </Section>
  );
}

interface GroupProps {
  readonly title: string;
  readonly tone: Tone;
  readonly findings: readonly ProofFindingFragment[];
  /** What stays, so that a finding in two versions is not called fixed. */
  readonly left?: readonly ProofFindingFragment[];
  readonly isOpenAtFirst: boolean;
}

const AT_FIRST = 8;

function Group({ title, tone, findings, left, isOpenAtFirst }: GroupProps) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? findings : findings.slice(0, AT_FIRST);
  const heading = (
    <StateMark tone={tone}>
      {texts.group(title, findings.length === 0 ? texts.none : findingsIn(findings, left))}
    </StateMark>
  );
  if (findings.length === 0) return <div className={classes.none}>{heading}</div>;
  return (
    <details open={isOpenAtFirst}>
      <summary className={classes.summary}>{heading}</summary>
      <div className={classes.content}>
        <FindingLines findings={shown} />
        {shown.length < findings.length && (
          <Button variant="default" size="xs" mt="sm" onClick={() => setShowsAll(true)}>
            {planPartTexts.showAll(findings.length)}
          </Button>
        )}
      </div>
    </details>
  );
}
