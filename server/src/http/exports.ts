import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Request, RequestHandler, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Limits } from '../accounts/project-scope.js';
import { type BudgetStore, chargeBudget, POINTS_PER_EXPORT, principalOf } from '../budget/budget.js';
import { AppError, type ErrorCode, isAppError } from '../errors.js';
import { requireScope, signedIn } from '../graphql/authorize.js';
import type { ApiDeps, GraphQLContext } from '../graphql/context.js';
import type { ReportError } from '../graphql/format-error.js';
import type { OperationScopes } from '../operation-scope.js';
import { wrong } from './export-arguments.js';
import { EXPORTS, type ExportRequest, type ExportSource } from './export-sources.js';
import { budgetHeaders, overBudget } from './over-budget.js';
import { createContext } from './request-context.js';

/** What exports need of the server. */
export interface ExportOptions {
  readonly api: ApiDeps;
  readonly schema: GraphQLSchema;
  readonly isSecure: boolean;
  readonly report: ReportError;
  readonly budgets: BudgetStore;
  readonly pointsPerMinute: number;
  readonly scopes: OperationScopes;
}

/** Files that are sent at once by this process: each reads the database as fast as its reader takes it. */
const MAX_AT_ONCE = 8;
/** Of these, for one person or token. */
const MAX_EACH = 2;
/** Nobody keeps a place for longer, however much is still to be sent. */
const LONGEST_MS = 30 * 60_000;
/** A reader that takes nothing for so long has gone, or is not worth a place. */
const PATIENCE_MS = 60_000;
/** How often it is asked, while a file is sent, whether whoever asked for it still may. */
const RECHECK_MS = 5_000;

const session = { start: () => undefined, end: () => undefined };

/**
 * Lists as files, streamed: in memory is one page at a time, and the next is read when the reader has taken it. Who may read the list may
 * export it. An error before the first byte is JSON; after it the connection is cut, so that nobody takes half a file for a whole one.
 */
export function exportFiles(options: ExportOptions): RequestHandler<{ file: string }> {
  const running: string[] = [];
  return async (request, response) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    let leave = (): void => undefined;
    try {
      const { source, asked } = await admit(options, request, response);
      leave = takePlace(running, principalOf(asked.context.viewer, asked.context.remoteAddress));
      const end = setTimeout(() => response.destroy(), LONGEST_MS).unref();
      response.once('close', () => clearTimeout(end));
      await send(response, {
        file: request.params.file,
        pieces: options.scopes.streamLimited(
          limitsOf(asked.context),
          source.open(asked)[Symbol.asyncIterator](),
        ),
        source,
        asked,
        isHead: request.method === 'HEAD',
        mayGoOn: () => stillMay(options, request, { source, asked }),
      });
    } catch (error) {
      answer(response, error, options.report);
    } finally {
      leave();
    }
  };
}

/** A place among those who are sent files, and what gives it back. LIMIT_EXCEEDED where all are taken, or one's own. */
function takePlace(running: string[], principal: string): () => void {
  const own = running.filter((each) => each === principal).length;
  if (own >= MAX_EACH) throw busy(`You have ${own} exports running already`);
  if (running.length >= MAX_AT_ONCE) throw busy(`${running.length} exports are being sent already`);
  running.push(principal);
  return () => void running.splice(running.indexOf(principal), 1);
}

