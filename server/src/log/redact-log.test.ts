import fc from 'fast-check';
import { formsOfSecret, redactFields, redactLine } from './redact-log.js';

const line = (fields: object, secrets: readonly string[] = []) =>
  redactLine(JSON.stringify(redactFields(fields)), secrets.flatMap(formsOfSecret));

describe('what a line of the log hides', () => {
  it.each([
    ['a field by its name', { headers: { authorization: 'x-1' }, gitlabToken: 'x-1', password: 'x-1' }],
    ['what an error says in an address', { err: new Error('no answer from https://ada:x-1@git.example/a') }],
    ['a parameter of an address', { url: 'https://git.example/a?private_token=x-1&page=2' }],
    ['the code of a consent', { path: '/callback?code=x-1&state=x-1' }],
    ['a header in a text', { message: 'sent authorization: Bearer x-1, then nothing' }],
    [
      'the cause of a cause',
      { err: new Error('a', { cause: new Error('b', { cause: new Error('Basic x-1') }) }) },
    ],
    [
      'what a driver attaches',
      { err: Object.assign(new Error('no'), { query: 'x-1', parameters: ['x-1'] }) },
    ],
  ])('%s', (_, fields) => {
    expect(line(fields)).not.toContain('x-1');
    expect(JSON.parse(line(fields))).toBeDefined();
  });

  it.each([
    'glpat-aaaaaaaaaaaaaaaaaaaa',
    'gloas-0123456789abcdef',
    'whsec_c2VjcmV0',
    'eyJhbGciOiJub25lIn0.e30.x',
  ])('%s, wherever it stands', (secret) => {
    expect(line({ text: `before ${secret} after` })).toBe('{"text":"before [redacted] after"}');
  });

  it('keeps what helps: codes, messages, details, counts of tokens, ids', () => {
    const error = Object.assign(new Error('GitLab did not answer.'), {
      code: 'GITLAB_TIMEOUT',
      details: { status: 502 },
    });
    const fields = {
      err: error,
      tokens: 3,
      keyId: 'ab12',
      url: 'https://git.example/a?page=2',
      tokenExpiresAt: '2026',
    };
    expect(redactFields(fields)).toMatchObject({
      err: {
        type: 'Error',
        code: 'GITLAB_TIMEOUT',
        message: 'GitLab did not answer.',
        details: { status: 502 },
      },
      tokens: 3,
      keyId: 'ab12',
      tokenExpiresAt: '2026',
    });
    expect(line(fields)).toContain('https://git.example/a?page=2');
  });

  it('the secrets of the process in each of their forms, and the line stays JSON whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6, maxLength: 40, unit: 'binary' }),
        fc.object({ key: fc.constantFrom('a', 'url', 'text', 'token', '__proto__'), maxDepth: 2 }),
        fc.constantFrom('//', 'Bearer ', '?code=', ''),
        (secret, other, before) => {
          const text = line({ ...other, text: `${before}${secret}` }, [secret]);
          expect(JSON.parse(text)).toHaveProperty('text');
        },
      ),
      { numRuns: 40 },
    );
    const key = 'a "quoted" key\\ of 32 characters';
    expect(line({ text: `key ${key}`, address: `https://x/${encodeURIComponent(key)}` }, [key])).toBe(
      '{"text":"key [redacted]","address":"https://x/[redacted]"}',
    );
  });

  it('ends in time on any text', () => {
    const began = performance.now();
    for (const piece of ['?token', '//', 'Bearer ', 'glpat-', 'eyJ', '&key.', '//a'])
      line({ text: piece.repeat(10_000), list: Array.from({ length: 100 }, () => piece.repeat(1_500)) });
    expect(performance.now() - began).toBeLessThan(2_000);
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(line({ circle })).toContain('…');
  });
});
