import { findEcosystem } from '../ecosystems/registry.js';
import type { CampaignSubject } from './campaign.js';

/** The subject behind a text of `campaignKey`; null for what is none. */
export function parseCampaignKey(key: string): CampaignSubject | null {
  const [kind, one, ...rest] = key.split('|');
  if (kind === 'advisory' && one !== undefined && /^\d{1,18}$/.test(one))
    return { kind: 'ADVISORY', groupId: one };
  const ecosystem = findEcosystem(one ?? '')?.id;
  if (kind !== 'package' || ecosystem === undefined || rest.length === 0) return null;
  return { kind: 'PACKAGE', ecosystem, packageName: rest.join('|') };
}
