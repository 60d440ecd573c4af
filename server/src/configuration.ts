import { z } from 'zod';
import { LEAST_LIMIT } from './budget/budget.js';
import type { ResolverTool } from './ecosystems/ecosystem.js';

/** What an operator reads of a variable: `npm run configuration` writes the table of docs/configuration.md from it. */
interface About {
  /** Sentences, in Markdown. */
  readonly meaning: string;
  /** The processes that need it; both where nothing is said. */
  readonly roles?: 'api' | 'worker';
  readonly unit?: string;
  /** Stands for the default where the schema's own says too little. */
  readonly shown?: string;
  /** A secret; it may also be given as a file, `<name>_FILE`. */
  readonly isSecret?: boolean;
}

function about(meaning: string, more: Omit<About, 'meaning'> = {}): Record<string, unknown> {
  return { meaning, ...more };
}

const aboutSchema = z.object({
  meaning: z.string(),
  roles: z.enum(['api', 'worker']).optional(),
  unit: z.string().optional(),
  shown: z.string().optional(),
  isSecret: z.boolean().optional(),
});

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

const registry = (ecosystem: string) =>
  z
    .string()
    .refine((text) => text === 'off' || isRegistryAddress(text), {
      message: 'must be an http or https address without user and password, or `off`.',
    })
    .optional()
    .meta(
      about(
        `The registry that is asked for versions of ${ecosystem} packages, or \`off\` for none. An integration may have addresses of its own.`,
        { shown: "the package manager's own" },
      ),
    );

const SIGN_UP_ROLES = { off: null, viewer: 'VIEWER', approver: 'APPROVER', admin: 'ADMIN' } as const;

const RESOLVERS = ['npm', 'pnpm', 'yarn-classic', 'yarn-berry'] as const satisfies readonly ResolverTool[];

/** Looked at although a variable of its own is wrong, so that all problems are told at once. */
const ALWAYS = { when: () => true };

