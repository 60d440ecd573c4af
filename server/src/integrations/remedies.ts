import type { ErrorCode } from '../errors.js';

/** What a person can do about a connection that fails with this code; null where only waiting helps. */
export function remedyFor(code: ErrorCode): string | null {
  return REMEDIES[code] ?? 'Try again. If it stays, look for this error in the log of the server.';
}

const NEW_TOKEN =
  'Make a new token in GitLab with the scopes api, read_repository and write_repository, and paste it here.';

const REMEDIES: Partial<Record<ErrorCode, string>> = {
  ADDRESS_INVALID: 'Paste the address that you open GitLab with, such as https://gitlab.example.com.',
  ADDRESS_FORBIDDEN:
    'If this GitLab stands in your own network, ask the operator to add its host to BACKLINE_ALLOWED_HOSTS and start Backline again.',
  GITLAB_UNREACHABLE: 'Check the address, and that this server may reach it (DNS, firewall, proxy).',
  GITLAB_TIMEOUT: 'GitLab was too slow to answer. Check that it is up, then connect again.',
  GITLAB_TLS:
    'Its certificate is not trusted here. Give the operator the certificate of its authority (BACKLINE_CA_FILE), then connect again.',
  NOT_GITLAB:
    'Open the address in a browser. If GitLab lives under a path, such as /gitlab, add it to the address.',
  TOKEN_INVALID:
    'Copy the token again, whole. If it is lost, make a new one in GitLab with the scopes api, read_repository and write_repository.',
  TOKEN_EXPIRED: NEW_TOKEN,
  TOKEN_REVOKED: NEW_TOKEN,
  TOKEN_SCOPE_MISSING: NEW_TOKEN,
  GITLAB_FORBIDDEN: 'Check in GitLab that the account of this token is active and may use the API.',
  GITLAB_THROTTLED: 'GitLab asks us to slow down. Wait a minute, then connect again.',
  GITLAB_FAILED: 'GitLab itself failed. Check its status, then connect again.',
};
