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
  if (own instanceof AppError) return { error: own, wasSent: false, isTransient: false };
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
  const message = `The connection to ${host} broke (${code}). Try again later.`;
  return { error: fail('GITLAB_UNREACHABLE', message), wasSent: true, isTransient: true };
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
