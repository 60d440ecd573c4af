import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { compareVersions } from '../ecosystems/nuget/versions.js';
import { readDate } from './release-date.js';
import { isVersionText, MAXIMUM_NAME, plainText, versionFacts } from './version-facts.js';

const loose = z.unknown().optional();

const serviceSchema = z.object({
  resources: z.array(z.object({ '@id': z.string(), '@type': z.unknown() }).nullable().catch(null)),
});

const indexSchema = z.object({ items: z.array(z.unknown()) });
const pageSchema = z.object({ '@id': loose, items: z.array(z.unknown()).nullish().catch(null) });
const leafSchema = z.object({
  catalogEntry: z.object({
    version: z.string(),
    listed: loose,
    published: loose,
    licenseExpression: loose,
    dependencyGroups: z
      .array(
        z
          .object({ dependencies: z.array(z.unknown()).nullish().catch(null) })
          .nullable()
          .catch(null),
      )
      .nullish()
      .catch([null]),
    deprecation: z
      .object({
        message: loose,
        reasons: z.array(z.unknown()).nullish().catch(null),
        alternatePackage: z.object({ id: z.string() }).nullish().catch(null),
      })
      .nullish()
      .catch(null),
  }),
});

const dependencySchema = z.object({ id: z.string(), range: z.string().nullish().catch(null) });

/** A package that asks for more in all its target frameworks is none. */
const MAXIMUM_DEPENDENCIES = 1_000;
/** What asks for no version in particular takes any. */
const ANY_VERSION = '(, )';

/** Best first: only the first tells of versions of SemVer 2. */
const REGISTRATION_TYPES = [
  'RegistrationsBaseUrl/3.6.0',
  'RegistrationsBaseUrl/Versioned',
  'RegistrationsBaseUrl/3.4.0',
  'RegistrationsBaseUrl/3.0.0-rc',
  'RegistrationsBaseUrl/3.0.0-beta',
  'RegistrationsBaseUrl',
];

/** The address below which packages are described, from a service index (https://learn.microsoft.com/nuget/api/service-index); null where none is named. */
export function readRegistrationAddress(json: unknown): string | null {
  const read = serviceSchema.safeParse(json);
  if (!read.success) return null;
  for (const type of REGISTRATION_TYPES) {
    for (const resource of read.data.resources) {
      if (resource === null || !(resource['@type'] === type || isListWith(resource['@type'], type))) continue;
      return resource['@id'].endsWith('/') ? resource['@id'] : `${resource['@id']}/`;
    }
  }
  return null;
}

/** A page of versions: with them, or with the address where they are. */
export type RegistrationPage =
  | { readonly kind: 'versions'; readonly versions: readonly PackageVersionFacts[] }
  | { readonly kind: 'link'; readonly address: string };

/** Reads a registration index (https://learn.microsoft.com/nuget/api/registration-base-url-resource); null where the text is none. */
export function readRegistrationIndex(json: unknown): readonly RegistrationPage[] | null {
  const read = indexSchema.safeParse(json);
  if (!read.success) return null;
  return read.data.items.flatMap((item): RegistrationPage[] => {
    const page = pageSchema.safeParse(item);
    if (!page.success) return [];
    const { items } = page.data;
    if (items !== null && items !== undefined)
      return [{ kind: 'versions', versions: items.flatMap(readLeaf) }];
    return typeof page.data['@id'] === 'string' ? [{ kind: 'link', address: page.data['@id'] }] : [];
  });
}

/** Reads a page that stands alone; null where the text is none. */
export function readRegistrationPage(json: unknown): readonly PackageVersionFacts[] | null {
  const page = pageSchema.safeParse(json);
  return page.success && page.data.items != null ? page.data.items.flatMap(readLeaf) : null;
}

function readLeaf(leaf: unknown): PackageVersionFacts[] {
  const read = leafSchema.safeParse(leaf);
  if (!read.success || !isVersionText(read.data.catalogEntry.version)) return [];
  const { version, listed, published, licenseExpression, deprecation, dependencyGroups } =
    read.data.catalogEntry;
  const dependencies = readDependencies(dependencyGroups ?? []);
  const date = readDate(published);
  // The gallery dates what is not listed to 1900.
  const isUnlisted = listed === false || date?.startsWith('1900-') === true;
  return [
    versionFacts(version, {
      publishedAt: date?.startsWith('1900-') === true ? null : date,
      yanked: isUnlisted ? 'unlisted' : null,
      deprecated: deprecation == null ? null : describeDeprecation(deprecation),
      license: plainText(licenseExpression),
      dependencies: dependencies ?? {},
      isDetailed: dependencies !== null,
    }),
  ];
}

type DependencyGroup = { readonly dependencies?: readonly unknown[] | null | undefined } | null;

/**
 * What the version asks for in any target framework; of several ranges for one package that with the highest lower end, as
 * what satisfies it satisfies the others too where they have no upper end. Null where the groups cannot be read whole.
 */
function readDependencies(groups: readonly DependencyGroup[]): Readonly<Record<string, string>> | null {
  const ranges = new Map<string, { readonly name: string; readonly range: string }>();
  let count = 0;
  for (const group of groups) {
    if (group === null) return null;
    for (const dependency of group.dependencies ?? []) {
      const read = dependencySchema.safeParse(dependency);
      count += 1;
      if (!read.success || count > MAXIMUM_DEPENDENCIES || read.data.id.length > MAXIMUM_NAME) return null;
      const name = read.data.id;
      const range = plainText(read.data.range) ?? ANY_VERSION;
      const known = ranges.get(name.toLowerCase());
      if (known === undefined || compareVersions(lowerEnd(known.range), lowerEnd(range)) < 0)
        ranges.set(name.toLowerCase(), { name, range });
    }
  }
  return Object.fromEntries(Array.from(ranges.values(), ({ name, range }) => [name, range]));
}

function lowerEnd(range: string): string {
  return /^[[(]?([^,\])]*)/.exec(range)?.[1]?.trim() ?? '';
}

interface Deprecation {
  readonly message?: unknown;
  readonly reasons?: readonly unknown[] | null | undefined;
  readonly alternatePackage?: { readonly id: string } | null | undefined;
}

function describeDeprecation({ message, reasons, alternatePackage }: Deprecation): string {
  const why =
    plainText(message) ?? plainText((reasons ?? []).filter((each) => typeof each === 'string').join(', '));
  const instead = plainText(alternatePackage?.id);
  return `${why ?? 'deprecated'}${instead === null ? '' : ` (use ${instead} instead)`}`;
}

function isListWith(list: unknown, word: string): boolean {
  return Array.isArray(list) && list.includes(word);
}
