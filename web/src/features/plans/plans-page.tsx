import { useParams } from 'react-router';
import { planTexts } from '../../texts/plans.js';
import { Page } from '../../ui/page.js';
import { PlansList } from './plans-list.js';

/** All plans over all projects. */
export function PlansPage() {
  return (
    <Page title={planTexts.title}>
      <PlansList projectId={null} />
    </Page>
  );
}

/** One project's plans, as a tab of its page. */
export function ProjectPlans() {
  const { projectId } = useParams();
  return <PlansList projectId={projectId ?? ''} />;
}
