import fc from 'fast-check';
import { readCrateDates, readCrateIndex } from './crates-index.js';
import { readGoInfo, readGoModuleWord, readGoVersions } from './go-module.js';
import { readMavenMetadata } from './maven-metadata.js';
import { readPackument } from './npm-packument.js';
import {
  readRegistrationAddress,
  readRegistrationIndex,
  readRegistrationPage,
} from './nuget-registration.js';
import { readPackagistMetadata } from './packagist-metadata.js';
import { readPyPiProject, readSimpleProject } from './pypi-project.js';
import type { PackageFacts } from './registry.js';
import { readPubPackage } from './pub-package.js';
import { readGemInfo } from './rubygems-info.js';
import { readGemVersions } from './rubygems-versions.js';

const NAME = 'a/b';
const THEN = '2026-01-01T00:00:00.000Z';

/** Whatever stands where a version, a list or a reason is expected. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '1.0.0',
    'v1.0.0',
    '__proto__',
    'constructor',
    '__unset',
    '',
    '\u0000',
    '1900-01-01T00:00:00Z',
  ),
);
const list = fc.array(anything, { maxLength: 4 });
const map = fc
  .array(
    fc.tuple(fc.constantFrom('1.0.0', '2.0', '__proto__', 'constructor', 'x y'), fc.oneof(anything, list)),
  )
  .map((entries) => Object.fromEntries(entries));
const fields = (names: readonly string[], value: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom(...names), value);
const entry = fields(
  [
    'version',
    'vers',
    'number',
    'name',
    'yanked',
    'yanked_reason',
    'listed',
    'published',
    'deprecation',
    'abandoned',
    'require',
    'time',
    'created_at',
    'filename',
    'upload-time',
    'catalogEntry',
  ],
  anything,
);
const entries = fc.array(fc.oneof(entry, anything), { maxLength: 4 });

function expectSound(facts: PackageFacts | null): void {
  for (const { version, publishedAt, deprecated, yanked, engines } of facts?.versions ?? []) {
    expect(version).toMatch(/^[\x21-\x7e]{1,300}$/);
    if (publishedAt !== null) expect(new Date(publishedAt).toISOString()).toBe(publishedAt);
    for (const text of [deprecated, yanked]) if (text !== null) expect(text.length).toBeLessThan(1_500);
    for (const range of Object.values(engines)) expect(typeof range).toBe('string');
  }
}

test('whatever a registry answers in JSON gives sound facts or none, never an exception', () => {
  fc.assert(
    fc.property(anything, map, entries, list, (value, versions, items, words) => {
      for (const json of [value, items, versions]) {
        expectSound(readPackument(json, { name: NAME, fetchedAt: THEN }));
        expectSound(readGemVersions(json, NAME, THEN));
        expectSound(
          readPubPackage(
            { name: NAME, versions: items, latest: value, replacedBy: value, isDiscontinued: true },
            NAME,
            THEN,
          ),
        );
        readCrateDates({ versions: json });
        readGoInfo(json);
        readRegistrationAddress({ resources: json });
        readRegistrationPage({ items: json });
        readRegistrationIndex({ items: json });
      }
      expectSound(
        readPackument(
          { name: NAME, versions, time: versions, 'dist-tags': versions },
          { name: NAME, fetchedAt: THEN },
        ),
      );
      const info = { name: NAME, version: value, classifiers: words, project_urls: versions, license: value };
      expectSound(readPyPiProject({ info, releases: versions }, NAME, THEN));
      expectSound(readPyPiProject({ info, releases: { '1.0': items } }, NAME, THEN));
      expectSound(readSimpleProject({ name: NAME, files: items, 'project-status': value }, NAME, THEN));
      expectSound(
        readPackagistMetadata(
          { packages: { [NAME]: items }, minified: 'composer/2.0' },
          { name: NAME, fetchedAt: THEN, dated: ['1.0.0'] },
        ),
      );
      for (const page of readRegistrationIndex({
        items: [{ items: items.map((each) => ({ catalogEntry: each })) }],
      }) ?? [])
        if (page.kind === 'versions')
          for (const { version } of page.versions) expect(version).toMatch(/^[\x21-\x7e]+$/);
    }),
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('yanked');
});

test('whatever a registry answers as text gives sound facts or none, never an exception', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '---',
      'retract (',
      'retract [v1.0.0, v1.2.0] // x',
      ')',
      'module a',
      '// Deprecated: x',
      'v1.0.0',
      '1.0.0-java |ruby:>= 2',
      '<metadata><versioning>',
      '</versioning></metadata>',
      '<version>1.0</version>',
    ),
    entry.map((fieldsOf) => JSON.stringify({ name: 'a', ...fieldsOf })),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      expectSound(readCrateIndex(text, 'a', THEN));
      expectSound(readGemInfo(text, 'a', THEN));
      expectSound(readMavenMetadata(text, 'a:b', THEN));
      for (const version of readGoVersions(text)) expect(version).toMatch(/^\d/);
      const reason = readGoModuleWord(text).retractionOf('1.1.0');
      expect(reason === null || reason.length > 0).toBe(true);
    }),
  );
});

test('what is large is read in time and cut', () => {
  const versions = Array.from({ length: 60_000 }, (_, index) => `v1.0.${index}`);
  const before = performance.now();
  expect(readGoVersions(versions.join('\n'))).toHaveLength(20_000);
  const index = versions.map((vers) => JSON.stringify({ name: 'a', vers: vers.slice(1) })).join('\n');
  expect(readCrateIndex(index, 'a', THEN)?.versions).toHaveLength(20_000);
  const releases = Object.fromEntries(versions.map((version) => [version, [{}]]));
  expect(readPyPiProject({ info: { name: 'a' }, releases }, 'a', THEN)?.versions).toHaveLength(20_000);
  const xml = versions.map((version) => `<version>${version}</version>`).join('');
  const metadata = `<metadata><versioning><versions>${xml}</versions></versioning></metadata>`;
  expect(readMavenMetadata(metadata, 'a:b', THEN)?.versions).toHaveLength(20_000);
  const retractions = versions.map((version) => `retract ${version} // x`).join('\n');
  const word = readGoModuleWord(retractions);
  for (const version of versions.slice(0, 2_000)) word.retractionOf(version);
  expect(performance.now() - before).toBeLessThan(5_000);
});
