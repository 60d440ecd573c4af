import type { Universe, UniversePackage, UniverseVersion } from './universe.js';

/** The registries that are served beside npm's. */
export const OTHER_REGISTRIES = ['pypi', 'go', 'maven', 'crates', 'rubygems', 'packagist', 'nuget'] as const;

export type OtherRegistry = (typeof OTHER_REGISTRIES)[number];

/** What is answered with 200. `lastModified` is ISO 8601. */
export interface Document {
  readonly type: string;
  readonly body: string;
  readonly lastModified?: string;
}

/** A request below a registry's address: decoded parts of its path, and that address without a slash at its end. */
export interface OtherRequest {
  readonly parts: readonly string[];
  readonly baseUrl: string;
}

/** What a registry says to a request, in the shape of its protocol; null is 404. */
export function answerOther(
  registry: OtherRegistry,
  universe: Universe,
  request: OtherRequest,
): Document | null {
  return PROTOCOLS[registry](universe, request);
}

const PROTOCOLS: Readonly<
  Record<OtherRegistry, (universe: Universe, request: OtherRequest) => Document | null>
> = {
  pypi: answerPyPi,
  go: answerGo,
  maven: answerMaven,
  crates: answerCrates,
  rubygems: answerRubyGems,
  packagist: answerPackagist,
  nuget: answerNuGet,
};

/** https://docs.pypi.org/api/json/ */
function answerPyPi(universe: Universe, { parts: [root, name = '', last] }: OtherRequest): Document | null {
  const entry = root === 'pypi' && last === 'json' ? universe.get(name) : undefined;
  if (entry === undefined) return null;
  const releases = entry.versions.map((version) => [
    version.version,
    [
      {
        filename: `${entry.name}-${version.version}.tar.gz`,
        upload_time_iso_8601: version.publishedAt,
        yanked: version.yanked !== undefined,
        yanked_reason: version.yanked ?? null,
        requires_python: version.engines?.['python'] ?? null,
      },
    ],
  ]);
  const info = {
    name: entry.name,
    version: entry.latest,
    license_expression: entry.versions.at(-1)?.license ?? null,
    classifiers: [],
    project_urls: entry.repository === null ? null : { Source: entry.repository },
  };
  return json({ info, releases: Object.fromEntries(releases) });
}

/** https://go.dev/ref/mod#goproxy-protocol */
function answerGo(universe: Universe, { parts }: OtherRequest): Document | null {
  const at = parts.findIndex((part) => part.startsWith('@'));
  const name = parts
    .slice(0, at)
    .join('/')
    .replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const entry = at > 0 ? universe.get(name) : undefined;
  if (entry === undefined) return null;
  if (parts[at] === '@latest') return goInfo(entry, entry.latest);
  const [, file = ''] = parts.slice(at);
  if (file === 'list') return text(entry.versions.map(({ version }) => `v${version}\n`).join(''));
  const [, version = '', kind] = /^v(.+)\.(info|mod)$/.exec(file) ?? [];
  return kind === 'info' ? goInfo(entry, version) : kind === 'mod' ? goModule(entry, version) : null;
}

function goInfo(entry: UniversePackage, wanted: string): Document | null {
  const found = entry.versions.find(({ version }) => version === wanted);
  return found === undefined ? null : json({ Version: `v${found.version}`, Time: found.publishedAt });
}

function goModule(entry: UniversePackage, wanted: string): Document | null {
  const found = entry.versions.find(({ version }) => version === wanted);
  if (found === undefined) return null;
  const retracted = entry.versions.filter(({ yanked }) => yanked !== undefined);
  return text(
    [
      ...(found.deprecated === undefined ? [] : [`// Deprecated: ${found.deprecated}`]),
      `module ${entry.name}`,
      '',
      ...retracted.map(({ version, yanked }) => `retract v${version} // ${yanked ?? ''}`),
      '',
    ].join('\n'),
  );
}

