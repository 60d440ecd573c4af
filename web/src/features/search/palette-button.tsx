import { Search } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { frameTexts } from '../../texts/frame.js';
import { Keys } from '../../ui/keys.js';
import { currentShortcuts, type Shortcut, useShortcuts } from '../../ui/shortcuts.js';
import classes from './palette-button.module.css';

const Palette = lazy(async () => ({ default: (await import('./palette.js')).Palette }));
const texts = frameTexts.palette;

/** Opens the palette, as Ctrl-K and Command-K do. Its code is fetched when it is first wanted. */
export function PaletteButton() {
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[] | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const open = () => setShortcuts(currentShortcuts());
  useShortcuts([{ keys: 'Mod+k', label: texts.label, run: open }]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={classes.button}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={open}
      >
        <Search size={14} aria-hidden="true" />
        <span className={classes.words}>{texts.open}</span>
        <span className={classes.keys} aria-hidden="true">
          <Keys keys="Mod+k" />
        </span>
      </button>
      {shortcuts !== null && (
        <Suspense>
          <Palette
            shortcuts={shortcuts}
            onClose={(how) => {
              setShortcuts(null);
              if (how === 'left') button.current?.focus();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
