import type { GroupNodeFragment } from '../../generated/projects/graphql.js';
import type { AddressState } from '../../lib/address-state.js';

type Place = Pick<GroupNodeFragment, 'integrationId' | 'path'>;

/** How the tree names its groups: by path, and by integration too where several have groups, perhaps the same ones. */
export interface GroupPlaces {
  readonly isOfMany: boolean;
  nameOf(group: Place): string;
  /** The name of the group that the address filters by; empty where it is none of the tree. */
  readonly chosen: string;
  /** The filters of the address that choose this group; of none, those that choose all. */
  choice(group: Place | null): Readonly<Record<string, readonly string[]>>;
}

/** The places of a tree with these roots. */
export function groupPlaces(address: Pick<AddressState, 'one'>, roots: readonly Place[]): GroupPlaces {
  const isOfMany = new Set(roots.map(({ integrationId }) => integrationId)).size > 1;
  const nameOf = ({ integrationId, path }: Place) => (isOfMany ? `${integrationId}:${path}` : path);
  const path = address.one('groupPath');
  return {
    isOfMany,
    nameOf,
    chosen: path === '' ? '' : nameOf({ integrationId: address.one('integrationId'), path }),
    choice: (group) => ({
      groupPath: group === null ? [] : [group.path],
      ...(isOfMany ? { integrationId: group === null ? [] : [group.integrationId] } : {}),
    }),
  };
}