/** https://maven.apache.org/repositories/metadata.html, and the layout of a repository for POMs. */
function answerMaven(universe: Universe, { parts }: OtherRequest): Document | null {
  const artifact = universe.get(`${parts.slice(0, -2).join('.')}:${parts.at(-2) ?? ''}`);
  if (parts.at(-1) === 'maven-metadata.xml' && artifact !== undefined) return mavenMetadata(artifact);
  const [name = '', wanted = '', file] = parts.slice(-3);
  const entry = universe.get(`${parts.slice(0, -3).join('.')}:${name}`);
  const found = entry?.versions.find(({ version }) => version === wanted);
  if (found === undefined || file !== `${name}-${wanted}.pom`) return null;
  return { type: 'application/xml', body: '<project/>\n', lastModified: found.publishedAt };
}

function mavenMetadata(entry: UniversePackage): Document {
  const [group = '', artifact = ''] = entry.name.split(':');
  const versions = entry.versions.map(({ version }) => `<version>${version}</version>`).join('');
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<metadata><groupId>${group}</groupId><artifactId>${artifact}</artifactId>` +
    `<versioning><latest>${entry.latest}</latest><release>${entry.latest}</release><versions>${versions}</versions></versioning></metadata>\n`;
  return { type: 'application/xml', body };
}

/** https://doc.rust-lang.org/cargo/reference/registry-index.html#sparse-protocol */
function answerCrates(universe: Universe, { parts }: OtherRequest): Document | null {
  const entry = universe.get(parts.at(-1) ?? '');
  if (entry === undefined || parts.length < 2) return null;
  const line = ({ version, publishedAt, yanked }: UniverseVersion): string =>
    JSON.stringify({
      name: entry.name,
      vers: version,
      deps: [],
      yanked: yanked !== undefined,
      pubtime: publishedAt,
    });
  return text(entry.versions.map((version) => `${line(version)}\n`).join(''));
}

/** https://guides.rubygems.org/rubygems-org-api/; newest first, without what was yanked. */
function answerRubyGems(universe: Universe, { parts }: OtherRequest): Document | null {
  const file = parts.slice(0, 3).join('/') === 'api/v1/versions' ? (parts[3] ?? '') : '';
  const entry = universe.get(file.replace(/\.json$/, ''));
  if (entry === undefined) return null;
  const standing = entry.versions.filter(({ yanked }) => yanked === undefined);
  return json(
    standing.toReversed().map(({ version, publishedAt, license }) => ({
      number: version,
      platform: 'ruby',
      created_at: publishedAt,
      licenses: license === undefined ? null : [license],
    })),
  );
}

/** https://packagist.org/apidoc#get-package-data, not minified. */
function answerPackagist(universe: Universe, { parts }: OtherRequest): Document | null {
  const [root, vendor = '', file = ''] = parts;
  const entry = root === 'p2' ? universe.get(`${vendor}/${file.replace(/\.json$/, '')}`) : undefined;
  if (entry === undefined) return null;
  const versions = entry.versions.toReversed().map(({ version, publishedAt, license, deprecated }) => ({
    name: entry.name,
    version,
    time: publishedAt,
    license: license === undefined ? [] : [license],
    ...(deprecated === undefined ? {} : { abandoned: true }),
    ...(entry.repository === null ? {} : { source: { type: 'git', url: entry.repository } }),
  }));
  return json({ packages: { [entry.name]: versions } });
}

/** https://learn.microsoft.com/nuget/api/overview: the service index, and a registration index of one page. */
function answerNuGet(universe: Universe, { parts, baseUrl }: OtherRequest): Document | null {
  if (parts.join('/') === 'index.json') {
    const resource = { '@id': `${baseUrl}/registration/`, '@type': 'RegistrationsBaseUrl/3.6.0' };
    return json({ version: '3.0.0', resources: [resource] });
  }
  const [root, lower, file] = parts;
  const entry = [...universe.values()].find(({ name }) => name.toLowerCase() === lower);
  if (root !== 'registration' || file !== 'index.json' || entry === undefined) return null;
  const leaves = entry.versions.map(({ version, publishedAt, license, yanked }) => ({
    catalogEntry: {
      id: entry.name,
      version,
      published: publishedAt,
      listed: yanked === undefined,
      licenseExpression: license ?? '',
    },
  }));
  return json({ count: 1, items: [{ count: leaves.length, items: leaves }] });
}

function json(value: unknown): Document {
  return { type: 'application/json', body: JSON.stringify(value) };
}

function text(body: string): Document {
  return { type: 'text/plain', body };
}
