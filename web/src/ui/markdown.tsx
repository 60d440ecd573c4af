import { lazy, Suspense, useState } from 'react';
import { cutText, isTangled } from '../lib/markdown-bounds.js';
import { uiTexts } from '../texts/ui.js';
import { LoadingRows } from './page-states.js';
import classes from './markdown.module.css';

const Body = lazy(async () => ({ default: (await import('./markdown-body.js')).MarkdownBody }));
const LONG = 1500;
const texts = uiTexts.markdown;

/**
 * Somebody else's Markdown as text of this page: no HTML, no images, links to https only and with their host shown,
 * headings below those of the page. Long texts begin folded, and what would be too much to read is shown as it is.
 */
export function Markdown({
  text,
  headingLevel = 3,
}: {
  readonly text: string;
  /** The level of its highest heading. */
  readonly headingLevel?: number;
}) {
  const whole = cutText(text);
  const isLong = whole.text.length > LONG;
  const [isOpen, setOpen] = useState(false);
  const shown = isLong && !isOpen ? cutText(whole.text, LONG).text : whole.text;
  return (
    <div className={classes.frame}>
      <div className={classes.body}>
        {isTangled(shown) ? (
          <p className={classes.plain}>{shown}</p>
        ) : (
          <Suspense fallback={<LoadingRows rows={2} />}>
            <Body text={shown} headingLevel={headingLevel} />
          </Suspense>
        )}
      </div>
      {isLong && (
        <button
          type="button"
          className={classes.more}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? texts.less : texts.more}
        </button>
      )}
      {whole.isCut && isOpen && <p className="quiet small">{texts.cut}</p>}
    </div>
  );
}
