import { useQuery } from '@apollo/client/react';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { graphql } from '../../generated/projects/gql.js';
import type { GroupNodeFragment } from '../../generated/projects/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { formatCount } from '../../lib/text.js';
import { projectTexts } from '../../texts/projects.js';
import { WorstMark } from './worst-mark.js';
import { type GroupPlaces, groupPlaces } from './group-place.js';
import { isShown, moveInTree } from './tree-keys.js';
import classes from './group-tree.module.css';

const texts = projectTexts.groups;

const subgroupsDocument = graphql(/* GraphQL */ `
  query Subgroups($integrationId: ID!, $parent: String!) {
    projectGroups(integrationId: $integrationId, parent: $parent) {
      ...GroupNode
    }
  }

  fragment GroupNode on ProjectGroup {
    integrationId
    path
    name
    projectCount
    hasSubgroups
    openFindings {
      malicious
      critical
      high
      medium
      low
      none
      total
    }
  }
`);

interface GroupTreeProps {
  readonly address: AddressState;
  readonly roots: readonly GroupNodeFragment[];
  /** By id. */
  readonly integrationNames: ReadonlyMap<string, string>;
  readonly labelledBy: string;
}

/**
 * The groups as a tree (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/): subgroups are read when a group is opened, what
 * is open and chosen is in the address, and one group at a time is in the order of the Tab key.
 */
export function GroupTree({ address, roots, integrationNames, labelledBy }: GroupTreeProps) {
  const tree = useRef<HTMLUListElement>(null);
  const places = groupPlaces(address, roots);
  const { chosen } = places;
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = focused ?? chosen;
  // A group below a closed one is not there; Tab then leads to the first.
  const names = roots.map((group) => ({ path: places.nameOf(group) }));
  const tabStop = isShown(wanted, names, expandedIn(address)) ? wanted : '';
  const state: TreeState = { address, places, integrationNames, tabStop, setFocused };
  const chooseAll = () => address.set(places.choice(null));
  function onKeyDown(event: KeyboardEvent) {
    if (tree.current !== null && moveInTree(tree.current, event.target, event.key)) event.preventDefault();
  }
  return (
    <ul
      ref={tree}
      role="tree"
      aria-labelledby={labelledBy}
      aria-description={texts.hint}
      className={classes.tree}
      onKeyDown={onKeyDown}
    >
      <li role="none">
        <div
          role="treeitem"
          aria-level={1}
          aria-selected={chosen === ''}
          tabIndex={state.tabStop === '' ? 0 : -1}
          className={classes.row}
          onClick={chooseAll}
          onKeyDown={(event) => onEnter(event, chooseAll)}
          onFocus={() => setFocused('')}
        >
          <span className={classes.noToggle} />
          {texts.all}
        </div>
      </li>
      {roots.map((group) => (
        <Branch key={keyOf(group)} group={group} level={1} state={state} />
      ))}
    </ul>
  );
}

interface TreeState {
  readonly address: AddressState;
  readonly places: GroupPlaces;
  readonly integrationNames: ReadonlyMap<string, string>;
  /** The name of the group that Tab leads to. */
  readonly tabStop: string;
  readonly setFocused: (name: string) => void;
}

interface BranchProps {
  readonly group: GroupNodeFragment;
  readonly level: number;
  readonly state: TreeState;
}

function Branch({ group, level, state }: BranchProps) {
  const { path, hasSubgroups, openFindings } = group;
  const { address, places } = state;
  const name = places.nameOf(group);
  const isOpen = hasSubgroups && expandedIn(address).includes(name);
  const isChosen = places.chosen === name;
  const choose = () => address.set(places.choice(isChosen ? null : group));
  const toggle = () => address.keep({ expanded: toggled(expandedIn(address), name) });
  const integration =
    places.isOfMany && level === 1 ? state.integrationNames.get(group.integrationId) : undefined;
  return (
    <li role="none">
      <div
        role="treeitem"
        aria-level={level}
        aria-selected={isChosen}
        aria-expanded={hasSubgroups ? isOpen : undefined}
        tabIndex={state.tabStop === name ? 0 : -1}
        className={classes.row}
        style={{ paddingLeft: (level - 1) * 16 }}
        title={path}
        onFocus={() => state.setFocused(name)}
        onClick={choose}
        onKeyDown={(event) => {
          if (hasSubgroups && event.key === (isOpen ? 'ArrowLeft' : 'ArrowRight')) {
            event.preventDefault();
            event.stopPropagation();
            toggle();
          } else onEnter(event, choose);
        }}
      >
        {hasSubgroups ? (
          <span
            className={classes.toggle}
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation();
              toggle();
            }}
          >
            {isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
          </span>
        ) : (
          <span className={classes.noToggle} />
        )}
        <span className={classes.name}>
          {group.name}
          {integration !== undefined && <span className="quiet small"> {integration}</span>}
        </span>
        <WorstMark tally={openFindings} />
        <span className="quiet small" title={texts.projects(group.projectCount)}>
          {formatCount(group.projectCount)}
          <span className="visually-hidden"> {texts.projectWord(group.projectCount)}</span>
        </span>
      </div>
      {isOpen && <Subgroups group={group} level={level + 1} state={state} />}
    </li>
  );
}

function Subgroups({ group, level, state }: BranchProps) {
  const { data, error, refetch } = useQuery(subgroupsDocument, {
    variables: { integrationId: group.integrationId, parent: group.path },
    fetchPolicy: 'cache-and-network',
  });
  if (data === undefined && error !== undefined) {
    return (
      <div className={classes.note} role="alert">
        {texts.failed}{' '}
        <button type="button" className={classes.retry} onClick={() => void refetch()}>
          {texts.retry}
        </button>
      </div>
    );
  }
  if (data === undefined) {
    return (
      <div className={classes.note} role="status">
        {texts.loading}
      </div>
    );
  }
  return (
    <ul role="group">
      {data.projectGroups.map((each) => (
        <Branch key={keyOf(each)} group={each} level={level} state={state} />
      ))}
    </ul>
  );
}

function onEnter(event: KeyboardEvent, run: () => void): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  run();
}

function keyOf({ integrationId, path }: GroupNodeFragment): string {
  return `${integrationId} ${path}`;
}

/** What the address has open: names of groups, which hold no commas. */
function expandedIn(address: Pick<AddressState, 'one'>): readonly string[] {
  return address
    .one('expanded')
    .split(',')
    .filter((path) => path !== '');
}

function toggled(expanded: readonly string[], name: string): readonly string[] {
  const next = expanded.includes(name) ? expanded.filter((each) => each !== name) : [...expanded, name];
  return next.length === 0 ? [] : [next.join(',')];
}