/** Whoever may not have it, or asks for what there is not, learns that before anything is read. */
async function admit(
  options: ExportOptions,
  request: Request<{ file: string }>,
  response: Response,
): Promise<{ source: ExportSource; asked: ExportRequest }> {
  const source = EXPORTS.get(request.params.file);
  if (source === undefined) throw new AppError('NOT_FOUND', 'There is no such export.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new AppError('BAD_INPUT', 'Exports are asked for by GET.');
  if (request.get('sec-fetch-site') === 'cross-site')
    throw new AppError('FORBIDDEN', 'Another site asked for this export. Open it from Backline’s own page.');
  const context = await createContext(options, request, session);
  allow(context, source);
  for (const name of Object.keys(request.query))
    if (name !== 'filter' && name !== 'orderBy')
      throw wrong('query', 'An export takes filter and orderBy, and nothing else.');
  await pay(options, context, response);
  const { filter, orderBy } = request.query;
  return { source, asked: { context, schema: options.schema, filter, orderBy } };
}

/** An export reads a whole list, and is paid from the same budget as the API. */
async function pay(options: ExportOptions, context: GraphQLContext, response: Response): Promise<void> {
  const principal = principalOf(context.viewer, context.remoteAddress);
  const charge = await chargeBudget(options, principal, POINTS_PER_EXPORT);
  if (charge === null) return;
  response.set(budgetHeaders(charge));
  if (charge.isAllowed) return;
  const { message, headers } = overBudget(charge);
  response.set(headers ?? {});
  throw new AppError('RATE_LIMITED', message);
}

function allow(context: GraphQLContext, { scope }: ExportSource): void {
  if (scope === 'READ') signedIn(context);
  else requireScope(context, scope);
}

/** Whoever was limited otherwise meanwhile gets no more of a list that was begun under other limits. */
async function stillMay(
  options: ExportOptions,
  request: Request<{ file: string }>,
  { source, asked }: { readonly source: ExportSource; readonly asked: ExportRequest },
): Promise<void> {
  const context = await createContext(options, request, session);
  allow(context, source);
  if (!isDeepStrictEqual(limitsOf(context), limitsOf(asked.context)))
    throw new AppError('FORBIDDEN', 'What you may see has changed meanwhile. Ask for the file again.');
}

/** Whoever is not signed in is limited to nothing. */
function limitsOf({ viewer }: GraphQLContext): Limits {
  return viewer === null ? [] : viewer.limitedTo;
}

interface Sending {
  readonly file: string;
  readonly pieces: AsyncIterableIterator<string>;
  readonly source: ExportSource;
  readonly asked: ExportRequest;
  readonly isHead: boolean;
  readonly mayGoOn: () => Promise<void>;
}

async function send(
  response: Response,
  { file, pieces, source, asked, isHead, mayGoOn }: Sending,
): Promise<void> {
  try {
    const first = await pieces.next();
    const day = asked.context.clock().toISOString().slice(0, 10);
    response.set({
      'Content-Type': source.mediaType,
      'Content-Disposition': `attachment; filename="${nameOf(file, day)}"`,
    });
    if (isHead) {
      response.end();
      return;
    }
    response.setTimeout(PATIENCE_MS, () => response.destroy());
    const rest = goOn(first, pieces, { now: () => asked.context.clock().getTime(), mayGoOn });
    await pipeline(Readable.from(rest, { objectMode: true, highWaterMark: 1 }), response);
  } finally {
    await pieces.return?.();
  }
}

async function* goOn(
  first: IteratorResult<string>,
  pieces: AsyncIterator<string>,
  { now, mayGoOn }: { readonly now: () => number; readonly mayGoOn: () => Promise<void> },
): AsyncGenerator<string> {
  let checkedAt = now();
  for (let piece = first; piece.done !== true; piece = await pieces.next()) {
    if (piece.value !== '') yield piece.value;
    if (now() - checkedAt < RECHECK_MS) continue;
    await mayGoOn();
    checkedAt = now();
  }
}

/** `findings.csv` as `backline-findings-2026-11-23.csv`. */
function nameOf(file: string, day: string): string {
  const [noun = '', ...endings] = file.split('.');
  return `backline-${noun}-${day}.${endings.join('.')}`;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMIT_EXCEEDED: 503,
  RATE_LIMITED: 429,
};

function answer(response: Response, error: unknown, report: ReportError): void {
  if (response.headersSent) {
    if (!isGone(error) && !isAppError(error)) report(error);
    response.destroy();
    return;
  }
  response.removeHeader('Content-Disposition');
  const known = isAppError(error) && STATUS[error.code] !== undefined ? error : null;
  if (known?.code === 'LIMIT_EXCEEDED') response.set('Retry-After', '10');
  const extensions = known === null ? { code: 'INTERNAL' } : { code: known.code, ...known.details };
  const message =
    known?.message ?? `Something went wrong inside Backline. The log has it under ${report(error)}.`;
  response.status((known && STATUS[known.code]) ?? 500).json({ errors: [{ message, extensions }] });
}

/** The reader left: nothing to report. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function busy(why: string): AppError {
  return new AppError('LIMIT_EXCEEDED', `${why}. Try again in a few seconds.`);
}
