/** The GitLab versions whose differences are modelled; `dotcom` is the newest one with the rate limit headers of gitlab.com. */
export type ProfileName = '17.5' | '17.11' | '18.5' | '19.4' | '19.5' | 'dotcom';

export const PROFILE_NAMES: readonly ProfileName[] = ['17.5', '17.11', '18.5', '19.4', '19.5', 'dotcom'];

/** What differs between the modelled versions. */
export interface Profile {
  readonly name: ProfileName;
  /** As `GET /version` says it. */
  readonly version: string;
  readonly isEnterprise: boolean;
  /** `RateLimit-*` on ordinary answers. */
  readonly sendsRateLimitHeaders: boolean;
  /** 19.0 and newer sign webhooks. */
  readonly signsWebhooks: boolean;
  /** 19.4 refuses to reopen a merge request whose source branch is gone; older versions reopen it. */
  readonly reopensWithoutSource: boolean;
  /** 18.x and newer answer a missing commit field as a bad request, older ones as a parameter error. */
  readonly namesMissingCommitFieldsTogether: boolean;
  /** Before 17.7 a missing folder of a tree is an empty list. */
  readonly hasEmptyTrees: boolean;
  /** `active` of the project lists; older versions ignore it. */
  readonly hasActiveFilter: boolean;
  /** Since 17.11 failing webhooks are paused longer and longer; before, four 4xx ended them for good. */
  readonly endsHooksAfterFour: boolean;
  /** Whether failing webhooks are paused or ended at all, unless an option says otherwise. */
  readonly disablesHooks: boolean;
  /** Instance-wide service accounts without a licence. */
  readonly hasServiceAccounts: boolean;
  /** `with_last_commit` of trees. */
  readonly hasTreeCommits: boolean;
  /** Projects that wait for their deletion get a suffix to their path. */
  readonly renamesDeleted: boolean;
  /** How long after a push the merge request route does not see a new branch, unless set otherwise. */
  readonly branchVisibleMs: number;
}

const VERSIONS: Readonly<Record<ProfileName, { readonly text: string; readonly number: number }>> = {
  '17.5': { text: '17.5.5', number: 1705 },
  '17.11': { text: '17.11.7', number: 1711 },
  '18.5': { text: '18.5.2', number: 1805 },
  '19.4': { text: '19.4.1', number: 1904 },
  '19.5': { text: '19.5.0', number: 1905 },
  dotcom: { text: '19.5.0-pre', number: 1905 },
};

/** The profile of that name; `edition` says which licence, and adds `-ee` to the version. */
export function profileOf(name: ProfileName, edition: 'ce' | 'ee' | undefined): Profile {
  const { text, number } = VERSIONS[name];
  const isDotcom = name === 'dotcom';
  const isEnterprise = edition === undefined ? isDotcom : edition === 'ee';
  return {
    name,
    version: isEnterprise && !isDotcom ? `${text}-ee` : text,
    isEnterprise,
    sendsRateLimitHeaders: isDotcom,
    signsWebhooks: number >= 1900,
    reopensWithoutSource: number < 1904,
    namesMissingCommitFieldsTogether: number < 1800,
    hasEmptyTrees: number < 1707,
    hasActiveFilter: number >= 1800,
    endsHooksAfterFour: number < 1711,
    disablesHooks: isDotcom,
    hasServiceAccounts: isEnterprise || number >= 1900,
    renamesDeleted: number >= 1800,
    hasTreeCommits: number >= 1903,
    branchVisibleMs: number >= 1904 ? 300 : 0,
  };
}
