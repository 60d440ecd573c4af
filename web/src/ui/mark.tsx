import type { ReactNode } from 'react';
import type { Severity } from '../lib/severity.js';
import classes from './mark.module.css';

/** What a state means for the reader; each has a shape of its own, so that colour is never alone. */
export type Tone = 'good' | 'busy' | 'waiting' | 'warn' | 'bad' | 'off';

const TONE_SHAPES: Readonly<Record<Tone, ReactNode>> = {
  good: <path d="M2.5 6.5 5 9l4.5-6" fill="none" strokeWidth="2" />,
  busy: (
    <>
      <circle cx="6" cy="6" r="4" fill="none" strokeWidth="1.5" />
      <path d="M6 2a4 4 0 0 1 0 8Z" stroke="none" />
    </>
  ),
  waiting: <circle cx="6" cy="6" r="4" fill="none" strokeWidth="1.5" />,
  warn: <path d="M6 1.5 11 10.5H1Z" fill="none" strokeWidth="1.5" />,
  bad: <path d="m2.5 2.5 7 7m0-7-7 7" fill="none" strokeWidth="2" />,
  off: <path d="M2 6h8" fill="none" strokeWidth="2" />,
};

const SEVERITY_SHAPES: Readonly<Record<Severity, ReactNode>> = {
  MALICIOUS: (
    <>
      <path d="M4 .8h4L11.2 4v4L8 11.2H4L.8 8V4Z" stroke="none" />
      <path d="m4.2 4.2 3.6 3.6m0-3.6L4.2 7.8" className={classes.cut} strokeWidth="1.4" />
    </>
  ),
  CRITICAL: <path d="M6 .5 11.5 6 6 11.5.5 6Z" stroke="none" />,
  HIGH: <path d="M6 1.2 11.4 10.6H.6Z" stroke="none" />,
  MEDIUM: <rect x="1.8" y="1.8" width="8.4" height="8.4" stroke="none" />,
  LOW: <circle cx="6" cy="6" r="4" fill="none" strokeWidth="1.6" />,
  NONE: <path d="M2 6h8" fill="none" strokeWidth="1.6" />,
};

/** A state: its shape, and its word. */
export function StateMark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <Shape>{TONE_SHAPES[tone]}</Shape>
      <span>{children}</span>
    </span>
  );
}

/** Only the shape of a severity; the word must stand beside it. */
export function SeverityShape({ severity }: { readonly severity: Severity }) {
  return (
    <span className={classes.mark} data-severity={severity}>
      <Shape>{SEVERITY_SHAPES[severity]}</Shape>
    </span>
  );
}

function Shape({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      className={classes.shape}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}
