import { shortDayWords } from '../../lib/time.js';

/** What both charts have in common: quiet axes in the theme's colours. */
export const DAY_AXIS = {
  tickFormatter: shortDayWords,
  minTickGap: 32,
  tickLine: false,
  axisLine: { stroke: 'var(--line-strong)' },
  tick: { fill: 'var(--text-quiet)', fontSize: 12 },
} as const;

export const COUNT_AXIS = {
  width: 40,
  allowDecimals: false,
  tickLine: false,
  axisLine: false,
  tick: { fill: 'var(--text-quiet)', fontSize: 12 },
} as const;

export const FRAME = {
  width: '100%',
  height: 200,
  initialDimension: { width: 480, height: 200 },
} as const;

export const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 } as const;

/** The point below the pointer; null beside the chart. */
export function indexOf(state: {
  readonly activeTooltipIndex?: number | string | null | undefined;
}): number | null {
  const { activeTooltipIndex: index } = state;
  if (index === null || index === undefined) return null;
  const value = Number(index);
  return Number.isInteger(value) ? value : null;
}
