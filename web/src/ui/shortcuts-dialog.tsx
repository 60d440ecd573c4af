import { Modal, Switch } from '@mantine/core';
import { useState } from 'react';
import { uiTexts } from '../texts/ui.js';
import { Keys } from './keys.js';
import classes from './shortcuts-dialog.module.css';
import { type Shortcut, singleKeysAreOn, switchSingleKeys } from './shortcuts.js';

const texts = uiTexts.shortcuts;

/** The shortcuts of the page that one is on, and the switch for those of a single key. */
export function ShortcutsDialog({
  shortcuts,
  onClose,
}: {
  /** As they were when it was opened; null while it is closed. */
  readonly shortcuts: readonly Shortcut[] | null;
  readonly onClose: () => void;
}) {
  const [isOn, setOn] = useState(singleKeysAreOn);
  return (
    <Modal opened={shortcuts !== null} onClose={onClose} title={texts.title} centered size="md">
      <div className="stack">
        <dl className={classes.list} aria-label={texts.list}>
          {(shortcuts ?? []).map((shortcut) => (
            <div key={shortcut.keys} className={classes.line}>
              <dt>
                <Keys keys={shortcut.keys} />
              </dt>
              <dd>{shortcut.label}</dd>
            </div>
          ))}
        </dl>
        <Switch
          checked={isOn}
          label={texts.single}
          description={texts.singleNote}
          onChange={(event) => {
            switchSingleKeys(event.currentTarget.checked);
            setOn(event.currentTarget.checked);
          }}
        />
      </div>
    </Modal>
  );
}
