import { frameTexts } from '../texts/frame.js';

const { groups, place } = frameTexts;

/** Where one can go from everywhere, in the order of the frame. */
export const PLACES = [
  {
    label: groups.work,
    places: [
      { to: '/', label: place.overview },
      { to: '/findings?state=OPEN&state=IN_PROGRESS', label: place.findings },
      { to: '/campaigns', label: place.campaigns },
      { to: '/plans', label: place.plans },
      { to: '/merge-requests', label: place.mergeRequests },
    ],
  },
  {
    label: groups.catalogue,
    places: [
      { to: '/projects', label: place.projects },
      { to: '/advisories', label: place.advisories },
      { to: '/jobs', label: place.jobs },
    ],
  },
  {
    label: groups.setUp,
    places: [
      { to: '/integrations', label: place.integrations },
      { to: '/policies', label: place.policies },
      { to: '/settings/people', label: place.accounts },
      { to: '/settings/api-tokens', label: place.apiTokens },
      { to: '/settings/events', label: place.events },
      { to: '/settings/audit', label: place.audit },
      { to: '/graphql', label: place.explorer },
    ],
  },
] as const;
