import { AppError } from '../errors.js';

/** Why no answer came, and what that means for the request. */
export interface NetworkFailure {
  readonly error: AppError;
  /** False only when it is certain that the server never saw the request. */
  readonly wasSent: boolean;
  /** Whether asking again soon may help. */
  readonly isTransient: boolean;
}

const TLS_CODE =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(?:GET|VERIFY|DECRYPT)|EPROTO|HOSTNAME_MISMATCH)/;

const UNREACHED = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);

/**
 * What a thrown network error means. Only its code is kept: the error itself may hold the bytes of the exchange.
 */
export function describeNetworkFailure(thrown: unknown, host: string): NetworkFailure {
  const chain = causes(thrown);
  const own = chain.find((each) => each instanceof AppError);
  // Our own refusals come before anything is sent, except that of an answer.
  if (own instanceof AppError) {
    return { error: own, wasSent: own.code === 'GITLAB_ANSWER_INVALID', isTransient: false };
  }
  const refusedBy = chain.map(proxyStatus).find((each) => each !== null);
  if (refusedBy !== undefined && refusedBy !== null) return describeProxyRefusal(refusedBy, host);
  const code = chain.map(codeOf).find((each) => each !== null) ?? 'UNKNOWN';
  const fail = (appCode: AppError['code'], message: string): AppError =>
    new AppError(appCode, message, { details: { cause: code } });
  if (TLS_CODE.test(code)) {
    const message = `The certificate of ${host} is not trusted (${code}). Let the operator of Backline add its certificate authority, or correct the certificate.`;
    return { error: fail('GITLAB_TLS', message), wasSent: false, isTransient: false };
  }
  if (UNREACHED.has(code)) {
    const message = `Nothing answers at ${host} (${code}). Check the address, and that this machine may reach it.`;
    return { error: fail('GITLAB_UNREACHABLE', message), wasSent: false, isTransient: false };
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    const message = `${host} did not accept the connection in time. Check the address, and the firewall between.`;
    return { error: fail('GITLAB_TIMEOUT', message), wasSent: false, isTransient: false };
  }
  if (/TIMEOUT|TimeoutError/i.test(code)) {
    const message = `${host} did not answer in time. Try again later.`;
    return { error: fail('GITLAB_TIMEOUT', message), wasSent: true, isTransient: true };
  }
  if (code.startsWith('HPE_') || code === 'UND_ERR_RESPONSE' || code === 'UND_ERR_HEADERS_OVERFLOW') {
    const message = `${host} does not answer as a web server does. Check the address and the port.`;
    return { error: fail('GITLAB_ANSWER_INVALID', message), wasSent: true, isTransient: false };
  }
  if (code === 'Z_DATA_ERROR' || code.startsWith('ERR__ERROR_')) {
    const message = `The answer of ${host} cannot be unpacked. Check the proxy in front of GitLab.`;
    return { error: fail('GITLAB_ANSWER_INVALID', message), wasSent: true, isTransient: false };
  }
  const message = `The connection to ${host} broke (${code}). Try again later.`;
  return { error: fail('GITLAB_UNREACHABLE', message), wasSent: true, isTransient: true };
}

/** The status with which a proxy refused a tunnel, as undici says it; null for any other error. */
function proxyStatus(error: unknown): number | null {
  if (!(typeof error === 'object' && error !== null && 'message' in error)) return null;
  const match = /^Proxy response \((\d{3})\)/.exec(String(error.message).slice(0, 100));
  return match === null ? null : Number(match[1]);
}

function describeProxyRefusal(status: number, host: string): NetworkFailure {
  const why =
    status === 407
      ? 'it asks for a user name and a password, or does not accept the given ones'
      : `it answered with status ${status}`;
  const error = new AppError(
    'GITLAB_UNREACHABLE',
    `No connection to ${host}: the proxy refused because ${why}. Check the address of the proxy in the integration's settings.`,
    { details: { cause: 'PROXY_REFUSED', status } },
  );
  return { error, wasSent: false, isTransient: status === 429 || status >= 500 };
}

function causes(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  let current = thrown;
  while (typeof current === 'object' && current !== null && chain.length < 8) {
    chain.push(current);
    if ('errors' in current && Array.isArray(current.errors))
      for (const error of current.errors.slice(0, 4)) chain.push(error);
    current = 'cause' in current ? current.cause : null;
  }
  return chain;
}

/** By shape, not by class: errors of Node's own may come from another realm. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const code: unknown = 'code' in error ? error.code : null;
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code;
  if ('name' in error && error.name === 'HTTPParserError') return 'HPE_INVALID';
  return isTimeout(error) ? 'TimeoutError' : null;
}

/** Whether a thrown value is what `AbortSignal.timeout` throws. */
export function isTimeout(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && thrown.name === 'TimeoutError';
}
