import { AppError, type ErrorCode } from '../errors.js';
import { cleanReason } from './failure.js';

/** How a git command ended, when it did not end well. */
export interface GitEnd {
  readonly stderr: string;
  /** The signal that ended it, null for none. */
  readonly signalName: string | null;
  /** Why we stopped it, null when we did not. */
  readonly stopped: 'timeout' | 'cancelled' | 'output' | 'disk' | null;
}

/** How git ends at a bound of file size or memory, or when the system takes its memory back. */
const EXCESS = new Set(['SIGXFSZ', 'SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGKILL']);

type Rule = readonly [pattern: RegExp, code: ErrorCode, message: string];

/** In this order; git's own texts, with LC_ALL=C, and curl's below them. */
const RULES: readonly Rule[] = [
  [
    /Out of memory|Cannot allocate memory|memory exhausted|File too large|signal 25\b|No space left on device|exceeds maximum allowed size/i,
    'GIT_LIMIT',
    'The repository is larger than Backline reads.',
  ],
  [
    /could not read (?:Username|Password)|Authentication failed|returned error: 401|HTTP Basic: Access denied/i,
    'TOKEN_INVALID',
    'GitLab does not accept the token for git. Make a new one with read_repository and write_repository, or api.',
  ],
  [
    /returned error: 403|You are not allowed|insufficient_scope|pre-receive hook declined|protected branch/i,
    'GITLAB_FORBIDDEN',
    "GitLab does not allow this to the token's account",
  ],
  [
    /returned error: (?:404|30\d)|repository .{0,500}not found|project you were looking for could not be found/i,
    'GITLAB_NOT_FOUND',
    'GitLab does not find the repository, or the token may not see it',
  ],
  [/couldn't find remote ref/i, 'GITLAB_NOT_FOUND', 'The branch does not exist any more.'],
  [
    /returned error: 429/i,
    'GITLAB_THROTTLED',
    "GitLab's request limit is used up. Backline tries again later.",
  ],
  [/returned error: 5\d\d/i, 'GITLAB_FAILED', 'GitLab failed while git was talking to it'],
  [
    /CONNECT tunnel failed|from proxy after CONNECT|Proxy CONNECT aborted|Could not resolve proxy/i,
    'GITLAB_UNREACHABLE',
    "The proxy in front of GitLab refused the connection of git. Check its address, user name and password in the integration's settings.",
  ],
  [
    /SSL certificate|certificate verif|SSL: no alternative|self.signed certificate|SSL_ERROR|GnuTLS|TLS connect error/i,
    'GITLAB_TLS',
    'The certificate of GitLab is not trusted by git. Let the operator of Backline add its certificate authority.',
  ],
  [/timed out|too slow/i, 'GITLAB_TIMEOUT', 'GitLab did not answer git in time. Try again later.'],
  [
    /Could not resolve|Failed to connect|Couldn't connect|Connection refused|Connection reset|Empty reply|hung up unexpectedly|early EOF|RPC failed|unexpected disconnect|Recv failure|Send failure/i,
    'GITLAB_UNREACHABLE',
    'The connection of git to GitLab broke. Try again later.',
  ],
];

/** What a failed git command means, in our codes. The texts of git and of GitLab are cleaned of secrets and cut. */
export function describeGitFailure(end: GitEnd, secrets: readonly string[]): AppError {
  if (end.stopped === 'cancelled') return new AppError('CANCELLED', 'The work was cancelled.');
  if (end.stopped === 'timeout') {
    return new AppError('GITLAB_TIMEOUT', 'Git took too long and was stopped. Try again later.');
  }
  if (end.stopped !== null || EXCESS.has(end.signalName ?? '')) {
    return new AppError('GIT_LIMIT', 'The repository is larger than Backline reads.');
  }
  const reason = remoteReason(end.stderr, secrets);
  const rule = RULES.find(([pattern]) => pattern.test(end.stderr));
  if (rule === undefined) {
    const text = reason ?? fatalLine(end.stderr, secrets);
    return new AppError('GIT_FAILED', `Git failed${text === null ? '' : `: ${text}`}.`, {
      details: { reason: text },
    });
  }
  const [, code, message] = rule;
  const sentence = message.endsWith('.') ? message : `${message}${reason === null ? '' : `: ${reason}`}.`;
  return new AppError(code, sentence, { details: { reason } });
}

/** What the server said (`remote:` lines of stderr), on one line without decoration; null when it said nothing. */
export function remoteReason(stderr: string, secrets: readonly string[]): string | null {
  const lines: string[] = [];
  for (const line of stderr.split(/[\r\n]+/)) {
    const text = /^remote: ?(.*)$/.exec(line)?.[1]?.trim() ?? '';
    const isDecoration = /^[=\s-]*$/.test(text) || /^(?:Enumerating|Counting|Compressing|Total) /.test(text);
    if (!isDecoration) lines.push(text.replace(/^(?:GitLab|ERROR): /, ''));
  }
  const reason = cleanReason(lines.join(' '), secrets).replace(/\.$/, '');
  return reason === '' ? null : reason;
}

function fatalLine(stderr: string, secrets: readonly string[]): string | null {
  const lines = stderr.split('\n').filter((line) => /^(?:fatal|error): /.test(line));
  const reason = cleanReason(lines[0]?.replace(/^(?:fatal|error): /, '') ?? '', secrets).replace(/\.$/, '');
  return reason === '' ? null : reason;
}
