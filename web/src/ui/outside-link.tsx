import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { safeLink } from '../lib/safe-path.js';
import { uiTexts } from '../texts/ui.js';

/** A link that leaves Backline. What is not a plain web address is shown as text. */
export function OutsideLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const address = safeLink(href);
  if (address === null) return <span>{children}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {children}
      <span className="nowrap">
        {'\u2060'}
        <ExternalLink size={12} aria-hidden="true" style={{ marginLeft: 4 }} />
      </span>
      <span className="visually-hidden">{uiTexts.newTab}</span>
    </a>
  );
}
