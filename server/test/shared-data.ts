import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const SHARED_DATA = resolve(__dirname, '../../../shared/data');

/** The path of a file of the shared test data, beside the checkout; null where the folder is not there. */
export function sharedDataPath(name: string): string | null {
  const path = resolve(SHARED_DATA, name);
  return existsSync(path) ? path : null;
}

/** One JSON file of the conformance suites, straight from their archive; null where it is not there. */
export function readConformance(name: string): unknown {
  const archive = sharedDataPath('conformance.tar.gz');
  if (archive === null) return null;
  const text = execFileSync('tar', ['-xzOf', archive, `conformance/${name}`], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(text.toString('utf8'));
}
