import { AppError } from '../errors.js';
import type { GitLabToken } from '../gitlab/gitlab.js';
import type { CheckRun } from './connection-checks.js';
import type { ConnectionCheckName, IntegrationWarning } from './integration.js';

const SCOPES: readonly {
  readonly check: ConnectionCheckName;
  readonly scope: string;
  readonly use: string;
}[] = [
  { check: 'SCOPE_API', scope: 'api', use: 'to list projects and open merge requests' },
  { check: 'SCOPE_READ_REPOSITORY', scope: 'read_repository', use: 'to read manifests' },
  {
    check: 'SCOPE_WRITE_REPOSITORY',
    scope: 'write_repository',
    use: 'to push the branch of an approved plan',
  },
];

/**
 * Checks each scope: without `api` connecting fails; without the other two it warns where `api` covers them.
 * All three are reported before TOKEN_SCOPE_MISSING is thrown.
 */
export function checkScopes(
  run: CheckRun,
  token: Pick<GitLabToken, 'scopes'> | null,
): readonly IntegrationWarning[] {
  const missing: string[] = [];
  const covered: string[] = [];
  for (const { check, scope, use } of SCOPES) {
    run.begin(check);
    if (token === null)
      run.warn(
        `GitLab cannot say whether the token has it; it is needed ${use}.`,
        'Use a token that can be asked about.',
      );
    else if (token.scopes.includes(scope)) run.pass(`The token has it, ${use}.`);
    else if (scope !== 'api' && token.scopes.includes('api')) {
      covered.push(scope);
      run.warn(
        `The token lacks it, but api covers it.`,
        `Nothing must be done. A new token may name ${scope} as well.`,
      );
    } else {
      missing.push(scope);
      run.fail(lacks(scope, use));
    }
  }
  if (missing.length > 0) {
    const word = missing.length === 1 ? 'scope' : 'scopes';
    throw new AppError('TOKEN_SCOPE_MISSING', `The token lacks the ${word} ${inWords(missing)}.`, {
      details: { scopes: missing.join(' ') },
    });
  }
  return covered.length === 0
    ? []
    : [
        {
          code: 'API_COVERS_SCOPE',
          message: `The token lacks ${covered.join(' and ')}; the scope api covers it.`,
        },
      ];
}

function lacks(scope: string, use: string): AppError {
  return new AppError('TOKEN_SCOPE_MISSING', `The token lacks the scope ${scope}, needed ${use}.`, {
    details: { scopes: scope },
  });
}

/** `a`, `a and b`, `a, b and c`. */
function inWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
