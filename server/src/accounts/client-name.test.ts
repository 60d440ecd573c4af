import fc from 'fast-check';
import { clientName } from './client-name.js';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile Safari/604.1',
    'Chrome on iOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-1) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['curl/8.5.0', 'curl'],
  ['node', 'node'],
  ['Mozilla/5.0', null],
  ['', null],
  ['1234/5', null],
])('%j is %j', (userAgent, expected) => {
  expect(clientName(userAgent)).toBe(expected);
});

test('whatever is sent, what is kept is a short name without numbers', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom('Firefox/9 Windows 10', 'a'.repeat(5_000))), (text) => {
      expect(clientName(text) ?? 'nothing').toMatch(/^[A-Za-z-]{1,40}( on [A-Za-z]{1,20})?$/);
    }),
  );
  expect(clientName(undefined)).toBeNull();
});
