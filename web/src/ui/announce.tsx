import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Where a message leads, in words, and what goes there. */
export interface Way {
  readonly words: string;
  readonly go: () => void;
}

/** Says briefly that something was done, longer where it leads somewhere. Failures never go here: they stand where they happened. */
export function announce(message: string, way: Way | null = null): void {
  if (way === null) {
    notifications.show({ message, autoClose: 4000, withBorder: true });
    return;
  }
  const { words, go } = way;
  const id = notifications.show({
    message: (
      <>
        {message}{' '}
        <Anchor
          component="button"
          type="button"
          inherit
          underline="always"
          onClick={() => {
            notifications.hide(id);
            go();
          }}
        >
          {words}
        </Anchor>
      </>
    ),
    autoClose: 10_000,
    withBorder: true,
  });
}
