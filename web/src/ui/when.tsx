import { exactTime, relativeTime } from '../lib/time.js';
import { useNow } from '../lib/use-now.js';
import { uiTexts } from '../texts/ui.js';

/** An instant as its age, with the exact time on hover; a word where there is none. */
export function When({
  at,
  never = uiTexts.never,
}: {
  readonly at: string | null | undefined;
  readonly never?: string;
}) {
  const now = useNow();
  if (at === null || at === undefined) return <span className="quiet">{never}</span>;
  return (
    <time dateTime={at} title={exactTime(at)} className="nowrap">
      {relativeTime(at, now)}
    </time>
  );
}
