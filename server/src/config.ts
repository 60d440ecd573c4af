import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from './errors.js';
import type { ResolverTool } from './ecosystems/ecosystem.js';
import type { OperatorRegistries } from './registries/default-registries.js';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

const registry = z
  .string()
  .refine((text) => text === 'off' || isRegistryAddress(text), {
    message: 'must be an http or https address without user and password, or `off`.',
  })
  .optional();

const RESOLVERS = ['npm', 'pnpm', 'yarn-classic', 'yarn-berry'] as const satisfies readonly ResolverTool[];

const schema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    HOST: z.string().default('127.0.0.1'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    BACKLINE_DATA_DIR: z.string().default('.backline'),
    BACKLINE_ROLE: z.enum(['all', 'api', 'worker']).default('all'),
    BACKLINE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    BACKLINE_SECRET_KEY: list,
    BACKLINE_ALLOWED_HOSTS: list,
    BACKLINE_CA_FILE: z.string().optional(),
    BACKLINE_NPM_REGISTRY: registry,
    BACKLINE_PYPI_REGISTRY: registry,
    BACKLINE_GO_REGISTRY: registry,
    BACKLINE_MAVEN_REGISTRY: registry,
    BACKLINE_CRATES_REGISTRY: registry,
    BACKLINE_RUBYGEMS_REGISTRY: registry,
    BACKLINE_PACKAGIST_REGISTRY: registry,
    BACKLINE_NUGET_REGISTRY: registry,
    BACKLINE_PUB_REGISTRY: registry,
    BACKLINE_RESOLVERS: z
      .string()
      .default(RESOLVERS.join(','))
      .transform((text) => (text === 'off' ? [] : text.split(',').map((each) => each.trim())))
      .pipe(z.array(z.enum(RESOLVERS, `must be \`off\`, or some of ${RESOLVERS.join(', ')}.`))),
    BACKLINE_OSV_URL: z
      .url({ protocol: /^https?$/ })
      .default('https://osv-vulnerabilities.storage.googleapis.com'),
    BACKLINE_OSV_SYNC_HOURS: z.coerce.number().min(0).max(720).default(6),
    BACKLINE_SYNC_MINUTES: z.coerce.number().min(1).max(10_080).default(60),
    BACKLINE_POLL_SECONDS: z.coerce.number().min(1).max(3_600).default(30),
    BACKLINE_WORKERS: z.coerce.number().int().min(1).max(64).default(4),
    BACKLINE_RELEASE_AGE_DAYS: z.coerce.number().min(0).max(365).default(3),
    BACKLINE_LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
  })
  .refine((value) => value.DATABASE_URL === undefined || value.BACKLINE_SECRET_KEY.length > 0, {
    path: ['BACKLINE_SECRET_KEY'],
    message: 'is required with DATABASE_URL: a text of at least 32 characters, the same for every process.',
  })
  .refine((value) => value.BACKLINE_SECRET_KEY.every((key) => key.length >= 32), {
    path: ['BACKLINE_SECRET_KEY'],
    message: 'must be texts of at least 32 characters, separated by commas; the first one seals.',
  });

/** Everything that the environment may set. Paths are absolute; times carry their unit in the name. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Null: the embedded PostgreSQL in the data directory. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly role: 'all' | 'api' | 'worker';
  readonly publicUrl: string | null;
  /** First one seals, all open; empty: a key is made in the data directory. */
  readonly secretKeys: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly caFile: string | null;
  /** By ecosystem; what is not there is the package manager's own default. */
  readonly registries: OperatorRegistries;
  /** The package managers that may resolve dependencies anew. */
  readonly resolvers: readonly ResolverTool[];
  readonly osvUrl: string;
  /** 0: never sync by itself. */
  readonly osvSyncHours: number;
  readonly syncMinutes: number;
  readonly pollSeconds: number;
  readonly workers: number;
  readonly releaseAgeDays: number;
  readonly logLevel: string;
}

/** Reads the environment, the only place that does. CONFIG_INVALID names every variable that is wrong, all at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('CONFIG_INVALID', `The environment is not right:\n${problems.join('\n')}`);
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL ?? null,
    dataDir: resolve(value.BACKLINE_DATA_DIR.replace(/^~(?=\/|$)/, homedir())),
    role: value.BACKLINE_ROLE,
    publicUrl: value.BACKLINE_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    secretKeys: value.BACKLINE_SECRET_KEY,
    allowedHosts: value.BACKLINE_ALLOWED_HOSTS,
    caFile: value.BACKLINE_CA_FILE ?? null,
    registries: registriesOf(value),
    resolvers: value.BACKLINE_RESOLVERS,
    osvUrl: value.BACKLINE_OSV_URL.replace(/\/$/, ''),
    osvSyncHours: value.BACKLINE_OSV_SYNC_HOURS,
    syncMinutes: value.BACKLINE_SYNC_MINUTES,
    pollSeconds: value.BACKLINE_POLL_SECONDS,
    workers: value.BACKLINE_WORKERS,
    releaseAgeDays: value.BACKLINE_RELEASE_AGE_DAYS,
    logLevel: value.BACKLINE_LOG_LEVEL,
  };
}

function registriesOf(value: z.output<typeof schema>): OperatorRegistries {
  const set = {
    npm: value.BACKLINE_NPM_REGISTRY,
    PyPI: value.BACKLINE_PYPI_REGISTRY,
    Go: value.BACKLINE_GO_REGISTRY,
    Maven: value.BACKLINE_MAVEN_REGISTRY,
    'crates.io': value.BACKLINE_CRATES_REGISTRY,
    RubyGems: value.BACKLINE_RUBYGEMS_REGISTRY,
    Packagist: value.BACKLINE_PACKAGIST_REGISTRY,
    NuGet: value.BACKLINE_NUGET_REGISTRY,
    Pub: value.BACKLINE_PUB_REGISTRY,
  };
  return Object.fromEntries(Object.entries(set).filter(([, address]) => address !== undefined));
}

function isRegistryAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
