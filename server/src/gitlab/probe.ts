import { AppError, isAppError } from '../errors.js';

/**
 * Whether an anonymous request to `/version` is answered as GitLab does: its 401 in JSON, or the version itself.
 * NOT_GITLAB says what answered instead; other failures (address, network, limits) are passed on.
 */
export async function probeGitLab(ask: () => Promise<{ readonly text: string }>): Promise<void> {
  try {
    const { text } = await ask();
    if (/^\s*\{[^]*"version"\s*:/.test(text.slice(0, 10_000))) return;
    throw notGitLab('answered with JSON that GitLab does not send', {});
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { status, answer, reason } = error.details;
    if (error.code === 'TOKEN_INVALID') {
      if (/^401\b/.test(String(reason))) return;
      throw notGitLab('asked for a sign-in of another kind', error.details);
    }
    const isOther =
      error.code === 'GITLAB_ANSWER_INVALID' ||
      error.code === 'GITLAB_NOT_FOUND' ||
      error.code === 'GITLAB_REFUSED' ||
      error.code === 'GITLAB_FORBIDDEN';
    if (!isOther) throw error;
    throw notGitLab(describeAnswer(status, answer), error.details);
  }
}

function describeAnswer(status: unknown, answer: unknown): string {
  if (answer === 'redirect') return 'redirects to a page';
  const kinds = new Map([
    ['html', 'a web page'],
    ['json', 'JSON that GitLab does not send'],
    ['text', 'plain text'],
    ['empty', 'nothing'],
  ]);
  const kind = kinds.get(String(answer));
  if (kind === undefined) return 'did not answer as a web server does';
  return typeof status === 'number' ? `answered ${status} with ${kind}` : `answered with ${kind}`;
}

function notGitLab(what: string, details: AppError['details']): AppError {
  const { status = null, answer = null } = details;
  return new AppError(
    'NOT_GITLAB',
    `This is not GitLab, or not its base address: the server ${what}. Paste the address at which GitLab's start page opens.`,
    { details: { status, answer } },
  );
}
