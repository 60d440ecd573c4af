import { AppError, type ErrorCode } from '../errors.js';
import { describeNetworkFailure } from '../gitlab/network-failure.js';
import { remedyFor } from './remedies.js';

const broken = (code: string) =>
  describeNetworkFailure(Object.assign(new Error('x'), { code }), 'gitlab.example').error;
const plain = (code: ErrorCode) => new AppError(code, `The failure ${code}.`);

const FAILURES: readonly (readonly [string, AppError])[] = [
  ['an unknown name', broken('ENOTFOUND')],
  ['nothing listens', broken('ECONNREFUSED')],
  ['no route', broken('EHOSTUNREACH')],
  ['a connection that breaks', broken('ECONNRESET')],
  ['a firewall that swallows', broken('UND_ERR_CONNECT_TIMEOUT')],
  ['an answer that does not come', broken('UND_ERR_HEADERS_TIMEOUT')],
  ['an authority of one’s own', broken('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')],
  ['an expired certificate', broken('CERT_HAS_EXPIRED')],
  ['a certificate for another name', broken('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['no TLS at that port', broken('EPROTO')],
  ['no web server', broken('HPE_INVALID_CONSTANT')],
  [
    'a proxy that refuses',
    describeNetworkFailure(new Error('Proxy response (407) !== 200 when HTTP Tunneling'), 'gitlab.example')
      .error,
  ],
  ['no address', plain('ADDRESS_INVALID')],
  ['a private address', plain('ADDRESS_FORBIDDEN')],
  ['an address without TLS', new AppError('ADDRESS_FORBIDDEN', 'No TLS.', { details: { cause: 'NO_TLS' } })],
  ['another server', plain('NOT_GITLAB')],
  ['a wrong token', plain('TOKEN_INVALID')],
  ['an expired token', plain('TOKEN_EXPIRED')],
  ['a revoked token', plain('TOKEN_REVOKED')],
  ['a missing scope', plain('TOKEN_SCOPE_MISSING')],
  ['a blocked account', plain('GITLAB_FORBIDDEN')],
  ['too many requests', plain('GITLAB_THROTTLED')],
  ['a GitLab that fails', plain('GITLAB_FAILED')],
];

test('every way in which connecting fails has a text and a remedy of its own', () => {
  expect(new Set(FAILURES.map(([, error]) => error.message)).size).toBe(FAILURES.length);
  expect(new Set(FAILURES.map(([, error]) => remedyFor(error))).size).toBe(FAILURES.length);
});

test.each(FAILURES)('%s: the remedy is a whole sentence that says what to do', (_, error) => {
  expect(remedyFor(error)).toMatch(/^[A-Z].{20,200}\.$/);
  expect(remedyFor(error)).not.toMatch(/^Try again/);
});

test('what nobody foresaw leads to the log', () => {
  expect(remedyFor(plain('INTERNAL'))).toMatch(/log of the server/);
});
