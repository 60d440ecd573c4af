import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from './registry.js';
import { earliest, readDate } from './release-date.js';
import { repositoryUrl } from './repository-url.js';
import { isVersionText, MAXIMUM_VERSIONS, plainText, versionFacts, yankedBy } from './version-facts.js';

const loose = z.unknown().optional();

const fileSchema = z.object({
  upload_time_iso_8601: loose,
  yanked: loose,
  yanked_reason: loose,
  requires_python: loose,
});

const projectSchema = z.object({
  info: z.object({
    name: z.string(),
    version: loose,
    license: loose,
    license_expression: loose,
    classifiers: z.array(z.unknown()).nullish().catch(null),
    project_urls: z.record(z.string(), z.unknown()).nullish().catch(null),
    home_page: loose,
  }),
  releases: z.record(z.string(), z.unknown()),
});

const simpleFileSchema = z.object({
  filename: z.string().max(500),
  'upload-time': loose,
  yanked: loose,
  'requires-python': loose,
});

const simpleSchema = z.object({
  name: z.string(),
  files: z.array(z.unknown()),
  'project-status': z.object({ status: z.string(), reason: loose }).nullish().catch(null),
});

/** One uploaded file, as both interfaces tell of it. */
interface ReleaseFile {
  readonly uploadedAt: string | null;
  readonly yanked: string | null;
  readonly python: string | null;
}

/** A name as the index spells it (https://packaging.python.org/en/latest/specifications/name-normalization/). */
export function normalPyPiName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/**
 * Reads `/pypi/<name>/json` (https://docs.pypi.org/api/json/). A release counts when it has a file; it is yanked when
 * all of them are, and as old as the first of them. Null where the text is no such document about this package.
 */
export function readPyPiProject(json: unknown, name: string, fetchedAt: string): PackageFacts | null {
  const read = projectSchema.safeParse(json);
  if (!read.success || normalPyPiName(read.data.info.name) !== normalPyPiName(name)) return null;
  const { info, releases } = read.data;
  const isInactive = (info.classifiers ?? []).includes('Development Status :: 7 - Inactive');
  const deprecated = isInactive ? 'Its authors call it inactive.' : null;
  const license = plainText(info.license_expression) ?? shortLicense(info.license);
  const versions: PackageVersionFacts[] = [];
  for (const [version, uploads] of Object.entries(releases).slice(0, MAXIMUM_VERSIONS)) {
    const files = Array.isArray(uploads) ? uploads.flatMap(readFile) : [];
    if (isVersionText(version) && files.length > 0)
      versions.push({ ...releaseFacts(version, files, deprecated), license });
  }
  const latest = versions.find(({ version }) => version === info.version)?.version ?? null;
  const addresses = [...Object.entries(info.project_urls ?? {})];
  const source = addresses.find(([label]) => /^(?:source|repository|code|github|gitlab)/i.test(label))?.[1];
  return {
    ecosystem: 'PyPI',
    name,
    latest,
    versions,
    repositoryUrl: repositoryUrl(plainText(source ?? info.home_page)),
    undated: null,
    fetchedAt,
  };
}

/**
 * Reads a project's page of the simple index in JSON (https://packaging.python.org/en/latest/specifications/simple-repository-api/).
 * Which version a file belongs to is read from its name. Null where the text is no such page.
 */
export function readSimpleProject(json: unknown, name: string, fetchedAt: string): PackageFacts | null {
  const read = simpleSchema.safeParse(json);
  if (!read.success || normalPyPiName(read.data.name) !== normalPyPiName(name)) return null;
  const { files, 'project-status': status } = read.data;
  const releases = new Map<string, ReleaseFile[]>();
  for (const file of files.slice(0, 10 * MAXIMUM_VERSIONS)) {
    const found = simpleFileSchema.safeParse(file);
    const version = found.success ? versionOfFile(found.data.filename, name) : null;
    if (!found.success || version === null) continue;
    const known = releases.get(version) ?? [];
    known.push({
      uploadedAt: readDate(found.data['upload-time']),
      yanked: yankedBy(found.data.yanked, null),
      python: plainText(found.data['requires-python']),
    });
    releases.set(version, known);
  }
  const deprecated = describeStatus(status?.status, status?.reason);
  return {
    ecosystem: 'PyPI',
    name,
    latest: null,
    versions: [...releases]
      .slice(0, MAXIMUM_VERSIONS)
      .map(([version, found]) => releaseFacts(version, found, deprecated)),
    repositoryUrl: null,
    undated: null,
    fetchedAt,
  };
}

function readFile(upload: unknown): ReleaseFile[] {
  const found = fileSchema.safeParse(upload);
  if (!found.success) return [];
  const { upload_time_iso_8601, yanked, yanked_reason, requires_python } = found.data;
  return [
    {
      uploadedAt: readDate(upload_time_iso_8601),
      yanked: yankedBy(yanked, yanked_reason),
      python: plainText(requires_python),
    },
  ];
}

function releaseFacts(
  version: string,
  files: readonly ReleaseFile[],
  deprecated: string | null,
): PackageVersionFacts {
  const isYanked = files.every(({ yanked }) => yanked !== null);
  const python = files.find((file) => file.python !== null)?.python ?? null;
  return versionFacts(version, {
    publishedAt: earliest(files.map(({ uploadedAt }) => uploadedAt)),
    deprecated,
    yanked: isYanked ? (files[0]?.yanked ?? 'yanked') : null,
    engines: python === null ? {} : { python },
  });
}

/** `name-1.0-…whl` (https://packaging.python.org/en/latest/specifications/binary-distribution-format/) or `name-1.0.tar.gz`. */
export function versionOfFile(filename: string, name: string): string | null {
  const stem = /^(.*)\.(?:tar\.gz|tar\.bz2|tar\.xz|tgz|zip)$/.exec(filename)?.[1];
  if (stem === undefined) {
    const [, version] = /\.(?:whl|egg)$/.test(filename) ? filename.split('-') : [];
    return isVersionText(version) ? version.replace(/\.egg$/, '') : null;
  }
  const wanted = normalPyPiName(name);
  for (let dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
    if (normalPyPiName(stem.slice(0, dash)) !== wanted) continue;
    const version = stem.slice(dash + 1);
    return isVersionText(version) ? version : null;
  }
  return null;
}

function describeStatus(status: unknown, reason: unknown): string | null {
  if (status !== 'archived' && status !== 'quarantined' && status !== 'deprecated') return null;
  const why = plainText(reason);
  return `The project is ${status}${why === null ? '.' : `: ${why}`}`;
}

/** Many projects put a whole licence text where its name belongs. */
function shortLicense(license: unknown): string | null {
  const text = plainText(license);
  return text !== null && text.length <= 100 ? text : null;
}
