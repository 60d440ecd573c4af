import type { LoggedRequest, RequestLog } from './simulator-api.js';

const KEPT = 20_000;

/** Keeps the last requests and counts all of them by kind. */
export class RequestRecorder implements RequestLog {
  private kept: LoggedRequest[] = [];
  private readonly counts = new Map<LoggedRequest['kind'], number>();

  get entries(): readonly LoggedRequest[] {
    return this.kept;
  }

  record(entry: LoggedRequest): void {
    if (this.kept.length >= KEPT * 2) this.kept = this.kept.slice(-KEPT);
    this.kept.push(entry);
    this.counts.set(entry.kind, (this.counts.get(entry.kind) ?? 0) + 1);
  }

  count(kind?: LoggedRequest['kind']): number {
    if (kind) return this.counts.get(kind) ?? 0;
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  clear(): void {
    this.kept = [];
    this.counts.clear();
  }
}
