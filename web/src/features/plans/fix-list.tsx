import { Link } from 'react-router';
import { addressOf } from '../../lib/addresses.js';
import { type Severity, severityWord } from '../../lib/severity.js';
import { SeverityShape } from '../../ui/mark.js';
import classes from './plan-changes.module.css';

/** One advisory that a change closes. */
interface Fix {
  readonly advisory: string;
  readonly severity: Severity;
}

/** The advisories that a change closes, each once: the same one may be closed in several manifests. */
export function fixesOf(
  findings: readonly { readonly advisories: readonly string[]; readonly severity: Severity }[],
): readonly Fix[] {
  const fixes = new Map<string, Fix>();
  for (const { advisories, severity } of findings) {
    const advisory = advisories[0] ?? '';
    if (!fixes.has(advisory)) fixes.set(advisory, { advisory, severity });
  }
  return [...fixes.values()];
}

/** Advisories with the shape of their severity, each a link to its page. */
export function FixList({ fixes }: { readonly fixes: readonly Fix[] }) {
  return (
    <ul className="plain-list">
      {fixes.map(({ advisory, severity }) => (
        <li key={advisory} className={classes.fix} title={severityWord(severity)}>
          <SeverityShape severity={severity} />
          <span className="visually-hidden">{severityWord(severity)}</span>
          <Link to={addressOf.advisory(advisory)} className="mono">
            {advisory}
          </Link>
        </li>
      ))}
    </ul>
  );
}
