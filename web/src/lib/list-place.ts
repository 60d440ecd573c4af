import { useEffect, useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

interface Place {
  readonly scroll: number;
  readonly link: string | null;
}

const places = new Map<string, Place>();
const MOST_PLACES = 50;

/** Brings who goes back to a list to the row that they left from: its place on the screen and the focus on its link. */
export function useListPlace(isReady: boolean): void {
  const { key } = useLocation();
  const type = useNavigationType();
  useLayoutEffect(() => () => remember(key), [key]);
  useEffect(() => {
    const place = places.get(key);
    if (!isReady || type !== 'POP' || place === undefined) return;
    places.delete(key);
    const links = place.link === null ? [] : [...document.querySelectorAll('main a')];
    const left = links.find((link) => link.getAttribute('href') === place.link);
    if (left instanceof HTMLElement) left.focus({ preventScroll: true });
    if (window.scrollY !== place.scroll) window.scrollTo(0, place.scroll);
  }, [isReady, key, type]);
}

function remember(key: string): void {
  places.set(key, {
    scroll: window.scrollY,
    link: document.activeElement?.getAttribute('href') ?? null,
  });
  const [oldest] = places.keys();
  if (places.size > MOST_PLACES && oldest !== undefined) places.delete(oldest);
}
