import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../lib/problem.js';
import { uiTexts } from '../texts/ui.js';
import { Failure } from './page-states.js';

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What will happen, in short sentences. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly isDanger?: boolean;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once before something that cannot simply be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} centered size="md">
      <div className="stack">
        {props.children}
        {props.problem !== null && <Failure problem={props.problem} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {uiTexts.cancel}
          </Button>
          <Button
            color={props.isDanger === true ? 'red' : undefined}
            loading={props.isBusy}
            onClick={props.onConfirm}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
