import { readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { defaultProviderName, type ProviderSettings } from './accounts/provider-sign-in.js';
import { describeVariables, VARIABLES } from './configuration.js';
import { AppError } from './errors.js';
import type { ResolverTool } from './ecosystems/ecosystem.js';
import type { OperatorRegistries } from './registries/default-registries.js';

/** Everything that the environment may set. Paths are absolute; times carry their unit in the name. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Null: the embedded PostgreSQL in the data directory. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly role: 'all' | 'api' | 'worker';
  readonly publicUrl: string | null;
  /** How many proxies stand before the API. */
  readonly proxyHops: number;
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
  /** Null: no metrics are served. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** At a stop: how long the API goes on after it is no longer ready, and how long jobs may. */
  readonly drainMs: number;
  readonly graceMs: number;
  /** How the log calls this process. */
  readonly instance: string;
  /** Points of the API that an account, a token or an address has for a minute; 0: no limit. */
  readonly apiPointsPerMinute: number;
  /** How long an operation of the API may take. */
  readonly apiSeconds: number;
  readonly logLevel: string;
  /** Null: people sign in with passwords only. */
  readonly provider: ProviderSettings | null;
}

/** Reads the environment, the only place that does. CONFIG_INVALID names every variable that is wrong, all at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const files = readSecretFiles(given);
  const parsed = VARIABLES.safeParse({ ...given, ...files.values });
  if (!parsed.success || files.problems.length > 0) {
    const issues = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    const problems = [...files.problems, ...issues].map((problem) => `  ${problem}`);
    throw new AppError('CONFIG_INVALID', `The environment is not right:\n${problems.join('\n')}`);
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    databaseUrl: withPassword(value.DATABASE_URL ?? null, value.DATABASE_PASSWORD),
    dataDir: resolve(value.BACKLINE_DATA_DIR.replace(/^~(?=\/|$)/, homedir())),
    role: value.BACKLINE_ROLE,
    publicUrl: value.BACKLINE_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    proxyHops: value.BACKLINE_PROXY_HOPS,
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
    metrics:
      value.BACKLINE_METRICS_PORT === undefined
        ? null
        : { host: value.BACKLINE_METRICS_HOST, port: value.BACKLINE_METRICS_PORT },
    drainMs: value.BACKLINE_DRAIN_SECONDS * 1_000,
    graceMs: value.BACKLINE_GRACE_SECONDS * 1_000,
    instance: value.BACKLINE_INSTANCE ?? hostname(),
    apiPointsPerMinute: value.BACKLINE_API_POINTS_PER_MINUTE,
    apiSeconds: value.BACKLINE_API_SECONDS,
    logLevel: value.BACKLINE_LOG_LEVEL,
    provider: providerOf(value),
  };
}

function providerOf(value: z.output<typeof VARIABLES>): ProviderSettings | null {
  const { BACKLINE_OIDC_ISSUER: issuer, BACKLINE_OIDC_CLIENT_ID: clientId } = value;
  if (issuer === undefined || clientId === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret: value.BACKLINE_OIDC_CLIENT_SECRET ?? null,
    name: value.BACKLINE_OIDC_NAME ?? defaultProviderName(issuer),
    signUp: value.BACKLINE_OIDC_SIGN_UP,
    domains: value.BACKLINE_OIDC_DOMAINS,
  };
}

/** Secrets that stand in files (Docker's, systemd's): `<name>_FILE` names the file, whose text counts without its last line end. */
function readSecretFiles(given: Readonly<Record<string, string | undefined>>): {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
} {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const { name, isSecret } of describeVariables()) {
    const path = given[`${name}_FILE`];
    if (isSecret !== true || path === undefined) continue;
    if (given[name] !== undefined) {
      problems.push(`${name}_FILE: is set beside ${name}. Set one of them.`);
      continue;
    }
    try {
      values[name] = readFileSync(path, 'utf8').trim();
      if (values[name] === '') problems.push(`${name}_FILE: the file is empty.`);
    } catch {
      problems.push(`${name}_FILE: the file cannot be read.`);
    }
  }
  return { values, problems };
}

function withPassword(url: string | null, password: string | undefined): string | null {
  if (url === null || password === undefined) return url;
  const address = new URL(url);
  if (address.password === '') address.password = encodeURIComponent(password);
  return address.toString();
}

function registriesOf(value: z.output<typeof VARIABLES>): OperatorRegistries {
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
