/** One date at which a project's people ran their package manager, and the packages that it knew then. */
export interface LockStep {
  /** ISO 8601: what was published later was not there yet. */
  readonly asOf: string;
  /** The direct dependencies of that day; null is everything in the manifest of today. */
  readonly packages: readonly string[] | null;
}

/** A sample project: a folder of `projects/`, and how its package-lock came to be. */
export interface DemoProject {
  /** The folder, and the path of the project in its group. */
  readonly folder: string;
  readonly group: string;
  readonly name: string;
  readonly description: string;
  readonly topics: readonly string[];
  /** Null where npm made no lock: there is none, or it is another package manager's. */
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
  {
    folder: 'newsletter',
    group: 'shop',
    name: 'Newsletter',
    description: 'Writes, renders and sends the weekly offers; locked by Yarn 1',
    topics: ['web'],
    lock: null,
  },
  {
    folder: 'status-page',
    group: 'platform',
    name: 'Status Page',
    description: 'Says which services are up; locked by pnpm',
    topics: ['frontend'],
    lock: null,
  },
  {
    folder: 'recommendations',
    group: 'shop',
    name: 'Recommendations',
    description: 'What other customers bought, with pictures; Python, locked by Poetry',
    topics: ['python', 'customer-facing'],
    lock: null,
  },
  {
    folder: 'search-api',
    group: 'shop',
    name: 'Search API',
    description: 'Finds products as somebody types; Go',
    topics: ['go', 'api'],
    lock: null,
  },
  {
    folder: 'invoices',
    group: 'shop',
    name: 'Invoices',
    description: 'Prints and sends invoices; Java, three Maven modules',
    topics: ['java'],
    lock: null,
  },
  {
    folder: 'message-gateway',
    group: 'platform',
    name: 'Message Gateway',
    description: 'Passes messages between services; Java, locked by Gradle',
    topics: ['java'],
    lock: null,
  },
  {
    folder: 'service-desk',
    group: 'platform',
    name: 'Service Desk',
    description: 'Tickets of colleagues and customers; Ruby on Rails',
    topics: ['ruby'],
    lock: null,
  },
  {
    folder: 'log-shipper',
    group: 'platform',
    name: 'Log Shipper',
    description: 'Reads, filters and forwards the logs of every service; Rust',
    topics: ['rust', 'tooling'],
    lock: null,
  },
  {
    folder: 'supplier-portal',
    group: 'shop',
    name: 'Supplier Portal',
    description: 'Where suppliers hand in prices and delivery notes; PHP',
    topics: ['php'],
    lock: null,
  },
  {
    folder: 'badge-printer',
    group: 'platform',
    name: 'Badge Printer',
    description: 'Prints the badges of visitors; .NET',
    topics: ['dotnet'],
    lock: null,
  },
  {
    folder: 'delivery-tracker',
    group: 'platform',
    name: 'Delivery Tracker',
    description:
      'Where a parcel is and when it arrives: Go, Python (uv) and JavaScript (Yarn 4) in one repository',
    topics: ['monorepo'],
    lock: null,
  },
];