/** Every variable of the environment: what it may be, and what it means. */
export const VARIABLES = z
  .object({
    PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(4000)
      .meta(about('Where the API and the page listen; 0 takes a free port.', { roles: 'api' })),
    HOST: z
      .string()
      .default('127.0.0.1')
      .meta(about('The address on which they listen; `0.0.0.0` for all.', { roles: 'api' })),
    BACKLINE_PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .refine(isOrigin, {
        message:
          'must be an address without path, query, user or password, such as https://backline.example.com: Backline is served at the root of its host.',
      })
      .optional()
      .meta(
        about(
          'The address that people and GitLab use, the same for every process. With https the session cookie is Secure; without it links in merge requests and webhooks are left out.',
        ),
      ),
    BACKLINE_PROXY_HOPS: z.coerce
      .number()
      .int()
      .min(0)
      .max(10)
      .default(0)
      .meta(
        about(
          'How many proxies stand before the API, each of which appends to `X-Forwarded-For`: by that the address of a person is known, which limits of sign-in and the audit log need. More than there are would let clients choose theirs.',
          { roles: 'api' },
        ),
      ),
    BACKLINE_ROLE: z
      .enum(['all', 'api', 'worker'])
      .default('all')
      .meta(about('What this process does: `api` serves the API and the page, `worker` runs jobs.')),
    BACKLINE_DATA_DIR: z
      .string()
      .default('.backline')
      .meta(about('The folder of the embedded database and its key; unused with `DATABASE_URL`.')),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .meta(
        about(
          'A PostgreSQL (15 or newer) in place of the embedded one; any number of processes may share it.',
          { isSecret: true, shown: 'the embedded one' },
        ),
      ),
    DATABASE_PASSWORD: z
      .string()
      .optional()
      .meta(about('The password for `DATABASE_URL`, where that holds none.', { isSecret: true })),
    BACKLINE_SECRET_KEY: list.meta(
      about(
        'Seals tokens and other secrets at rest: a text of at least 32 characters, the same for every process; required with `DATABASE_URL`. Several, separated by commas: the first seals, all open.',
        { isSecret: true, shown: 'made in the data directory' },
      ),
    ),
    BACKLINE_METRICS_PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .meta(
        about(
          'Where `/metrics`, `/healthz` and `/readyz` of this process are served, without sign-in, apart from the API; workers have them too. 0 takes a free port.',
          { shown: 'off' },
        ),
      ),
    BACKLINE_METRICS_HOST: z
      .string()
      .default('127.0.0.1')
      .meta(about('The address on which they are served. Let only your monitoring reach it.')),
    BACKLINE_LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info')
      .meta(about('The least important that is logged. Logs are JSON lines on standard error.')),
    BACKLINE_INSTANCE: z
      .string()
      .regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits, or any of . : _ -')
      .optional()
      .meta(about('How the log calls this process.', { shown: 'the name of the machine' })),
    BACKLINE_DRAIN_SECONDS: z.coerce
      .number()
      .min(0)
      .max(60)
      .default(0)
      .meta(
        about(
          'At a stop, how long the API still answers after `/readyz` says that it stops, so that a proxy takes it out first.',
          { roles: 'api', unit: 'seconds' },
        ),
      ),
    BACKLINE_GRACE_SECONDS: z.coerce
      .number()
      .min(0)
      .max(300)
      .default(10)
      .meta(
        about(
          'At a stop, how long running jobs may go on. What has not ended then is handed back and goes on in another process, without the loss of an attempt.',
          { roles: 'worker', unit: 'seconds' },
        ),
      ),
    BACKLINE_WORKERS: z.coerce
      .number()
      .int()
      .min(1)
      .max(64)
      .default(4)
      .meta(about('Jobs at once in this process.', { roles: 'worker' })),
    BACKLINE_ALLOWED_HOSTS: list.meta(
      about(
        "Hosts of GitLab, of integrations' own registries and of event receivers that may be private or without TLS: `host`, `host:port`, address or CIDR, separated by commas.",
      ),
    ),
    BACKLINE_OIDC_ISSUER: z
      .string()
      .refine(isProviderAddress, {
        message: 'must be an https (or allowed http) address without user, password, query and fragment.',
      })
      .optional()
      .meta(
        about(
          'Lets people sign in with an OpenID Connect provider, for example `https://gitlab.com`. Register `<public address>/sign-in/provider/callback` there as the redirect address, with the scopes openid, profile and email. A private address must be among `BACKLINE_ALLOWED_HOSTS`.',
          { roles: 'api', shown: 'off' },
        ),
      ),
    BACKLINE_OIDC_CLIENT_ID: z
      .string()
      .optional()
      .meta(about('How the provider calls Backline: its application or client id.', { roles: 'api' })),
    BACKLINE_OIDC_CLIENT_SECRET: z
      .string()
      .optional()
      .meta(about('The secret of that client; none for a public client.', { roles: 'api', isSecret: true })),
    BACKLINE_OIDC_NAME: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .optional()
      .meta(
        about('What the button on the sign-in page calls the provider.', {
          roles: 'api',
          shown: 'GitLab, or the host',
        }),
      ),
    BACKLINE_OIDC_SIGN_UP: z
      .enum(['off', 'viewer', 'approver', 'admin'])
      .default('off')
      .transform((word) => SIGN_UP_ROLES[word])
      .meta(
        about(
          'The role of people who come from the provider for the first time. `off`: only who has an account or an invitation with the same, confirmed e-mail address may come in.',
          { roles: 'api', shown: 'off' },
        ),
      ),
    BACKLINE_OIDC_DOMAINS: list
      .transform((domains) => domains.map((domain) => domain.toLowerCase()))
      .refine((domains) => domains.every((domain) => /^[a-z0-9.-]{1,253}$/.test(domain)), {
        message: 'must be domains such as example.com, separated by commas.',
      })
      .meta(
        about(
          'Domains of e-mail addresses that may sign in with the provider, separated by commas; none: any.',
          { roles: 'api' },
        ),
      ),
    BACKLINE_CA_FILE: z
      .string()
      .optional()
      .meta(
        about(
          'A PEM file of further certificate authorities, for GitLab, registries and the sign-in provider.',
        ),
      ),
    BACKLINE_NPM_REGISTRY: registry('npm'),
    BACKLINE_PYPI_REGISTRY: registry('PyPI'),
    BACKLINE_GO_REGISTRY: registry('Go'),
    BACKLINE_MAVEN_REGISTRY: registry('Maven'),
    BACKLINE_CRATES_REGISTRY: registry('crates.io'),
    BACKLINE_RUBYGEMS_REGISTRY: registry('RubyGems'),
    BACKLINE_PACKAGIST_REGISTRY: registry('Packagist'),
    BACKLINE_NUGET_REGISTRY: registry('NuGet'),
    BACKLINE_PUB_REGISTRY: registry('Pub'),
    BACKLINE_RESOLVERS: z
      .string()
      .default(RESOLVERS.join(','))
      .transform((text) => (text === 'off' ? [] : text.split(',').map((each) => each.trim())))
      .pipe(z.array(z.enum(RESOLVERS, `must be \`off\`, or some of ${RESOLVERS.join(', ')}.`)))
      .meta(
        about(
          'The package managers that may resolve dependencies anew, shut off from the network, or `off` for none.',
          { roles: 'worker' },
        ),
      ),
    BACKLINE_OSV_URL: z
      .url({ protocol: /^https?$/ })
      .default('https://osv-vulnerabilities.storage.googleapis.com')
      .meta(about('Where advisories are synced from.', { roles: 'worker' })),
    BACKLINE_OSV_SYNC_HOURS: z.coerce
      .number()
      .min(0)
      .max(720)
      .default(6)
      .meta(about('How often; 0 never.', { roles: 'worker', unit: 'hours' })),
    BACKLINE_SYNC_MINUTES: z.coerce
      .number()
      .min(1)
      .max(10_080)
      .default(60)
      .meta(
        about('How often the projects of an integration are listed again.', {
          roles: 'worker',
          unit: 'minutes',
        }),
      ),
    BACKLINE_POLL_SECONDS: z.coerce
      .number()
      .min(1)
      .max(3_600)
      .default(30)
      .meta(about('How often open merge requests are looked at.', { roles: 'worker', unit: 'seconds' })),
    BACKLINE_RELEASE_AGE_DAYS: z.coerce
      .number()
      .min(0)
      .max(365)
      .default(3)
      .meta(
        about('How old a version must be before it is proposed, where no policy says otherwise.', {
          unit: 'days',
        }),
      ),
    BACKLINE_API_POINTS_PER_MINUTE: z.coerce
      .number()
      .int()
      .max(1_000_000_000)
      .refine((points) => points === 0 || points >= LEAST_LIMIT, {
        message: `must be 0 (no limit), or at least ${LEAST_LIMIT}.`,
      })
      .default(20_000)
      .meta(
        about('Points of the API that an account, a token or an address has for a minute; 0: no limit.', {
          roles: 'api',
        }),
      ),
    BACKLINE_API_SECONDS: z.coerce
      .number()
      .min(1)
      .max(300)
      .default(10)
      .meta(about('How long an operation of the API may take.', { roles: 'api', unit: 'seconds' })),
  })
  .refine((value) => value.DATABASE_URL === undefined || value.BACKLINE_SECRET_KEY.length > 0, {
    ...ALWAYS,
    path: ['BACKLINE_SECRET_KEY'],
    message: 'is required with DATABASE_URL: a text of at least 32 characters, the same for every process.',
  })
  .refine(
    (value) => (value.BACKLINE_OIDC_ISSUER === undefined) === (value.BACKLINE_OIDC_CLIENT_ID === undefined),
    {
      ...ALWAYS,
      path: ['BACKLINE_OIDC_CLIENT_ID'],
      message: 'and BACKLINE_OIDC_ISSUER are needed together: set both, or neither.',
    },
  )
  .refine((value) => value.BACKLINE_SECRET_KEY.every((key) => key.length >= 32), {
    ...ALWAYS,
    path: ['BACKLINE_SECRET_KEY'],
    message: 'must be texts of at least 32 characters, separated by commas; the first one seals.',
  });

