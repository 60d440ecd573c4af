import type { AppError, ErrorCode } from '../errors.js';

/**
 * What a person can do about a connection that fails. Each failure has a remedy of its own: by its code, and by the cause
 * in its details where one code has several.
 */
export function remedyFor({ code, details }: Pick<AppError, 'code' | 'details'>): string {
  const cause = typeof details['cause'] === 'string' ? details['cause'] : '';
  const known = BY_CAUSE.find((each) => each.code === code && each.cause.test(cause));
  return (
    known?.remedy ?? BY_CODE[code] ?? 'Try again. If it stays, look for this error in the log of the server.'
  );
}

const SCOPES = 'api, read_repository and write_repository';

const BY_CAUSE: readonly { readonly code: ErrorCode; readonly cause: RegExp; readonly remedy: string }[] = [
  {
    code: 'ADDRESS_FORBIDDEN',
    cause: /^NO_TLS$/,
    remedy: 'Use the https address of this GitLab. Without TLS anybody on the way could read the token.',
  },
  {
    code: 'GITLAB_UNREACHABLE',
    cause: /^(?:ENOTFOUND|EAI_AGAIN)$/,
    remedy:
      'Check the name for a typing error. If it is a name of your own network, the machine of Backline needs your DNS server.',
  },
  {
    code: 'GITLAB_UNREACHABLE',
    cause: /^ECONNREFUSED$/,
    remedy: 'Check the port, and that GitLab runs: the machine is there, but nothing listens.',
  },
  {
    code: 'GITLAB_UNREACHABLE',
    cause: /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,
    remedy: 'There is no way from this machine to that network. Check routes and firewalls, or name a proxy.',
  },
  {
    code: 'GITLAB_UNREACHABLE',
    cause: /^PROXY_REFUSED$/,
    remedy:
      'Correct the proxy under step 1: its address, and its user name and password where it wants them.',
  },
  {
    code: 'GITLAB_TIMEOUT',
    cause: /^(?:UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/,
    remedy:
      'A firewall most likely drops the connection. Let this machine through to GitLab, or name a proxy.',
  },
  {
    code: 'GITLAB_TLS',
    cause: /^CERT_HAS_EXPIRED$/,
    remedy: 'The certificate of this GitLab has run out. Whoever runs GitLab has to renew it.',
  },
  {
    code: 'GITLAB_TLS',
    cause: /^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
    remedy: 'The certificate is for another name. Use the name that it is made for.',
  },
  {
    code: 'GITLAB_TLS',
    cause: /^(?:EPROTO|ERR_SSL_)/,
    remedy: 'Most likely this port does not speak TLS. Check whether the address begins with https or http.',
  },
];

const BY_CODE: Partial<Record<ErrorCode, string>> = {
  ADDRESS_INVALID: 'Paste the address that you open GitLab with, such as https://gitlab.example.com.',
  ADDRESS_FORBIDDEN:
    'If this GitLab stands in your own network, ask the operator to add its host to BACKLINE_ALLOWED_HOSTS and start Backline again.',
  GITLAB_UNREACHABLE:
    'Connect again. If the connection breaks each time, look at the proxy or firewall between.',
  GITLAB_TIMEOUT: 'GitLab was too slow to answer. Check that it is up, then connect again.',
  GITLAB_TLS:
    'If your own authority signed it, paste that authority’s certificate under step 1, or give it to the operator (BACKLINE_CA_FILE).',
  NOT_GITLAB:
    'Open the address in a browser. If GitLab lives under a path, such as /gitlab, add it to the address.',
  GITLAB_ANSWER_INVALID:
    'Something between changes GitLab’s answers. Look at the proxy or firewall in front of GitLab.',
  TOKEN_INVALID: `Copy the token again, whole. If it is lost, make a new one in GitLab with the scopes ${SCOPES}.`,
  TOKEN_EXPIRED: `Its end date is past. Make another one in GitLab with a later date and the scopes ${SCOPES}.`,
  TOKEN_REVOKED: `Somebody took it back in GitLab. Ask why, then make another one with the scopes ${SCOPES}.`,
  TOKEN_SCOPE_MISSING: `Make a new token in GitLab with the scopes ${SCOPES}, and paste it here.`,
  GITLAB_FORBIDDEN: 'Check in GitLab that the account of this token is active and may use the API.',
  GITLAB_THROTTLED: 'GitLab asks us to slow down. Wait a minute, then connect again.',
  GITLAB_FAILED: 'GitLab itself failed. Check its status, then connect again.',
};
