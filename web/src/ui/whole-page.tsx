import type { ReactNode } from 'react';
import { frameTexts } from '../texts/frame.js';
import { uiTexts } from '../texts/ui.js';
import { BrandMark } from './app-frame.js';
import classes from './whole-page.module.css';

/** A page without places: signing in, setting up, failing. */
export function WholePage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={classes.outer}>
      <title>{uiTexts.windowTitle(title)}</title>
      <div className={classes.inner}>
        <div className={classes.brand}>
          <BrandMark />
          {frameTexts.brand}
        </div>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
