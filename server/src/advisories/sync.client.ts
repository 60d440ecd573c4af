import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { AppError, isAppError } from '../errors.js';
import { readZip } from './advisory-zip.client.js';
import type { SourceItem } from './advisory-ports.js';
import { readModifiedList } from './modified-list.js';
import { isAdvisoryId } from './osv.js';
import { DEFAULT_SOURCE_LIMITS, readRecord } from './source-record.js';
import type { AdvisoryArchive, ModifiedList } from './sync-advisories.js';

/** Where OSV publishes its archives (https://google.github.io/osv.dev/data/#data-dumps). */
export const OSV_ARCHIVE_URL = 'https://osv-vulnerabilities.storage.googleapis.com';

/** How to reach the archives; sizes in bytes, times in milliseconds. */
export interface ArchiveOptions {
  readonly baseUrl?: string;
  readonly fetch?: typeof fetch;
  /** Of one request for a list or a record. */
  readonly requestTimeoutMs?: number;
  readonly archiveTimeoutMs?: number;
  readonly maxArchiveBytes?: number;
  readonly maxListBytes?: number;
}

const MEGABYTE = 1024 * 1024;
const PARALLEL_RECORDS = 8;

/** OSV's public archives over HTTP. What does not answer, or not as documented, is ADVISORY_SOURCE_UNREACHABLE. */
export function createOsvArchive(options: ArchiveOptions = {}): AdvisoryArchive {
  const http = new ArchiveHttp(options);
  return {
    withArchive: async (ecosystem, { etag, signal }, work) => {
      const folder = await mkdtemp(join(tmpdir(), 'backline-osv-'));
      try {
        const path = join(folder, 'all.zip');
        const fetched = await http.download(`${encodeURIComponent(ecosystem)}/all.zip`, path, etag, signal);
        if (fetched === null) return null;
        return await work(readZip(path, `${ecosystem}/all.zip`, DEFAULT_SOURCE_LIMITS), fetched.etag);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    listModified: async (ecosystem, asked): Promise<ModifiedList> => {
      const path = `${encodeURIComponent(ecosystem)}/modified_id.csv`;
      return http.read(path, asked.etag, asked.signal, async (answer) => {
        if (answer.status === 304) return { kind: 'not-modified' };
        // A mirror that keeps no list: the archive's own etag says whether there is anything new.
        if (answer.status === 404)
          return { kind: 'listed', records: [], isCut: true, newest: null, etag: null };
        http.checkOk(answer, path);
        const list = await readModifiedList(http.chunks(answer, path), asked);
        return { kind: 'listed', ...list, etag: answer.headers.get('etag') };
      });
    },
    fetchRecords: (ecosystem, ids, { signal }) => fetchRecords(http, ecosystem, ids, signal),
  };
}

/** In order, a few at a time. */
async function* fetchRecords(
  http: ArchiveHttp,
  ecosystem: string,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceItem> {
  for (let start = 0; start < ids.length; start += PARALLEL_RECORDS) {
    const some = ids.slice(start, start + PARALLEL_RECORDS).filter(isAdvisoryId);
    for (const item of await Promise.all(some.map((id) => fetchRecord(http, ecosystem, id, signal)))) {
      if (item !== null) yield item;
    }
  }
}

function fetchRecord(
  http: ArchiveHttp,
  ecosystem: string,
  id: string,
  signal: AbortSignal | undefined,
): Promise<SourceItem | null> {
  const path = `${encodeURIComponent(ecosystem)}/${encodeURIComponent(id)}.json`;
  return http.read(path, null, signal, async (answer) => {
    if (answer.status === 404) return null;
    http.checkOk(answer, path);
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of http.chunks(answer, path)) {
      length += part.length;
      if (length > DEFAULT_SOURCE_LIMITS.maxRecordBytes) {
        return { kind: 'broken', where: path, reason: 'larger than 10 MB' };
      }
      parts.push(part);
    }
    return readRecord(Buffer.concat(parts), path);
  });
}

class ArchiveHttp {
  private readonly baseUrl: string;
  private readonly send: typeof fetch;
  private readonly requestTimeoutMs: number;
  private readonly archiveTimeoutMs: number;
  private readonly maxArchiveBytes: number;
  private readonly maxListBytes: number;

  constructor(options: ArchiveOptions) {
    this.baseUrl = (options.baseUrl ?? OSV_ARCHIVE_URL).replace(/\/$/, '');
    this.send = options.fetch ?? fetch;
    this.requestTimeoutMs = options.requestTimeoutMs ?? 60_000;
    this.archiveTimeoutMs = options.archiveTimeoutMs ?? 30 * 60_000;
    this.maxArchiveBytes = options.maxArchiveBytes ?? 4 * 1024 * MEGABYTE;
    this.maxListBytes = options.maxListBytes ?? 256 * MEGABYTE;
  }

  /** Asks and hands the answer to the reader; the connection is free again when this returns. */
  async read<Result>(
    path: string,
    etag: string | null,
    signal: AbortSignal | undefined,
    reader: (answer: Response) => Promise<Result>,
  ): Promise<Result> {
    return this.ask(path, etag, this.requestTimeoutMs, signal, reader);
  }

  async download(
    path: string,
    file: string,
    etag: string | null,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly etag: string | null } | null> {
    return this.ask(path, etag, this.archiveTimeoutMs, signal, async (answer) => {
      if (answer.status === 304) return null;
      this.checkOk(answer, path);
      await pipeline(
        this.body(answer, path),
        this.limit(this.maxArchiveBytes, path),
        createWriteStream(file),
      );
      return { etag: answer.headers.get('etag') };
    });
  }

  checkOk(answer: Response, path: string): void {
    if (answer.status !== 200) throw this.unreachable(path, `it answered ${answer.status}`);
  }

  async *chunks(answer: Response, path: string): AsyncGenerator<Buffer> {
    let length = 0;
    for await (const part of this.body(answer, path)) {
      const bytes: Buffer = Buffer.isBuffer(part) ? part : Buffer.from(part);
      length += bytes.length;
      if (length > this.maxListBytes) throw this.unreachable(path, 'it is larger than it may be');
      yield bytes;
    }
  }

  private async ask<Result>(
    path: string,
    etag: string | null,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    reader: (answer: Response) => Promise<Result>,
  ): Promise<Result> {
    const limit = AbortSignal.timeout(timeoutMs);
    const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag };
    let answer: Response | null = null;
    try {
      answer = await this.send(`${this.baseUrl}/${path}`, {
        headers,
        redirect: 'error',
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      return await reader(answer);
    } catch (error) {
      if (isAppError(error)) throw error;
      signal?.throwIfAborted();
      throw this.unreachable(
        path,
        limit.aborted ? `no answer within ${timeoutMs} ms` : causeOf(error),
        error,
      );
    } finally {
      if (answer?.body?.locked === false) await answer.body.cancel();
    }
  }

  private body(answer: Response, path: string): Readable {
    if (answer.body === null) throw this.unreachable(path, 'it answered nothing');
    const stream: ReadableStream = answer.body;
    return Readable.fromWeb(stream);
  }

  private limit(maxBytes: number, path: string): Transform {
    let length = 0;
    const refuse = () => this.unreachable(path, 'it is larger than it may be');
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        length += chunk.length;
        if (length > maxBytes) done(refuse());
        else done(null, chunk);
      },
    });
  }

  private unreachable(path: string, reason: string, cause?: unknown): AppError {
    return new AppError(
      'ADVISORY_SOURCE_UNREACHABLE',
      `Advisories could not be fetched from ${this.baseUrl}/${path}: ${reason}. What is here stays; it is tried again later. Without internet, import an archive by file.`,
      { details: { address: `${this.baseUrl}/${path}` }, cause },
    );
  }
}

/** `fetch failed` says nothing: its cause does. */
function causeOf(error: unknown): string {
  const cause = errorShape.safeParse(error).data;
  return cause?.cause?.code ?? cause?.cause?.message ?? cause?.message ?? 'it failed';
}

const errorShape = z.looseObject({
  message: z.string().optional(),
  cause: z
    .looseObject({ code: z.string().optional().catch(undefined), message: z.string().optional() })
    .optional()
    .catch(undefined),
});
