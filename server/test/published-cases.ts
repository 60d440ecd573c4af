import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { sharedDataPath } from './shared-data.js';

/** One expected reading of a file: of a case with `error` nothing can be read. */
export interface ExtractorCase {
  readonly extractor: string;
  readonly case: string;
  readonly file: string;
  readonly text: string;
  readonly error: boolean;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly groups: readonly string[];
  }[];
}

/** One line of an order file, `a < b`. */
export interface OrderLine {
  readonly left: string;
  readonly operator: '<' | '=' | '>';
  readonly right: string;
}

const expectedSchema = z.object({
  cases: z.array(
    z.object({
      extractor: z.string(),
      case: z.string(),
      file: z.string(),
      error: z.boolean().default(false),
      packages: z
        .array(z.object({ name: z.string(), version: z.string(), groups: z.array(z.string()).nullish() }))
        .default([]),
    }),
  ),
});

/** Unpacks one archive of the shared data into a new folder, which the caller removes; null where it is not there. */
export function unpackShared(archive: 'conformance' | 'corpus', ...members: string[]): string | null {
  const path = sharedDataPath(`${archive}.tar.gz`);
  if (path === null) return null;
  const folder = mkdtempSync(join(tmpdir(), `backline-${archive}-`));
  execFileSync('tar', ['-xzf', path, '-C', folder, ...members.map((member) => `${archive}/${member}`)]);
  return join(folder, archive);
}

/** All published cases of some extractors, from an unpacked conformance folder. */
export function readExtractorCases(folder: string, extractors: readonly string[]): readonly ExtractorCase[] {
  const root = join(folder, 'osv-scalibr/extractors');
  const { cases } = expectedSchema.parse(JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')));
  return cases
    .filter(({ extractor }) => extractors.includes(extractor))
    .map((item) => ({
      ...item,
      text: readFileSync(join(root, item.file), 'utf8'),
      packages: item.packages.map((one) => ({ ...one, groups: one.groups ?? [] })),
    }));
}

/** All lines of the order files of one ecosystem, such as `rubygems`, the generated ones too. */
export function readOrderLines(folder: string, name: string): readonly OrderLine[] {
  return ['versions', 'versions-generated'].flatMap((kind) => {
    const path = join(folder, `osv-scalibr/semantic/${name}-${kind}.txt`);
    return linesOf(path).flatMap((line): readonly OrderLine[] => {
      if (line.trim() === '' || line.startsWith('#') || line.startsWith('//')) return [];
      const match = /^(.+?) +([<=>]) +(.+)$/.exec(line.trim());
      if (match === null) throw new Error(`not an order: ${line}`);
      return [
        { left: match[1] ?? '', operator: (match[2] ?? '=') as OrderLine['operator'], right: match[3] ?? '' },
      ];
    });
  });
}

/** The lines on which an order disagrees with what was published. */
export function disagreeingLines(
  lines: readonly OrderLine[],
  compare: (left: string, right: string) => number,
): readonly string[] {
  return lines
    .filter(({ left, operator, right }) => Math.sign(compare(left, right)) !== '<=>'.indexOf(operator) - 1)
    .map(({ left, operator, right }) => `${left} ${operator} ${right}`);
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
