/** What a person waits for at first: as Lighthouse counts it. */
export interface PaintNumbers {
  readonly largestPaintMs: number;
  /** What long tasks take beyond 50 ms each. */
  readonly blockingMs: number;
  readonly layoutShift: number;
}

/** Runs in the page before its own scripts: gathers the browser's entries. */
export function observePaint(): void {
  const numbers = { largestPaintMs: 0, blockingMs: 0, layoutShift: 0 };
  Object.assign(globalThis, { paintNumbers: numbers });
  const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('largest-contentful-paint', (entry) => {
    numbers.largestPaintMs = entry.startTime;
  });
  observe('longtask', (entry) => {
    numbers.blockingMs += Math.max(0, entry.duration - 50);
  });
  observe('layout-shift', (entry) => {
    const isExpected = 'hadRecentInput' in entry && entry.hadRecentInput === true;
    if (!isExpected && 'value' in entry) numbers.layoutShift += Number(entry.value);
  });
}

/** Runs in the page before its own scripts: counts requests of the API that began and that ended. */
export function observeRequests(): void {
  const asked = { begun: 0, ended: 0 };
  Object.assign(globalThis, { asked });
  const send = globalThis.fetch;
  globalThis.fetch = async (...parameters) => {
    asked.begun += 1;
    try {
      const answer = await send(...parameters);
      const text = await answer.text();
      return new Response(text, answer);
    } finally {
      asked.ended += 1;
    }
  };
}

/** Runs in the page: what was gathered. */
export function readPaint(): PaintNumbers {
  return (globalThis as unknown as { paintNumbers: PaintNumbers }).paintNumbers;
}
