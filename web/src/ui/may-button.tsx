import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { type ComponentPropsWithoutRef, type MouseEvent, useId } from 'react';

/** What `useMay` answers: why somebody may not do it; null when they may, or it is not known yet. */
interface Permission {
  readonly reason: string | null;
}

type MayButtonProps = { readonly permission: Permission } & ButtonProps &
  Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps>;

/** A button for those who may. For others it does nothing and says why, on hover, on focus and to those who listen: so it keeps the focus. */
export function MayButton({ permission: { reason }, ...button }: MayButtonProps) {
  const id = useId();
  if (reason === null) return <Button {...button} />;
  return (
    <>
      <Tooltip label={reason} events={EVENTS} multiline maw={280} transitionProps={{ duration: 80 }}>
        <Button
          {...button}
          type="button"
          disabled={false}
          data-disabled
          aria-disabled="true"
          aria-describedby={id}
          onClick={doNothing}
        />
      </Tooltip>
      <span id={id} className="visually-hidden">
        {reason}
      </span>
    </>
  );
}

const EVENTS = { hover: true, focus: true, touch: true };

function doNothing(event: MouseEvent): void {
  event.preventDefault();
}