/** A variable as the table of the documentation shows it. */
export interface Variable extends About {
  readonly name: string;
  /** As it would be written, `on` and numbers too; null where there is none. */
  readonly default: string | null;
}

/** Every variable, in the order of the schema. */
export function describeVariables(): readonly Variable[] {
  return Object.entries(VARIABLES.shape).map(([name, type]) => {
    const said = aboutSchema.parse(type.meta());
    const value = type.safeParse(undefined).data;
    const text = Array.isArray(value) ? value.join(',') : value === undefined ? '' : String(value);
    return {
      name,
      default: text === '' ? null : text,
      meaning: said.meaning,
      ...(said.roles === undefined ? {} : { roles: said.roles }),
      ...(said.unit === undefined ? {} : { unit: said.unit }),
      ...(said.shown === undefined ? {} : { shown: said.shown }),
      ...(said.isSecret === undefined ? {} : { isSecret: said.isSecret }),
    };
  });
}

/** Names that begin as ours do and are none of ours, each with the one that comes nearest where one is near. */
export function unknownVariables(
  environment: Readonly<Record<string, string | undefined>>,
): readonly { readonly name: string; readonly nearest: string | null }[] {
  const known = describeVariables().flatMap(({ name, isSecret }) =>
    isSecret === true ? [name, `${name}_FILE`] : [name],
  );
  return Object.keys(environment)
    .filter((name) => name.startsWith('BACKLINE_') && !known.includes(name))
    .toSorted()
    .map((name) => {
      const [nearest] = known
        .map((other) => ({ other, distance: editDistance(name.slice(0, 100), other) }))
        .filter(({ distance }) => distance <= MOST_EDITS)
        .toSorted((left, right) => left.distance - right.distance);
      return { name, nearest: nearest?.other ?? null };
    });
}

/** As many wrong letters are taken for a slip. */
const MOST_EDITS = 4;

/** Levenshtein's: letters to put in, take out or change. */
function editDistance(left: string, right: string): number {
  let before = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...left].entries()) {
    const now = [row + 1];
    for (const [column, other] of [...right].entries())
      now.push(
        Math.min(
          (before[column + 1] ?? 0) + 1,
          (now[column] ?? 0) + 1,
          (before[column] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    before = now;
  }
  return before.at(-1) ?? 0;
}

/** An invalid address is said to be one elsewhere. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && search === '' && hash === '' && username === '' && password === '';
}

function isProviderAddress(text: string): boolean {
  if (!isRegistryAddress(text)) return false;
  const { search, hash } = new URL(text);
  return search === '' && hash === '';
}

function isRegistryAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
