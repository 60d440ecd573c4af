import { graphql } from '../../generated/projects/gql.js';
import type { UncheckedPackagesFragment } from '../../generated/projects/graphql.js';
import { projectTexts } from '../../texts/projects.js';
import { Notice } from '../../ui/page-states.js';

const texts = projectTexts.outdated;

graphql(/* GraphQL */ `
  fragment UncheckedPackages on UncheckedPackages {
    ecosystem
    kind
    reason
    count
    names
  }
`);

/** Which direct dependencies could not be checked, and why; nothing where all were. */
export function UncheckedPackages({ groups }: { readonly groups: readonly UncheckedPackagesFragment[] }) {
  if (groups.length === 0) return null;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const isFault = groups.some(({ kind }) => kind === 'FAILED');
  return (
    <Notice tone={isFault ? 'warn' : 'quiet'} title={texts.uncheckedTitle(total)}>
      {groups.map(({ ecosystem, kind, reason, count, names }) => (
        <p key={`${ecosystem} ${kind}`}>
          {ecosystem}: <span className="mono">{names.join(', ')}</span>
          {count > names.length && texts.uncheckedMore(count - names.length)}. {reason}
        </p>
      ))}
    </Notice>
  );
}
