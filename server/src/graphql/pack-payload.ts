import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { deflateRaw, inflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/**
 * A mutation's payload as text: every field that the resolver returned, whether it was asked for or not, with dates as dates.
 * Classes become plain objects, as the resolvers of fields take them.
 */
export async function packPayload(payload: unknown): Promise<string> {
  return (await deflate(serialize(payload), { level: 1 })).toString('base64');
}

/** What was packed, equal to the original in all that can be asked for. */
export async function unpackPayload(text: string): Promise<unknown> {
  const payload: unknown = deserialize(await inflate(Buffer.from(text, 'base64')));
  return payload;
}
