import type { Projects } from '@gitbeaker/rest';
import { AppError } from '../errors.js';
import { isNestedDeeperThan } from './json-depth.js';
import type { Transport, TransportRequest } from './transport.client.js';

/** GitLab's answers nest some ten levels, and its pages hold at most 100 rows. */
const MAX_DEPTH = 100;
const MAX_ROWS = 1_000;

type ResourceConfig = NonNullable<ConstructorParameters<typeof Projects>[0]>;
type RequesterFactory = NonNullable<ResourceConfig['requesterFn']>;
type Requester = ReturnType<RequesterFactory>;
type CallOptions = Parameters<Requester['get']>[1];

/**
 * What GitBeaker's resource classes send with: they know the routes, our transport does the sending. A list comes back
 * as `{ rows, next }`, so that GitBeaker does not follow page links by itself.
 */
export function createRequesterFactory(transport: Transport, baseUrl: string): RequesterFactory {
  const apiUrl = `${baseUrl}/api/v4/`;
  return (resource) => {
    const prefix = `${resource.url.replace(/\/+$/, '')}/`.slice(apiUrl.length);
    const send = async (method: TransportRequest['method'], endpoint: string, options: CallOptions) => {
      const answer = await transport.send({
        method,
        path: `${prefix}${endpoint}`,
        query: formatQuery(options?.searchParams ?? {}),
        ...(method === 'GET' || method === 'DELETE' ? {} : { body: formatBody(options?.body) }),
      });
      const body = parseBody(answer.text, answer.next);
      return { body, headers: {}, status: answer.status };
    };
    return {
      get: (endpoint, options) => send('GET', endpoint, options),
      post: (endpoint, options) => send('POST', endpoint, options),
      put: (endpoint, options) => send('PUT', endpoint, options),
      patch: (endpoint, options) => send('PATCH', endpoint, options),
      delete: (endpoint, options) => send('DELETE', endpoint, options),
    };
  };
}

/** The text is GitLab's and not checked yet: every answer goes through a schema before anything is read from it. */
function parseBody(text: string, next: Readonly<Record<string, string>> | null) {
  if (text.trim() === '') return null;
  if (isNestedDeeperThan(text, MAX_DEPTH)) throw unusual(`is nested deeper than ${MAX_DEPTH} levels`);
  const body = parseJson(text);
  if (!Array.isArray(body)) return body;
  if (body.length > MAX_ROWS) throw unusual(`lists more than ${MAX_ROWS} rows on one page`);
  return { rows: body, next };
}

function unusual(what: string): AppError {
  return new AppError('GITLAB_ANSWER_INVALID', `The server's answer ${what}, which GitLab's never does.`);
}

function parseJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError(
      'GITLAB_ANSWER_INVALID',
      "GitLab's answer is cut off or is not JSON. Try again later.",
    );
  }
}

function formatQuery(parameters: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) for (const each of value) query.append(`${snakeCase(key)}[]`, String(each));
    else query.append(snakeCase(key), typeof value === 'string' ? value : JSON.stringify(value));
  }
  return query.toString();
}

function formatBody(body: unknown): string {
  const fields: [string, unknown][] = [];
  if (typeof body === 'object' && body !== null) {
    for (const [key, value] of Object.entries(body)) fields.push([snakeCase(key), value]);
  }
  return JSON.stringify(Object.fromEntries(fields));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
