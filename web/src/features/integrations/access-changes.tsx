import { OutsideLink } from '../../ui/outside-link.js';
import { integrationTexts } from '../../texts/integrations.js';

const texts = integrationTexts.access;

/** Where in GitLab the access is changed or taken back later, for the way in which it was given. */
export function AccessChanges({
  baseUrl,
  isConsent,
}: {
  readonly baseUrl: string;
  readonly isConsent: boolean;
}) {
  const page = isConsent ? 'applications' : 'personal_access_tokens';
  return (
    <div className="quiet stack">
      <p>
        {isConsent ? texts.consented : texts.token}{' '}
        <OutsideLink href={`${baseUrl}/-/user_settings/${page}`}>
          {isConsent ? texts.applications : texts.tokens}
        </OutsideLink>
      </p>
      <p>{isConsent ? texts.consentNoticed : texts.tokenNoticed}</p>
    </div>
  );
}
