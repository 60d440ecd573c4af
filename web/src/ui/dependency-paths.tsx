import { uiTexts } from '../texts/ui.js';
import classes from './dependency-paths.module.css';

/** How packages come in: each path from the project's own package downwards. */
export function DependencyPaths({
  paths,
  max = 5,
}: {
  readonly paths: readonly (readonly string[])[];
  readonly max?: number;
}) {
  if (paths.length === 0) return <span className="quiet">{uiTexts.paths.none}</span>;
  return (
    <ul className={`plain-list ${classes.paths}`}>
      {paths.slice(0, max).map((path) => (
        <li key={path.join(' ')} className={`mono ${classes.path}`}>
          {path.map((step, index) => (
            <span key={`${index} ${step}`}>
              {index > 0 && (
                <span className={classes.arrow} aria-label={uiTexts.paths.bringsIn}>
                  {' › '}
                </span>
              )}
              <span className={index === path.length - 1 ? classes.last : undefined}>{step}</span>
            </span>
          ))}
        </li>
      ))}
      {paths.length > max && <li className="quiet small">{uiTexts.paths.more(paths.length - max)}</li>}
    </ul>
  );
}
