import type { RequestHandler } from 'express';
import { type Refusal, refuse } from './refusal.js';

/** Names under which other APIs take tokens in addresses. */
const NAMES = new Set([
  'access_token',
  'api_token',
  'api_key',
  'apikey',
  'private_token',
  'authorization',
  'token',
]);
const API_TOKEN = /blt_[\w-]{43}/;

const REFUSAL: Refusal = {
  status: 400,
  code: 'BAD_INPUT',
  message:
    'The address of this request holds a token. Addresses are kept in logs and histories, so nothing was read. Revoke that token, and send the new one as the header Authorization: Bearer <token>.',
};

/** Refuses tokens in the query of an address, under whatever name. */
export function refuseTokenInAddress(): RequestHandler {
  return (request, response, next) => (hasTokenInAddress(request.url) ? refuse(response, REFUSAL) : next());
}

/** Whether the query of an address holds an API token, or a value that is named as one. */
export function hasTokenInAddress(url: string | undefined): boolean {
  const start = url?.indexOf('?') ?? -1;
  if (url === undefined || start < 0) return false;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1)))
    if (NAMES.has(name.toLowerCase()) || API_TOKEN.test(name) || API_TOKEN.test(value)) return true;
  return false;
}
