import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { uiTexts } from '../texts/ui.js';
import { takeWaitingFocus } from './heading-focus.js';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  /** Before the title: where this page belongs. */
  readonly parent?: { readonly to: string; readonly label: string };
  /** Below the title: state and kind, in words. */
  readonly facts?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page's frame: its title in the window and at the top, what can be done at the right. */
export function Page({ title, parent, facts, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => takeWaitingFocus(heading.current), []);
  return (
    <div className={classes.page}>
      <title>{uiTexts.windowTitle(title)}</title>
      <header className={classes.header}>
        <div className={classes.heading}>
          {parent !== undefined && (
            <Link to={parent.to} className="small">
              {parent.label}
            </Link>
          )}
          <h1 className={classes.title} tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {facts !== undefined && <div className={classes.facts}>{facts}</div>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Section({
  title,
  note,
  actions,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHeader}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {note !== undefined && <span className="quiet small">{note}</span>}
        {actions !== undefined && <div className={classes.sectionActions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** Names and values in two columns. */
export function Facts({
  facts,
}: {
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className={classes.factList}>
      {facts.map(({ label, value }) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
