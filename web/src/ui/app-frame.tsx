import { Menu } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { frameTexts } from '../texts/frame.js';
import classes from './app-frame.module.css';
import { useHeadingFocus } from './heading-focus.js';
import { PLACES } from './places.js';
import { currentShortcuts, type Shortcut, useShortcuts } from './shortcuts.js';

const ShortcutsDialog = lazy(async () => ({
  default: (await import('./shortcuts-dialog.js')).ShortcutsDialog,
}));

interface AppFrameProps {
  readonly account: ReactNode;
  /** What is at hand on every page: the search. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** The frame around every page: places at the left, the account below them, the page at the right. */
export function AppFrame({ account, tools, children }: AppFrameProps) {
  const { pathname } = useLocation();
  // On a narrow page the places are open on the page where they were opened, and nowhere else.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === pathname;
  const page = useRef<HTMLElement>(null);
  useHeadingFocus(page);
  return (
    <div className={classes.frame}>
      <a href="#page" className={classes.skip}>
        {frameTexts.skip}
      </a>
      <header className={classes.side}>
        <div className={classes.top}>
          <Link to="/" className={classes.brand} aria-label={frameTexts.home}>
            <BrandMark />
            {frameTexts.brand}
          </Link>
          <button
            type="button"
            className={classes.burger}
            aria-expanded={isOpen}
            aria-controls="places"
            aria-label={frameTexts.places}
            onClick={() => setOpenAt(isOpen ? null : pathname)}
          >
            <Menu size={20} aria-hidden="true" />
          </button>
        </div>
        {tools !== undefined && <div className={classes.tools}>{tools}</div>}
        <div id="places" className={classes.places} data-open={isOpen || undefined}>
          <Places onLeave={() => setOpenAt(null)} />
          <div className={classes.account}>{account}</div>
        </div>
      </header>
      <main id="page" className={classes.main} tabIndex={-1} ref={page}>
        {children}
      </main>
      <ShortcutsHelp />
    </div>
  );
}

function Places({ onLeave }: { readonly onLeave: () => void }) {
  return (
    <nav aria-label={frameTexts.places} className={classes.nav}>
      {PLACES.map((group) => (
        <div key={group.label}>
          <div className={classes.groupLabel}>{group.label}</div>
          {group.places.map((place) => (
            <NavLink
              key={place.to}
              to={place.to}
              end={place.to === '/'}
              className={classes.place}
              onClick={onLeave}
            >
              {place.label}
            </NavLink>
          ))}
        </div>
      ))}
    </nav>
  );
}

/** `?` lists the shortcuts of the page one is on. */
function ShortcutsHelp() {
  const [shown, setShown] = useState<readonly Shortcut[] | null>(null);
  const before = useRef<Element | null>(null);
  const open = () => {
    before.current = document.activeElement;
    setShown(currentShortcuts());
  };
  const close = () => {
    setShown(null);
    const { current } = before;
    if (current instanceof HTMLElement) setTimeout(() => current.focus({ preventScroll: true }));
  };
  useShortcuts([{ keys: '?', label: frameTexts.shortcuts, run: open }]);
  if (shown === null) return null;
  return (
    <Suspense>
      <ShortcutsDialog shortcuts={shown} onClose={close} />
    </Suspense>
  );
}

/** The product's mark. */
export function BrandMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <rect width="16" height="16" rx="3" fill="#2f4dc0" />
      <path d="M4 3v10M7 4.5h5M7 8h5M7 11.5h3" stroke="#fff" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}
