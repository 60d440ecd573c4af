import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Where what has the focus goes away, such as a card that moves to another lane, the page's heading gets it. */
export function useKeptFocus<Element extends HTMLElement>(): RefObject<Element | null> {
  const place = useRef<Element>(null);
  useLayoutEffect(() => {
    const element = place.current;
    return () => {
      if (element === null || !element.contains(document.activeElement)) return;
      const heading = document.querySelector<HTMLElement>('main h1');
      if (heading === null) return;
      heading.tabIndex = -1;
      heading.focus();
    };
  }, []);
  return place;
}
