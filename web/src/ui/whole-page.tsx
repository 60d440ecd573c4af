import type { ReactNode } from 'react';
import { BrandMark } from './app-frame.js';
import classes from './whole-page.module.css';

/** A page without places: signing in, setting up, failing. */
export function WholePage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={classes.outer}>
      <title>{`${title} · Backline`}</title>
      <div className={classes.inner}>
        <div className={classes.brand}>
          <BrandMark />
          Backline
        </div>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
