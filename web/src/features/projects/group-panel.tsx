import { useMediaQuery } from '@mantine/hooks';
import { useId } from 'react';
import type { GroupNodeFragment } from '../../generated/projects/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { projectTexts } from '../../texts/projects.js';
import classes from './group-panel.module.css';
import { GroupTree } from './group-tree.js';

const texts = projectTexts.groups;

interface GroupPanelProps {
  readonly address: AddressState;
  /** The groups at the top; undefined until they are there. */
  readonly roots: readonly GroupNodeFragment[] | undefined;
  readonly integrations: readonly { readonly id: string; readonly name: string }[];
}

/** As many as the server answers at the top. */
const MOST = 500;

/** GitLab's groups beside the list, or above it and folded where there is no room. Not there while there are none. */
export function GroupPanel({ address, roots, integrations }: GroupPanelProps) {
  const isWide = useMediaQuery('(min-width: 1280px)') ?? false;
  const titleId = useId();
  if (roots === undefined || roots.length === 0) return null;
  const integrationNames = new Map(integrations.map(({ id, name }) => [id, name]));
  const tree = (
    <>
      <GroupTree address={address} roots={roots} integrationNames={integrationNames} labelledBy={titleId} />
      {roots.length >= MOST && <p className="quiet small">{texts.more}</p>}
    </>
  );
  if (isWide) {
    return (
      <aside className={classes.panel} aria-labelledby={titleId}>
        <h2 id={titleId} className={classes.title}>
          {texts.title}
        </h2>
        {tree}
      </aside>
    );
  }
  return (
    <details className={classes.folded}>
      <summary id={titleId}>{texts.narrow(address.one('groupPath'))}</summary>
      {tree}
    </details>
  );
}
