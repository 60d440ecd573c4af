import { OutsideLink } from '../../ui/outside-link.js';

/** Where in GitLab the access is changed or taken back later, for the way in which it was given. */
export function AccessChanges({
  baseUrl,
  isConsent,
}: {
  readonly baseUrl: string;
  readonly isConsent: boolean;
}) {
  return isConsent ? (
    <p className="quiet">
      You consented in GitLab. To take that back, or to see it:{' '}
      <OutsideLink href={`${baseUrl}/-/user_settings/applications`}>Applications in GitLab</OutsideLink>.
      Backline notices within a minute and waits; consent again to go on.
    </p>
  ) : (
    <p className="quiet">
      The token’s rights and end are changed in GitLab, by rotating it, or by making a new one and replacing
      it here:{' '}
      <OutsideLink href={`${baseUrl}/-/user_settings/personal_access_tokens`}>
        Access tokens in GitLab
      </OutsideLink>
      . A token that is revoked there is noticed within a minute. Disconnecting forgets the token here; revoke
      it there.
    </p>
  );
}
