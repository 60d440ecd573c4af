import { digestTarball, packTarball, type ArchiveFile } from './tarball.js';
import type { UniversePackage, UniverseVersion } from './universe.js';

/** Which of a registry's two documents is asked for: everything, or only what an installation needs. */
export type PackumentForm = 'full' | 'abbreviated';

/**
 * What a registry answers for a package (https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md).
 * `baseUrl` has no slash at its end.
 */
export function buildPackument(entry: UniversePackage, form: PackumentForm, baseUrl: string): unknown {
  const versions = Object.fromEntries(
    entry.versions.map((version) => [version.version, buildManifest(entry, version, form, baseUrl)]),
  );
  const modified = entry.versions.at(-1)?.publishedAt ?? null;
  const tags = { 'dist-tags': { latest: entry.latest }, versions };
  if (form === 'abbreviated') return { name: entry.name, modified, ...tags };
  const times = entry.versions.map((version) => [version.version, version.publishedAt] as const);
  return {
    _id: entry.name,
    name: entry.name,
    ...tags,
    time: { created: entry.versions[0]?.publishedAt ?? null, modified, ...Object.fromEntries(times) },
    ...repositoryOf(entry),
    license: entry.versions.at(-1)?.license,
  };
}

/** What a registry answers for one version of a package. */
export function buildManifest(
  entry: UniversePackage,
  version: UniverseVersion,
  form: PackumentForm,
  baseUrl: string,
): unknown {
  const tarball = `${baseUrl}/${entry.name}/-/${tarballName(entry.name, version.version)}`;
  const { shasum, integrity } = digestTarball(buildTarball(entry, version));
  const shared = {
    name: entry.name,
    version: version.version,
    ...requirementsOf(version),
    deprecated: version.deprecated,
    hasInstallScript: version.hasInstallScript,
    dist: { shasum, integrity, tarball },
  };
  if (form === 'abbreviated') return shared;
  return {
    ...shared,
    _id: `${entry.name}@${version.version}`,
    license: version.license,
    ...repositoryOf(entry),
  };
}

/** The last part of an archive's address: a scoped package leaves its scope out. */
export function tarballName(name: string, version: string): string {
  return `${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`;
}

/** A stand-in for the package: its manifest, and empty files where the real one has code. Deterministic. */
export function buildTarball(entry: UniversePackage, version: UniverseVersion): Buffer {
  const manifest = {
    name: entry.name,
    version: version.version,
    license: version.license,
    ...requirementsOf(version),
  };
  const files: ArchiveFile[] = [
    {
      path: 'package/package.json',
      text: `${JSON.stringify(manifest, null, 2)}\n`,
      isExecutable: false,
    },
    { path: 'package/index.js', text: "'use strict';\n", isExecutable: false },
  ];
  const scripts = new Set(Object.values(version.bin ?? {}).map((path) => path.replace(/^\.?\//, '')));
  for (const path of scripts) {
    if (path === 'index.js' || path.includes('..')) continue;
    files.push({ path: `package/${path}`, text: '#!/usr/bin/env node\n', isExecutable: true });
  }
  return packTarball(files);
}

function requirementsOf(version: UniverseVersion): Record<string, unknown> {
  const optionalPeers = version.optionalPeers?.map((name) => [name, { optional: true }] as const);
  return {
    dependencies: version.dependencies,
    optionalDependencies: version.optionalDependencies,
    peerDependencies: version.peerDependencies,
    peerDependenciesMeta: optionalPeers === undefined ? undefined : Object.fromEntries(optionalPeers),
    engines: version.engines,
    bin: version.bin,
    os: version.os,
    cpu: version.cpu,
    libc: version.libc,
  };
}

function repositoryOf(entry: UniversePackage): Record<string, unknown> {
  return entry.repository === null ? {} : { repository: { type: 'git', url: entry.repository } };
}
