import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const SECRET = process.env['EVENT_SECRET'] ?? '';
const TOLERANCE_SECONDS = 5 * 60;
const MOST_BYTES = 1_000_000;

/** Whether an event comes from Backline: the headers and the bytes as they came (standardwebhooks.com). */
export function isFromBackline(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
  nowSeconds = Date.now() / 1_000,
): boolean {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`] ?? ''),
  );
  if (Math.abs(nowSeconds - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  // While a secret is rotated there are two signatures, one for each.
  return (signatures ?? '').split(' ').some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** The same event may come twice: the ids of those that were handled. Keep them where your program survives. */
const handled = new Set<string>();

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return response.writeHead(413).end();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (!isFromBackline(SECRET, request.headers, body)) return response.writeHead(401).end();
  const id = String(request.headers['webhook-id']);
  if (!handled.has(id)) {
    handled.add(id);
    const event = JSON.parse(body.toString('utf8'));
    console.log(event.type, event.data.project?.path ?? '');
  }
  return response.writeHead(204).end();
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
