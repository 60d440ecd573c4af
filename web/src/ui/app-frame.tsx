import { Menu } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, NavLink } from 'react-router';
import classes from './app-frame.module.css';

const PLACES = [
  {
    label: 'Work',
    places: [
      { to: '/', label: 'Overview' },
      { to: '/findings?state=OPEN&state=IN_PROGRESS', label: 'Findings' },
      { to: '/campaigns', label: 'Campaigns' },
      { to: '/plans', label: 'Plans' },
      { to: '/merge-requests', label: 'Merge requests' },
    ],
  },
  {
    label: 'Catalogue',
    places: [
      { to: '/projects', label: 'Projects' },
      { to: '/advisories', label: 'Advisories' },
      { to: '/jobs', label: 'Jobs' },
    ],
  },
  {
    label: 'Set-up',
    places: [
      { to: '/integrations', label: 'Integrations' },
      { to: '/policies', label: 'Policies' },
      { to: '/settings/api-tokens', label: 'API tokens' },
      { to: '/settings/audit', label: 'Audit log' },
    ],
  },
] as const;

/** The frame around every page: places at the left, the account below them, the page at the right. */
export function AppFrame({
  account,
  children,
}: {
  readonly account: ReactNode;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes.frame}>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      <header className={classes.side}>
        <div className={classes.top}>
          <Link to="/" className={classes.brand} aria-label="Backline, overview">
            <BrandMark />
            Backline
          </Link>
          <button
            type="button"
            className={classes.burger}
            aria-expanded={isOpen}
            aria-controls="places"
            aria-label="Places"
            onClick={() => setOpen(!isOpen)}
          >
            <Menu size={20} aria-hidden="true" />
          </button>
        </div>
        <div id="places" className={classes.places} data-open={isOpen || undefined}>
          <nav aria-label="Places" className={classes.nav}>
            {PLACES.map((group) => (
              <div key={group.label}>
                <div className={classes.groupLabel}>{group.label}</div>
                {group.places.map((place) => (
                  <NavLink
                    key={place.to}
                    to={place.to}
                    end={place.to === '/'}
                    className={classes.place}
                    onClick={() => setOpen(false)}
                  >
                    {place.label}
                  </NavLink>
                ))}
              </div>
            ))}
          </nav>
          <div className={classes.account}>{account}</div>
        </div>
      </header>
      <main id="page" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
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
