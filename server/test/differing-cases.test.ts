import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readConformance } from './shared-data.js';

/** The extractors whose formats Backline reads, and whose files are there. */
const COMPARED = [
  'dart/pubspec',
  'dotnet/csproj',
  'dotnet/nugetcpm',
  'dotnet/packagesconfig',
  'dotnet/packageslockjson',
  'dotnet/projectassetsjson',
  'elixir/mixlock',
  'erlang/mixlock',
  'golang/gomod',
  'java/gradlelockfile',
  'java/gradleverificationmetadataxml',
  'java/gradleversioncatalog',
  'java/pomxml',
  'javascript/bunlock',
  'javascript/packagejson',
  'javascript/packagelockjson',
  'javascript/pnpmlock',
  'javascript/yarnlock',
  'php/composerlock',
  'python/pdmlock',
  'python/pipfilelock',
  'python/poetrylock',
  'python/pylock',
  'python/pyprojecttoml',
  'python/requirements',
  'python/uvlock',
  'ruby/gemfilelock',
  'rust/cargolock',
  'rust/cargotoml',
];

const caseSchema = z.object({ extractor: z.string(), case: z.string(), file: z.string() });
const listed = z
  .array(caseSchema.extend({ reason: z.string().min(40) }))
  .parse(JSON.parse(readFileSync(join(__dirname, 'differing-cases.json'), 'utf8')));
const published = readConformance('osv-scalibr/extractors/expected.json');

test('each listed case is one of a format that Backline reads, listed once, with a reason', () => {
  for (const { extractor, file } of listed) {
    expect(COMPARED).toContain(extractor);
    expect(file.startsWith(`${extractor}/testdata/`)).toBe(true);
  }
  expect(new Set(listed.map((item) => `${item.file} ${item.case}`)).size).toBe(listed.length);
});

(published === null ? test.skip : test)(
  'at most 2 % of the published cases are read otherwise than published',
  () => {
    const { cases } = z.object({ cases: z.array(caseSchema) }).parse(published);
    const compared = cases.filter(({ extractor }) => COMPARED.includes(extractor));
    expect(compared.length).toBeGreaterThan(300);
    for (const { extractor, file, case: title } of listed)
      expect(compared).toContainEqual({ extractor, file, case: title });
    expect(listed.length).toBeLessThanOrEqual(compared.length * 0.02);
  },
);
