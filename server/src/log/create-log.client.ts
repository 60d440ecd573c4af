import { type Logger, pino } from 'pino';
import { formsOfSecret, redactFields, redactLine } from './redact-log.js';

/** What every line says, and what none may. */
export interface LogOptions {
  readonly level: string;
  readonly role: string;
  readonly instance: string;
  /** What the process itself knows: its keys, the database's password. */
  readonly secrets: readonly string[];
  /** Fields of the running request or job. */
  readonly context: () => Readonly<Record<string, string>>;
}

/**
 * One JSON line for each event, to standard error: level, time, pid, role, instance, what it belongs to, details, and a
 * fixed sentence. Secrets are hidden twice: by the names of fields, and by what they look like in the whole line.
 */
export function createLog({ level, role, instance, secrets, context }: LogOptions): Logger {
  const hidden = secrets.flatMap(formsOfSecret);
  return pino(
    {
      level,
      base: { pid: process.pid, role, instance },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => ({ ...context() }),
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      hooks: { streamWrite: (line) => redactLine(line, hidden) },
    },
    pino.destination(2),
  );
}
