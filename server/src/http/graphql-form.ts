import type { Request } from 'express';
import { LIMITS } from '../graphql/operation-limits.js';
import type { OperationRequest } from '../graphql/read-operation.js';
import { MEDIA_TYPES, type Refusal } from './refusal.js';

/** Headers that no other site's page can send without being allowed to. */
const OWN_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Why a request to /graphql is refused before its body is read: its method, what it accepts, the type of its body, or because another
 * site's page could have sent it. Null: it may go on.
 */
export function refuseHead(request: Request): Refusal | null {
  const { method } = request;
  if (method !== 'GET' && method !== 'POST')
    return {
      status: 405,
      code: 'BAD_INPUT',
      message: 'The API is asked by POST, or by GET for queries.',
      headers: { Allow: 'GET, POST' },
    };
  if (request.accepts(MEDIA_TYPES) === false)
    return bad(406, `The API answers ${MEDIA_TYPES.join(' or ')}, and Accept takes neither.`);
  if (method === 'POST') {
    if (Number(request.get('content-length') ?? 0) > LIMITS.bodyBytes) return tooLarge();
    return request.is('application/json') === false || request.is('application/json') === null
      ? bad(415, 'The body must be JSON: send Content-Type: application/json.')
      : null;
  }
  const hasCookie = request.get('cookie') !== undefined;
  return hasCookie && OWN_HEADERS.every((name) => (request.get(name) ?? '') === '')
    ? bad(400, 'A query by GET with a cookie needs the header `apollo-require-preflight: true`.')
    : null;
}

/** The refusal of a body that is too large. */
export function tooLarge(): Refusal {
  return {
    status: 413,
    code: 'LIMIT_EXCEEDED',
    message: `The request is larger than the ${LIMITS.bodyBytes} bytes allowed.`,
  };
}

/** What a request asks for, by its body or its address; or why it has not the form of https://graphql.github.io/graphql-over-http/draft/. */
export function readForm(
  request: Request,
): { readonly asked: OperationRequest } | { readonly refusal: Refusal } {
  const form: unknown = request.method === 'GET' ? fromAddress(request.originalUrl) : request.body;
  if (Array.isArray(form))
    return refused(`The body holds ${form.length} operations, and a request takes 1: send them one by one.`);
  if (typeof form !== 'object' || form === null)
    return refused('The body must be a JSON object with a `query`.');
  const { query, operationName, variables, extensions } = fieldsOf(form);
  if (typeof query !== 'string' || query === '') return refused('`query` must be a text.');
  if (operationName != null && typeof operationName !== 'string')
    return refused('`operationName` must be a text or null.');
  if (!isMap(variables)) return refused('`variables` must be an object or null.');
  if (!isMap(extensions)) return refused('`extensions` must be an object or null.');
  return { asked: { query, operationName: operationName ?? null, variables: variables ?? null } };
}

function fieldsOf(
  form: object,
): Readonly<Record<'query' | 'operationName' | 'variables' | 'extensions', unknown>> {
  const of = (name: string): unknown => (Object.hasOwn(form, name) ? Reflect.get(form, name) : undefined);
  return {
    query: of('query'),
    operationName: of('operationName'),
    variables: of('variables'),
    extensions: of('extensions'),
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> | null | undefined {
  return value == null || (typeof value === 'object' && !Array.isArray(value));
}

/** Parameters of an address: texts, and JSON for the two that are objects. What cannot be read stays a text, which is refused. */
function fromAddress(url: string): object {
  const at = url.indexOf('?');
  const parameters = new URLSearchParams(at === -1 ? '' : url.slice(at + 1));
  const json = (name: string): unknown => {
    const text = parameters.get(name);
    if (text === null) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };
  return {
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  };
}

function bad(status: number, message: string): Refusal {
  return { status, code: 'BAD_INPUT', message };
}

function refused(message: string): { readonly refusal: Refusal } {
  return { refusal: bad(400, message) };
}
