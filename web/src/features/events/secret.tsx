import { Button, Group } from '@mantine/core';
import { eventTexts as texts } from '../../texts/events.js';
import { Copyable } from '../../ui/copyable.js';
import { Notice } from '../../ui/page-states.js';

/** A secret, shown once. */
export function Secret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <div className="stack">
      <Notice tone="warn" title={texts.secretNote} />
      <Copyable text={secret} label={texts.secret} shown={secret} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{texts.copied}</Button>
      </Group>
    </div>
  );
}
