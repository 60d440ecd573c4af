/** Where the database rooms report what a person should know: a fixed sentence, details in fields, no secrets. */
export type DatabaseLog = (
  level: 'info' | 'warn',
  message: string,
  fields: Readonly<Record<string, unknown>>,
) => void;

/** Reports nothing. */
export const silentLog: DatabaseLog = () => undefined;
