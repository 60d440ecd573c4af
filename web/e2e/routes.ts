/** The nouns that the addresses of detail pages name. */
export interface Ids {
  readonly project: string;
  readonly plan: string;
  readonly integration: string;
  readonly finding: string;
  readonly job: string;
  readonly advisory: string;
}

/** A place of the page, as a person comes to it. */
export interface Route {
  readonly name: string;
  readonly address: (ids: Ids) => string;
  /** What makes its list empty, where it has filters. */
  readonly nothing?: string;
  /** About one noun: with an id that nobody knows it must say so. */
  readonly isDetail?: true;
  /** Only a form. */
  readonly isForm?: true;
}

const UNKNOWN = 'zzzz-nothing-is-called-so';

/** Every address of the router that a signed-in person can open. */
export const ROUTES: readonly Route[] = [
  { name: 'overview', address: () => '/' },
  { name: 'findings', address: () => '/findings', nothing: `search=${UNKNOWN}` },
  { name: 'findings-by-advisory', address: () => '/findings?by=ADVISORY', nothing: `search=${UNKNOWN}` },
  { name: 'finding', address: ({ finding }) => `/findings/${finding}`, isDetail: true },
  { name: 'campaigns', address: () => '/campaigns' },
  { name: 'campaign', address: () => '/campaigns/package/npm/qs' },
  { name: 'plans', address: () => '/plans', nothing: `search=${UNKNOWN}` },
  { name: 'plan', address: ({ plan }) => `/plans/${plan}`, isDetail: true },
  { name: 'merge-requests', address: () => '/merge-requests', nothing: `search=${UNKNOWN}` },
  { name: 'projects', address: () => '/projects', nothing: `search=${UNKNOWN}` },
  { name: 'project-findings', address: ({ project }) => `/projects/${project}/findings`, isDetail: true },
  { name: 'project-plans', address: ({ project }) => `/projects/${project}/plans`, isDetail: true },
  {
    name: 'project-dependencies',
    address: ({ project }) => `/projects/${project}/dependencies`,
    isDetail: true,
    nothing: `search=${UNKNOWN}`,
  },
  { name: 'project-outdated', address: ({ project }) => `/projects/${project}/outdated`, isDetail: true },
  { name: 'project-manifests', address: ({ project }) => `/projects/${project}/manifests`, isDetail: true },
  {
    name: 'project-merge-requests',
    address: ({ project }) => `/projects/${project}/merge-requests`,
    isDetail: true,
  },
  { name: 'project-policy', address: ({ project }) => `/projects/${project}/policy`, isDetail: true },
  { name: 'project-settings', address: ({ project }) => `/projects/${project}/settings`, isDetail: true },
  { name: 'project-history', address: ({ project }) => `/projects/${project}/history`, isDetail: true },
  { name: 'advisories', address: () => '/advisories', nothing: `search=${UNKNOWN}` },
  { name: 'advisory', address: ({ advisory }) => `/advisories/${advisory}`, isDetail: true },
  { name: 'jobs', address: () => '/jobs' },
  { name: 'integrations', address: () => '/integrations' },
  { name: 'connect', address: () => '/integrations/gitlab/connect', isForm: true },
  { name: 'integration', address: ({ integration }) => `/integrations/${integration}`, isDetail: true },
  { name: 'policies', address: () => '/policies' },
  {
    name: 'integration-policy',
    address: ({ integration }) => `/policies/integration/${integration}`,
    isDetail: true,
  },
  { name: 'group-policy', address: ({ integration }) => `/policies/group/${integration}/shop` },
  { name: 'api-tokens', address: () => '/settings/api-tokens' },
  { name: 'people', address: () => '/settings/people' },
  { name: 'own-account', address: () => '/settings/account', isForm: true },
  { name: 'events', address: () => '/settings/events' },
  { name: 'audit', address: () => '/settings/audit' },
  { name: 'explorer', address: () => '/graphql', isForm: true },
  { name: 'not-found', address: () => '/nowhere' },
];
