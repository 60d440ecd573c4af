import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { type DeliveryProof, type HookSecrets, verifyDelivery } from './verify-delivery.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const SECONDS = String(NOW.getTime() / 1_000);
const KEY = Buffer.from('0123456789abcdef0123456789abcdef');
const SIGNING_TOKEN = `whsec_${KEY.toString('base64')}`;
const BODY = Buffer.from('{"object_kind":"push","bytes":"\u00e9"}');
const SECRETS: HookSecrets = { token: 'the-token', signingToken: SIGNING_TOKEN };

function sign(content: string, key: Buffer = KEY): string {
  return `v1,${createHmac('sha256', key).update(content).update(BODY).digest('base64')}`;
}

const GOOD = sign(`key-1.${SECONDS}.`);
const SIGNED: DeliveryProof = { token: null, id: 'key-1', timestamp: SECONDS, signature: GOOD };
const PLAIN: DeliveryProof = { token: 'the-token', id: null, timestamp: null, signature: null };

function verify(proof: Partial<DeliveryProof>, secrets: Partial<HookSecrets> = {}, body: Uint8Array = BODY) {
  return verifyDelivery({ ...SECRETS, ...secrets }, { proof: { ...SIGNED, ...proof }, body, now: NOW });
}

describe('a delivery with a signature', () => {
  it('passes by what another implementation signs', () => {
    // printf '{}' signed with `openssl dgst -sha256 -mac HMAC` over "id.1795348800.{}" and the key above.
    const signature = 'v1,rb6oiQo2cXdsbg8hX8FUP7Dh31ht4RhoLfmVs1kMPIk=';
    expect(verify({ id: 'id', timestamp: '1795348800', signature }, {}, Buffer.from('{}'))).toBe('SIGNATURE');
  });

  const other = sign(`key-1.${SECONDS}.`, randomBytes(32));
  const at = (seconds: number): Partial<DeliveryProof> => {
    const timestamp = String(Number(SECONDS) + seconds);
    return { timestamp, signature: sign(`key-1.${timestamp}.`) };
  };
  it.each<[string, Partial<DeliveryProof>, 'SIGNATURE' | null]>([
    ['the right signature', {}, 'SIGNATURE'],
    ['a list whose last one is right', { signature: `${other} v2,abc ${GOOD}` }, 'SIGNATURE'],
    ['a list without a right one', { signature: `${other} v1, v1` }, null],
    ['a wrong signature and the right token', { signature: other, token: 'the-token' }, null],
    ['an empty signature and the right token', { signature: '', token: 'the-token' }, null],
    ['another version of the signature', { signature: GOOD.replace('v1', 'v2') }, null],
    ['no version', { signature: GOOD.slice(3) }, null],
    ['another id', { id: 'key-2' }, null],
    ['no id', { id: null, signature: sign(`.${SECONDS}.`) }, null],
    ['no timestamp', { timestamp: null, signature: sign('key-1..') }, null],
    ['a timestamp 5 minutes ago', at(-300), 'SIGNATURE'],
    ['a timestamp older than 5 minutes', at(-301), null],
    ['a timestamp more than 5 minutes ahead', at(301), null],
    ['a timestamp that is no number', { timestamp: '1e9', signature: sign('key-1.1e9.') }, null],
    ['more signatures than are looked at', { signature: `${'v1,x '.repeat(20)}${GOOD}` }, null],
  ])('with %s', (_what, proof, expected) => {
    expect(verify(proof)).toBe(expected);
  });

  it.each<[string, string | null]>([
    ['none', null],
    ['an empty one', 'whsec_'],
    ['one without its prefix', KEY.toString('base64')],
    ['one that is no base64', 'whsec_***'],
    ['one with base64 that breaks off', `whsec_${KEY.toString('base64').slice(0, -3)}!`],
  ])('is refused where the webhook has %s as its key, whatever it is signed with', (_what, signingToken) => {
    for (const key of [KEY, Buffer.alloc(0), Buffer.alloc(32)])
      expect(
        verify({ signature: sign(`key-1.${SECONDS}.`, key), token: 'the-token' }, { signingToken }),
      ).toBeNull();
  });

  it('is refused when a single byte of the body is another', () => {
    fc.assert(
      fc.property(fc.nat(BODY.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const body = Buffer.from(BODY);
        body[index] = (body[index] ?? 0) ^ change;
        return verify({}, {}, body) === null;
      }),
    );
  });
});

describe('a delivery without a signature', () => {
  it.each<[string, Partial<DeliveryProof>, Partial<HookSecrets>, 'TOKEN' | null]>([
    ['the right token', {}, {}, 'TOKEN'],
    ['another token', { token: 'the-tokem' }, {}, null],
    ['no token', { token: null }, {}, null],
    ['an empty token', { token: '' }, {}, null],
    ['no token for a webhook without one', { token: null }, { token: null }, null],
    ['an empty token for a webhook with an empty one', { token: '' }, { token: '' }, null],
    ['the key that signs as its token', { token: SIGNING_TOKEN }, {}, null],
  ])('with %s', (_what, proof, secrets, expected) => {
    expect(verify({ ...PLAIN, ...proof }, secrets)).toBe(expected);
  });
});

it('takes any headers and bytes without an exception', () => {
  const header = fc.option(fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(
      fc.record({ token: header, id: header, timestamp: header, signature: header }),
      fc.record({ token: header, signingToken: header }),
      fc.uint8Array(),
      (proof, secrets, body) => {
        const proven = verifyDelivery(secrets, { proof, body, now: NOW });
        return proven === null || (proven === 'TOKEN' && proof.token === secrets.token);
      },
    ),
  );
});
