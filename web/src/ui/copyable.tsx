import { useEffect, useState } from 'react';
import { cutMiddle } from '../lib/text.js';
import { uiTexts } from '../texts/ui.js';
import classes from './copyable.module.css';

interface CopyableProps {
  readonly text: string;
  /** What it is, for those who listen: "commit". */
  readonly label: string;
  /** What to show; the text itself, cut in the middle, when not given. */
  readonly shown?: string;
  readonly max?: number;
}

/** A version, path, commit or secret in monospace, copied whole with a click. */
export function Copyable({ text, label, shown, max = 40 }: CopyableProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const visible = shown ?? cutMiddle(text, max);
  return (
    <button
      type="button"
      className={classes.copyable}
      title={uiTexts.copy.hint(text)}
      aria-label={uiTexts.copy.label(label, visible)}
      onClick={() => void copyText(text).then(setCopied)}
    >
      <span className="mono">{visible}</span>
      <span className={classes.answer} role="status">
        {isCopied ? uiTexts.copy.done : ''}
      </span>
    </button>
  );
}

async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard === undefined) return copyBySelection(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copyBySelection(text),
  );
}

/** Without a secure context the clipboard interface does not exist, so the old command has to do. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  return isDone;
}
