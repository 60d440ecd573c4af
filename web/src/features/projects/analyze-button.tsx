import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/projects/gql.js';
import type { AnalyzeButtonFragment } from '../../generated/projects/graphql.js';
import { projectTexts } from '../../texts/projects.js';
import { MayButton } from '../../ui/may-button.js';
import { Failure } from '../../ui/page-states.js';
import { useAnalyzeProject } from './analyze-project.js';

graphql(/* GraphQL */ `
  fragment AnalyzeButton on Project {
    id
    analysisState
  }
`);

const texts = projectTexts.page;

/** Reads the project again now, also when nothing has moved. */
export function AnalyzeButton({
  project,
  onQueued,
}: {
  readonly project: AnalyzeButtonFragment;
  readonly onQueued: () => void;
}) {
  const analyze = useAnalyzeProject();
  const right = useMay('PLAN');
  const isAtWork = project.analysisState === 'QUEUED' || project.analysisState === 'RUNNING';
  async function run() {
    const outcome = await analyze.run({ input: { id: project.id, force: true } });
    if (outcome.kind === 'done') onQueued();
  }
  return (
    <div className="stack">
      <MayButton
        permission={right}
        variant="default"
        loading={analyze.isBusy}
        disabled={isAtWork}
        onClick={() => void run()}
      >
        {isAtWork ? texts.analyzing : texts.analyze}
      </MayButton>
      {analyze.problem !== null && <Failure problem={analyze.problem} />}
    </div>
  );
}
