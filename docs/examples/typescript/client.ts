import { setTimeout as delay } from 'node:timers/promises';
import type { TypedDocumentString } from './generated/graphql.js';

const url = process.env['BACKLINE_URL'] ?? 'http://127.0.0.1:4000';
const token = process.env['BACKLINE_TOKEN'] ?? '';

/**
 * The data of one operation, typed by its document. Waits and repeats where Backline says when to come back; throws what it
 * says went wrong with the request as a whole. What a person can mend stands in `userErrors` of the data.
 */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  for (;;) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: document.toString(), variables }),
      signal: AbortSignal.timeout(30_000),
    });
    const wait = response.headers.get('retry-after');
    if ((response.status === 429 || response.status === 503) && wait !== null) {
      await delay(Number(wait) * 1_000);
      continue;
    }
    const answer = (await response.json()) as { data?: Data; errors?: { message: string }[] };
    if (answer.errors?.[0] !== undefined) throw new Error(answer.errors[0].message);
    if (answer.data === undefined) throw new Error(`HTTP ${response.status}`);
    return answer.data;
  }
}
