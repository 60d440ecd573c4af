/** The GitLab versions whose differences are modelled; `dotcom` is the newest one with the rate limit headers of gitlab.com. */
export type ProfileName = '17.11' | '18.5' | '19.4' | 'dotcom';

export const PROFILE_NAMES: readonly ProfileName[] = ['17.11', '18.5', '19.4', 'dotcom'];

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
  /** How long after a push the merge request route does not see a new branch, unless set otherwise. */
  readonly branchVisibleMs: number;
}

/** The profile of that name; `edition` says which licence, and adds `-ee` to the version. */
export function profileOf(name: ProfileName, edition: 'ce' | 'ee' | undefined): Profile {
  const number = { '17.11': '17.11.7', '18.5': '18.5.2', '19.4': '19.4.1', dotcom: '19.5.0-pre' }[name];
  const isEnterprise = edition === undefined ? name === 'dotcom' : edition === 'ee';
  const isNew = name === '19.4' || name === 'dotcom';
  return {
    name,
    version: isEnterprise && name !== 'dotcom' ? `${number}-ee` : number,
    isEnterprise,
    sendsRateLimitHeaders: name === 'dotcom',
    signsWebhooks: isNew,
    reopensWithoutSource: !isNew,
    namesMissingCommitFieldsTogether: name === '17.11',
    branchVisibleMs: isNew ? 300 : 0,
  };
}
