import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ProofFindingFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { DependencyPaths } from '../../ui/dependency-paths.js';
import { SeverityLabel } from '../../ui/severity.js';
import classes from './finding-lines.module.css';

/** Findings of a proof: severity, package, advisory, and the path that brings it in. */
export function FindingLines({
  findings,
  more,
}: {
  readonly findings: readonly ProofFindingFragment[];
  /** What else is said about each. */
  readonly more?: (index: number) => ReactNode;
}) {
  return (
    <ul className={`plain-list ${classes.lines}`}>
      {findings.map((finding, index) => {
        const [advisory] = finding.advisories;
        return (
          <li
            key={`${finding.manifestPath} ${finding.name} ${finding.version} ${advisory} ${index}`}
            className={classes.line}
          >
            <SeverityLabel severity={finding.severity} score={finding.score ?? null} />
            <div className={classes.what}>
              <div className={classes.head}>
                <span className="mono">
                  {finding.name} {finding.version}
                </span>
                {advisory !== undefined && (
                  <Link to={addressOf.advisory(advisory)} className="mono">
                    {advisory}
                  </Link>
                )}
                <span className="quiet small">{finding.manifestPath}</span>
              </div>
              {finding.paths.length > 0 && <DependencyPaths paths={finding.paths} max={2} />}
              {more?.(index)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
