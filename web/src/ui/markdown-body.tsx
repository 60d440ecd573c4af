import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { outsideHost } from '../lib/markdown-bounds.js';
import { uiTexts } from '../texts/ui.js';
import { OutsideLink } from './outside-link.js';
import classes from './markdown.module.css';

const PLUGINS = [remarkGfm];

/** What may stand in it; everything else is its children or nothing. */
const ALLOWED = [
  'a',
  'blockquote',
  'br',
  'code',
  'del',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'img',
  'li',
  'ol',
  'p',
  'pre',
  'strong',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
];

/** Markdown made safe; in a chunk of its own, since parsing it is heavy. */
export function MarkdownBody({
  text,
  headingLevel,
}: {
  readonly text: string;
  readonly headingLevel: number;
}) {
  return (
    <ReactMarkdown
      remarkPlugins={PLUGINS}
      allowedElements={ALLOWED}
      unwrapDisallowed
      skipHtml
      urlTransform={(address) => address}
      components={{ ...components, ...headings(headingLevel) }}
    >
      {text}
    </ReactMarkdown>
  );
}

const components: Components = {
  a: ({ href = '', children }) => {
    const host = outsideHost(href);
    if (host === null) return <span>{children}</span>;
    return (
      <OutsideLink href={href}>
        {children}
        <span className="quiet"> ({host})</span>
      </OutsideLink>
    );
  },
  img: ({ alt = '' }) => <span className="quiet">{uiTexts.markdown.image(alt)}</span>,
  pre: ({ children }) => (
    <pre className={classes.code} tabIndex={0}>
      {children}
    </pre>
  ),
  table: ({ children }) => (
    <div className={classes.tableFrame} tabIndex={0} role="group" aria-label={uiTexts.markdown.table}>
      <table>{children}</table>
    </div>
  ),
};

/** Headings below the page's own: none deeper than the sixth. */
function headings(level: number): Components {
  const shifted = (own: number): 'h2' | 'h3' | 'h4' | 'h5' | 'h6' => {
    const target = Math.min(6, Math.max(2, own - 1 + level));
    return HEADINGS[target - 2] ?? 'h6';
  };
  return { h1: shifted(1), h2: shifted(2), h3: shifted(3), h4: shifted(4), h5: shifted(5), h6: shifted(6) };
}

const HEADINGS = ['h2', 'h3', 'h4', 'h5', 'h6'] as const;
