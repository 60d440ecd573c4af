/** One date at which a project's people ran their package manager, and the packages that it knew then. */
export interface LockStep {
  /** ISO 8601: what was published later was not there yet. */
  readonly asOf: string;
  /** The direct dependencies of that day; null is everything in the manifest of today. */
  readonly packages: readonly string[] | null;
}

/** A sample project: a folder of `projects/`, and how its lock came to be. */
export interface DemoProject {
  /** The folder, and the path of the project in its group. */
  readonly folder: string;
  readonly group: string;
  readonly name: string;
  readonly description: string;
  readonly topics: readonly string[];
  readonly lock: {
    readonly lockfileVersion: 1 | 2 | 3;
    /** Whether the lock names the address of each archive. */
    readonly isResolvedWritten: boolean;
    readonly steps: readonly LockStep[];
  } | null;
}

/** The registry that locks with addresses name. It does not exist. */
export const DEMO_REGISTRY_ADDRESS = 'https://registry.example';

/** Every sample project, each of another size, age and lockfile format. */
export const DEMO_PROJECTS: readonly DemoProject[] = [
  {
    folder: 'storefront',
    group: 'shop',
    name: 'Storefront',
    description: 'The shop: pages, search, basket and checkout',
    topics: ['web', 'customer-facing'],
    lock: {
      lockfileVersion: 3,
      isResolvedWritten: false,
      steps: [
        {
          asOf: '2020-09-15T12:00:00.000Z',
          packages: [
            'express',
            'express-session',
            'cookie-parser',
            'compression',
            'morgan',
            'ejs',
            'lodash',
            'moment',
            'jsonwebtoken',
            'nodemailer',
            'ws',
          ],
        },
        { asOf: '2022-05-20T12:00:00.000Z', packages: null },
      ],
    },
  },
  {
    folder: 'payments-api',
    group: 'shop',
    name: 'Payments API',
    description: 'Takes, refunds and reconciles card payments',
    topics: ['api', 'pci'],
    lock: {
      lockfileVersion: 2,
      isResolvedWritten: true,
      steps: [{ asOf: '2021-05-28T12:00:00.000Z', packages: null }],
    },
  },
  {
    folder: 'legacy-intranet',
    group: 'platform',
    name: 'Legacy Intranet',
    description: 'Room booking, canteen menu and phone list; nobody has touched it since 2018',
    topics: ['legacy'],
    lock: {
      lockfileVersion: 1,
      isResolvedWritten: false,
      steps: [{ asOf: '2018-03-01T12:00:00.000Z', packages: null }],
    },
  },
  {
    folder: 'design-system',
    group: 'platform',
    name: 'Design System',
    description: 'Tokens, icons and components that every page is made of',
    topics: ['frontend', 'monorepo'],
    lock: {
      lockfileVersion: 3,
      isResolvedWritten: false,
      steps: [{ asOf: '2023-08-01T12:00:00.000Z', packages: null }],
    },
  },
  {
    folder: 'release-bot',
    group: 'platform',
    name: 'Release Bot',
    description: 'Tags, change logs and release announcements; locked on 8 September 2025',
    topics: ['tooling'],
    lock: {
      lockfileVersion: 3,
      isResolvedWritten: false,
      steps: [{ asOf: '2025-09-08T14:00:00.000Z', packages: null }],
    },
  },
  {
    folder: 'docs-site',
    group: 'platform',
    name: 'Docs Site',
    description: 'Turns the handbook into pages',
    topics: ['docs'],
    lock: {
      lockfileVersion: 3,
      isResolvedWritten: false,
      steps: [{ asOf: '2026-11-15T12:00:00.000Z', packages: null }],
    },
  },
  {
    folder: 'notifications',
    group: 'shop',
    name: 'Notifications',
    description: 'Mails and live messages about orders; its lock was never committed',
    topics: ['api'],
    lock: null,
  },
  {
    folder: 'ledger',
    group: 'finance',
    name: 'Ledger',
    description: 'Bookings of every payment; the service account may only read it',
    topics: [],
    lock: {
      lockfileVersion: 2,
      isResolvedWritten: false,
      steps: [{ asOf: '2021-01-15T12:00:00.000Z', packages: null }],
    },
  },
];
