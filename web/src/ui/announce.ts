import { notifications } from '@mantine/notifications';

/** Says briefly that something was done. Failures never go here: they stand where they happened. */
export function announce(message: string): void {
  notifications.show({ message, autoClose: 4000, withBorder: true });
}
