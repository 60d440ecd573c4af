/** Where a thing has its page. Ids are opaque and may hold any character. */
export const addressOf = {
  project: (id: string) => `/projects/${encodeURIComponent(id)}`,
  finding: (id: string) => `/findings/${encodeURIComponent(id)}`,
  eventEndpoint: (id: string) => `/settings/events/${encodeURIComponent(id)}`,
  plan: (id: string) => `/plans/${encodeURIComponent(id)}`,
  advisory: (advisoryId: string) => `/advisories/${encodeURIComponent(advisoryId)}`,
  integration: (id: string) => `/integrations/${encodeURIComponent(id)}`,
  campaign: (id: string) => `/campaigns/${encodeURIComponent(id)}`,
  advisoryCampaign: (advisoryId: string) => `/campaigns/advisory/${encodeURIComponent(advisoryId)}`,
  packageCampaign: (ecosystem: string, name: string) =>
    `/campaigns/package/${encodeURIComponent(ecosystem)}/${encodeURIComponent(name)}`,
  policies: '/policies',
  integrationPolicy: (id: string) => `/policies/integration/${encodeURIComponent(id)}`,
  groupPolicy: (integrationId: string, groupPath: string) =>
    `/policies/group/${encodeURIComponent(integrationId)}/${encodeURIComponent(groupPath)}`,
  projectPolicy: (id: string) => `/projects/${encodeURIComponent(id)}/policy`,
  job: (id: string) => `/jobs?job=${encodeURIComponent(id)}`,
  projectMergeRequests: (id: string) => `/projects/${encodeURIComponent(id)}/merge-requests`,
  connectGitLab: '/integrations/gitlab/connect',
} as const;

/** The page that a job is about; null where it has none. */
export function addressOfSubject(subject: {
  readonly __typename?: string;
  readonly id: string;
}): string | null {
  if (subject.__typename === 'Project') return addressOf.project(subject.id);
  if (subject.__typename === 'RemediationPlan') return addressOf.plan(subject.id);
  if (subject.__typename === 'Integration') return addressOf.integration(subject.id);
  return null;
}
