import { useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import { projectTexts } from '../../texts/projects.js';
import { announce } from '../../ui/announce.js';
import { ChosenBar } from '../../ui/chosen-bar.js';
import { MayButton } from '../../ui/may-button.js';
import { Notice } from '../../ui/page-states.js';
import { useAnalyzeProject } from './analyze-project.js';

const texts = projectTexts.chosen;

interface Chosen {
  readonly id: string;
  readonly path: string;
}

interface Refusal extends Chosen {
  readonly message: string;
}

/** What can be done with the chosen projects: analysing each again, with those that were refused and why. */
export function ChosenProjects({
  projects,
  clear,
}: {
  readonly projects: readonly Chosen[];
  readonly clear: () => void;
}) {
  const analyze = useAnalyzeProject();
  const right = useMay('PLAN');
  const [doneCount, setDoneCount] = useState<number | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  async function run() {
    const refused: Refusal[] = [];
    for (const [index, { id, path }] of projects.entries()) {
      setDoneCount(index);
      // One after the other: the server queues each at once, and what is refused has its own reason.
      const outcome = await analyze.run({ input: { id, force: true } });
      if (outcome.kind === 'refused') refused.push({ id, path, message: outcome.problem.message });
    }
    setDoneCount(null);
    setRefusals(refused);
    const queued = projects.length - refused.length;
    if (queued > 0) announce(texts.queued(queued));
    clear();
  }
  return (
    <>
      <ChosenBar count={projects.length} noun={projectTexts.noun} clear={clear}>
        <MayButton permission={right} size="xs" loading={doneCount !== null} onClick={() => void run()}>
          {texts.analyze}
        </MayButton>
        {right.reason !== null && <span className="quiet small">{right.reason}</span>}
        {doneCount !== null && (
          <span role="status" className="small">
            {texts.busy(doneCount, projects.length)}
          </span>
        )}
      </ChosenBar>
      {refusals.length > 0 && (
        <Notice tone="warn" title={texts.refused(refusals.length)}>
          <ul className="plain-list">
            {refusals.map(({ id, path, message }) => (
              <li key={id}>
                {path}: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
