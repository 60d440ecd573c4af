import type { MergeRequestRowFragment } from '../../generated/merge-requests/graphql.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { pipelineWords } from './merge-request-words.js';

/** The pipeline in shape and word, and the way to it in GitLab. Named where no heading says what it is. */
export function PipelineMark({
  row: { pipelineStatus, pipelineUrl },
  isNamed = false,
}: {
  readonly row: Pick<MergeRequestRowFragment, 'pipelineStatus' | 'pipelineUrl'>;
  readonly isNamed?: boolean;
}) {
  if (pipelineStatus === null || pipelineStatus === undefined)
    return (
      <span className="quiet small">{isNamed ? mergeRequestTexts.noPipeline : mergeRequestTexts.none}</span>
    );
  const { tone, label } = pipelineWords(pipelineStatus);
  const mark = <StateMark tone={tone}>{isNamed ? mergeRequestTexts.pipeline(label) : label}</StateMark>;
  if (pipelineUrl === null || pipelineUrl === undefined) return mark;
  return <OutsideLink href={pipelineUrl}>{mark}</OutsideLink>;
}
