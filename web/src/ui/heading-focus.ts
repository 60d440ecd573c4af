import { type RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/**
 * After going to another page the focus is at its heading, so that those who listen hear where they are and Tab goes on from there.
 * Who moved within the page, as with tabs that stay, keeps the place. The heading may come later than the page: `Page` asks then.
 */
export function useHeadingFocus(page: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const known = useRef(pathname);
  useEffect(() => {
    const main = page.current;
    if (known.current === pathname || main === null) return;
    known.current = pathname;
    const focused = document.activeElement;
    if (focused !== null && focused !== main && main.contains(focused)) return;
    const heading = main.querySelector<HTMLElement>('h1');
    (heading ?? main).focus({ preventScroll: true });
  }, [pathname, page]);
}

/** Gives the heading the focus that waits at the page, if it does. */
export function takeWaitingFocus(heading: HTMLElement | null): void {
  if (heading !== null && document.activeElement?.id === 'page') heading.focus({ preventScroll: true });
}
