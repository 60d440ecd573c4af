import type { ReactNode } from 'react';
import type { Severity } from '../../lib/severity.js';

const LINES: Readonly<Record<Severity, ReactNode>> = {
  MALICIOUS: <path d="M0 0 8 8M8 0 0 8" strokeWidth="1.4" />,
  CRITICAL: <rect width="8" height="8" strokeWidth="0" fill="currentcolor" fillOpacity="0.75" />,
  HIGH: <path d="M-2 6 2 10M-1-1 9 9M6-2 10 2" strokeWidth="1.6" />,
  MEDIUM: <circle cx="4" cy="4" r="1.4" fill="currentcolor" strokeWidth="0" />,
  LOW: <path d="M0 4h8" strokeWidth="1" />,
  NONE: null,
};

/** What an area of a severity is filled with: a pattern of its own beside its colour. Stands once in the page. */
export function SeverityPatterns({ severities }: { readonly severities: readonly Severity[] }) {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true" focusable="false">
      <defs>
        {severities.map((severity) => (
          <pattern
            key={severity}
            id={patternOf(severity)}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            style={{ color: colorOf(severity) }}
          >
            <rect width="8" height="8" fill="currentcolor" fillOpacity="0.18" />
            <g stroke="currentcolor" fill="none">
              {LINES[severity]}
            </g>
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** The id of the pattern. */
export function patternOf(severity: Severity): string {
  return `area-${severity}`;
}

/** The colour, as the theme has it. */
export function colorOf(severity: Severity): string {
  return `var(--${severity.toLowerCase()})`;
}

/** A patch of the pattern, for the legend. */
export function PatternPatch({ fill, stroke }: { readonly fill: string; readonly stroke: string }) {
  return (
    <svg width="16" height="12" aria-hidden="true" focusable="false">
      <rect x="0.5" y="0.5" width="15" height="11" fill={fill} stroke={stroke} />
    </svg>
  );
}
