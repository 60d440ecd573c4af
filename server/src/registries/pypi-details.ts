import { z } from 'zod';
import type { Artifact, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { markerHolds } from '../ecosystems/pypi/markers.js';
import { readRequirement } from '../ecosystems/pypi/requirement.js';
import { normalPyPiName, versionOfFile } from './pypi-project.js';
import { readDate } from './release-date.js';
import { MAXIMUM_NAME } from './version-facts.js';

const MAXIMUM_REQUIREMENTS = 2_000;
const MAXIMUM_FILES = 5_000;
const MAXIMUM_DOCUMENT = 200_000;
const SHA_256 = /^[0-9a-f]{64}$/;

const loose = z.unknown().optional();
const texts = z.array(z.string().max(10_000)).max(MAXIMUM_REQUIREMENTS).nullish();
const text = z.string().max(10_000).nullish();

const releaseSchema = z.object({
  info: z.object({
    name: z.string(),
    version: z.string(),
    summary: text,
    requires_python: text,
    requires_dist: texts,
  }),
  urls: z.array(z.unknown()).max(MAXIMUM_FILES),
});

const uploadSchema = z.object({
  filename: z.string().min(1).max(500),
  url: z.string().max(4_000),
  digests: z.object({ sha256: z.string() }),
  size: loose,
  upload_time_iso_8601: loose,
});

const simpleFileSchema = z.object({
  filename: z.string().min(1).max(500),
  url: z.string().max(4_000),
  hashes: z.object({ sha256: z.string() }),
  size: loose,
  'upload-time': loose,
});

/** What a registry says of one version only when it is asked about just that one. */
export type VersionDetails = Pick<
  PackageVersionFacts,
  'dependencies' | 'optionalDependencies' | 'engines' | 'isDetailed' | 'artifacts' | 'document'
>;

/** What a version says of itself (https://packaging.python.org/en/latest/specifications/core-metadata/). */
interface CoreMetadata {
  readonly name: string;
  readonly version: string;
  readonly summary: string | null;
  readonly requiresPython: string | null;
  /** Null where it is not said whether it asks for anything. */
  readonly requiresDist: readonly string[] | null;
}

/**
 * Reads `/pypi/<name>/<version>/json` (https://docs.pypi.org/api/json/). Null where it is no document about that version,
 * or does not say what it asks for: of a release without a wheel the registry does not know.
 */
export function readPyPiRelease(json: unknown, name: string, version: string): VersionDetails | null {
  const read = releaseSchema.safeParse(json);
  if (!read.success || read.data.info.version !== version) return null;
  const { info, urls } = read.data;
  const artifacts = urls.map(readUpload);
  const hasWheel = artifacts.some((artifact) => artifact?.filename.endsWith('.whl'));
  const requiresDist = info.requires_dist ?? (hasWheel ? [] : null);
  return detailsOf(
    {
      name: info.name,
      version: info.version,
      summary: info.summary ?? null,
      requiresPython: info.requires_python ?? null,
      requiresDist,
    },
    { name, isGuessed: (info.requires_dist ?? null) === null, artifacts: completeList(artifacts) },
  );
}

/** The files of one version on a page of the simple index; none where one of them cannot be told exactly. */
export function simpleArtifacts(json: unknown, name: string, version: string): readonly Artifact[] {
  const page = z.object({ files: z.array(z.unknown()) }).safeParse(json);
  if (!page.success) return [];
  const artifacts: (Artifact | null)[] = [];
  for (const file of page.data.files) {
    const named = z.object({ filename: z.string().max(500) }).safeParse(file);
    if (!named.success || versionOfFile(named.data.filename, name) !== version) continue;
    const read = simpleFileSchema.safeParse(file);
    artifacts.push(
      read.success
        ? artifactOf({ ...read.data, sha256: read.data.hashes.sha256, uploaded: read.data['upload-time'] })
        : null,
    );
    if (artifacts.length > MAXIMUM_FILES) return [];
  }
  return completeList(artifacts);
}

/** Details from a version's own metadata, as the simple index serves it beside a wheel. */
export function readWheelMetadata(
  source: string,
  {
    name,
    version,
    artifacts,
  }: { readonly name: string; readonly version: string; readonly artifacts: readonly Artifact[] },
): VersionDetails | null {
  const headers = new Map<string, string[]>();
  for (const line of source.slice(0, MAXIMUM_DOCUMENT).split(/\r?\n/)) {
    if (line === '') break;
    const at = line.indexOf(':');
    if (at === -1 || /^\s/.test(line)) continue;
    const key = line.slice(0, at).toLowerCase();
    const values = headers.get(key) ?? [];
    values.push(line.slice(at + 1).trim());
    headers.set(key, values);
  }
  const first = (key: string): string | null => headers.get(key)?.[0] ?? null;
  if (first('metadata-version') === null || first('version') !== version) return null;
  const metadata: CoreMetadata = {
    name: first('name') ?? '',
    version,
    summary: first('summary'),
    requiresPython: first('requires-python'),
    requiresDist: headers.get('requires-dist') ?? [],
  };
  return detailsOf(metadata, { name, isGuessed: false, artifacts });
}

interface Known {
  readonly name: string;
  /** That it asks for nothing is only concluded from its silence. */
  readonly isGuessed: boolean;
  readonly artifacts: readonly Artifact[];
}

/**
 * What is asked for with an extra only is no dependency. What a marker may leave out stands among the optional ones; what
 * several requirements ask of one name must all hold.
 */
function detailsOf(metadata: CoreMetadata, { name, isGuessed, artifacts }: Known): VersionDetails | null {
  if (normalPyPiName(metadata.name) !== normalPyPiName(name) || metadata.requiresDist === null) return null;
  if (metadata.requiresDist.length > MAXIMUM_REQUIREMENTS) return null;
  const always = new Map<string, string[]>();
  const sometimes = new Map<string, string[]>();
  for (const requirement of metadata.requiresDist) {
    const read = readRequirement(requirement);
    if (read === null || read.name.length > MAXIMUM_NAME) return null;
    if (!holdsWithoutExtras(read.marker)) continue;
    const list = read.marker === '' ? always : sometimes;
    const range = read.url === null ? read.range : read.url;
    list.set(normalPyPiName(read.name), [...(list.get(normalPyPiName(read.name)) ?? []), range]);
  }
  for (const [asked, ranges] of sometimes)
    if (always.has(asked)) {
      always.set(asked, [...(always.get(asked) ?? []), ...ranges]);
      sometimes.delete(asked);
    }
  const document = JSON.stringify({ ...metadata, isGuessed });
  return {
    dependencies: joinRanges(always),
    optionalDependencies: joinRanges(sometimes),
    engines:
      metadata.requiresPython === null || metadata.requiresPython === ''
        ? {}
        : { python: metadata.requiresPython },
    isDetailed: true,
    artifacts,
    document: document.length <= MAXIMUM_DOCUMENT ? document : null,
  };
}

/** Whether a requirement may hold where no extra is asked for. */
function holdsWithoutExtras(marker: string): boolean {
  return markerHolds(marker, ({ variable, operator }) => variable !== 'extra' || operator === '!=');
}

function joinRanges(lists: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries(
    Array.from(lists, ([name, ranges]) => [
      name,
      [...new Set(ranges)].filter((range) => range !== '').join(','),
    ]),
  );
}

function readUpload(upload: unknown): Artifact | null {
  const read = uploadSchema.safeParse(upload);
  if (!read.success) return null;
  const { digests, upload_time_iso_8601: uploaded } = read.data;
  return artifactOf({ ...read.data, sha256: digests.sha256, uploaded });
}

function artifactOf(file: {
  readonly filename: string;
  readonly url: string;
  readonly sha256: string;
  readonly size?: unknown;
  readonly uploaded: unknown;
}): Artifact | null {
  const { filename, url, sha256, size, uploaded } = file;
  if (!SHA_256.test(sha256) || !/^[\x21-\x7e]+$/.test(filename) || /["\\/]/.test(filename)) return null;
  const isAddress = /^https?:\/\/[\x21-\x7e]+$/.test(url) && !/["\\]/.test(url);
  return {
    filename,
    url: isAddress ? url : null,
    hash: `sha256:${sha256}`,
    size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null,
    uploadedAt: readDate(uploaded),
  };
}

/** All or none: a list that lacks a file says something wrong. */
function completeList(artifacts: readonly (Artifact | null)[]): readonly Artifact[] {
  const complete = artifacts.filter((artifact) => artifact !== null);
  return complete.length === artifacts.length ? complete : [];
}
