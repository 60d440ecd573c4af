import { createHmac, timingSafeEqual } from 'node:crypto';
import { compileFunction } from 'node:vm';
import { VERIFY_EXAMPLE } from './verify-example.js';

type Verify = (headers: Record<string, string>, body: string, secret: string) => boolean;

const [, code = ''] = VERIFY_EXAMPLE.split('\n\n');
const verify: Verify = compileFunction(`${code}; return isFromBackline;`, ['createHmac', 'timingSafeEqual'])(
  createHmac,
  timingSafeEqual,
);

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const sign = (key: Buffer, id: string, timestamp: string, body: string) =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

test('the example accepts what the secret signed, beside another signature, and nothing else', () => {
  const now = String(Math.floor(Date.now() / 1000));
  const good = sign(Buffer.alloc(24, 7), 'msg_1', now, '{"a":1}');
  const other = sign(Buffer.alloc(24, 8), 'msg_1', now, '{"a":1}');
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': now,
    'webhook-signature': `${other} ${good}`,
  };
  expect(verify(headers, '{"a":1}', SECRET)).toBe(true);
  expect(verify(headers, '{"a":2}', SECRET)).toBe(false);
  expect(verify({ ...headers, 'webhook-signature': other }, '{"a":1}', SECRET)).toBe(false);
  expect(verify({ ...headers, 'webhook-timestamp': '1' }, '{"a":1}', SECRET)).toBe(false);
});
