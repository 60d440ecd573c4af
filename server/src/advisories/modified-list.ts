import { isAdvisoryId } from './osv.js';
import type { ModifiedRecord } from './sync-advisories.js';

/** The head of a list of changes. */
export interface ModifiedHead {
  readonly records: readonly ModifiedRecord[];
  readonly isCut: boolean;
  readonly newest: string | null;
}

/**
 * Reads `modified_id.csv` (`<time>,<id>` a line, newest first, https://google.github.io/osv.dev/data/) only as far as
 * needed: to the first time before `since`, or to the limit. Lines of that very time are given again. Lines of
 * another form are passed over.
 */
export async function readModifiedList(
  chunks: AsyncIterable<Buffer>,
  asked: { readonly since: string | null; readonly limit: number },
): Promise<ModifiedHead> {
  const records: ModifiedRecord[] = [];
  const since = asked.since === null ? null : sortable(asked.since);
  for await (const line of textLines(chunks)) {
    const record = readLine(line);
    if (record === null) continue;
    if (since !== null && sortable(record.modifiedAt) < since) break;
    if (records.length >= asked.limit) return { records, isCut: true, newest: newestOf(records) };
    records.push(record);
  }
  return { records, isCut: false, newest: newestOf(records) };
}

const MAX_LINE = 1_000;

async function* textLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    yield* lines;
  }
  yield rest;
}

function readLine(line: string): ModifiedRecord | null {
  const found = LINE_SHAPE.exec(line.slice(0, MAX_LINE));
  const time = found?.[1];
  const id = found?.[2];
  return time === undefined || id === undefined || !isAdvisoryId(id) ? null : { id, modifiedAt: `${time}Z` };
}

const LINE_SHAPE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?)\d{0,6}Z,(?:[^/,]{1,64}\/)?([^/,\s]{1,128})\s*$/;

function newestOf(records: readonly ModifiedRecord[]): string | null {
  let newest: string | null = null;
  for (const { modifiedAt } of records) {
    if (newest === null || sortable(modifiedAt) > sortable(newest)) newest = modifiedAt;
  }
  return newest;
}

/** Without `Z` and trailing zeros times order as texts: a fraction makes the longer text. */
function sortable(time: string): string {
  const whole = time.replace('Z', '');
  return whole.includes('.') ? whole.replace(/0+$/, '').replace(/\.$/, '') : whole;
}
