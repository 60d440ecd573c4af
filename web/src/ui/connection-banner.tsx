import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useConnectionState, useConnectionWatch } from '../lib/connection-watch.js';
import { language } from '../texts/language.js';
import { liveTexts } from '../texts/live.js';
import classes from './connection-banner.module.css';

/** A socket is opened again within this time after a restart or a change of network: nothing worth saying. */
const PATIENCE_MS = 3_000;
const AGAIN_MS = 6_000;

const times = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeStyle: 'medium' });

/** Says that what is shown may be old, since when, and when it is tried again; and when it is over. */
export function ConnectionBanner() {
  const { lostAt, answeredAt, nextTryAt } = useConnectionState();
  const watch = useConnectionWatch();
  const now = useSeconds(lostAt !== null);
  const isSaid = lostAt !== null && (now - lostAt >= PATIENCE_MS || !navigator.onLine);
  const isAgain = useJustEnded(isSaid, lostAt === null);
  const room = useRoomForFocus(isSaid || isAgain);
  const words = isSaid ? describe(lostAt, answeredAt) : isAgain ? liveTexts.again : '';
  return (
    <div ref={room} className={words === '' ? undefined : classes.banner}>
      <div role="status" aria-label={liveTexts.label}>
        {words}
      </div>
      {isSaid && (
        <>
          <span className="quiet small">
            {nextTryAt === null
              ? liveTexts.trying
              : liveTexts.nextTry(Math.max(1, Math.ceil((nextTryAt - now) / 1_000)))}
          </span>
          <Button variant="default" size="xs" disabled={nextTryAt === null} onClick={() => watch.tryNow()}>
            {liveTexts.tryNow}
          </Button>
        </>
      )}
    </div>
  );
}

function describe(lostAt: number, answeredAt: number | null): string {
  const time = times.format(lostAt);
  if (!navigator.onLine) return liveTexts.offline(time);
  return answeredAt === null ? liveTexts.lost(time) : liveTexts.slow(time);
}

/** The present, renewed twice a second while it is needed. */
function useSeconds(isNeeded: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isNeeded) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
}

/** Whether what was said has come to its end a moment ago. */
function useJustEnded(isSaid: boolean, isOver: boolean): boolean {
  const [phase, setPhase] = useState<'quiet' | 'said' | 'again'>('quiet');
  if (isSaid && phase !== 'said') setPhase('said');
  if (!isSaid && isOver && phase === 'said') setPhase('again');
  useEffect(() => {
    if (phase !== 'again') return undefined;
    const timer = setTimeout(() => setPhase('quiet'), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [phase]);
  return phase === 'again';
}

/** What is focused is not scrolled under the banner. */
function useRoomForFocus(isShown: boolean) {
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isShown) return undefined;
    const { style } = document.documentElement;
    const before = style.scrollPaddingTop;
    style.scrollPaddingTop = `${(banner.current?.offsetHeight ?? 0) + 16}px`;
    return () => {
      style.scrollPaddingTop = before;
    };
  }, [isShown]);
  return banner;
}
