import { NavLink } from 'react-router';
import classes from './tab-links.module.css';

interface TabLinksProps {
  readonly label: string;
  readonly base: string;
  readonly tabs: readonly { readonly path: string; readonly label: string; readonly search?: string }[];
}

/** Tabs that are addresses: each can be linked to, opened in a new window, and gone back from. */
export function TabLinks({ label, base, tabs }: TabLinksProps) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map((tab) => (
        <NavLink key={tab.path} to={`${base}/${tab.path}${tab.search ?? ''}`} className={classes.tab}>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
