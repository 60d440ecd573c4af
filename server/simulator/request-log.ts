import type { LoggedRequest, RequestLog } from './simulator-api.js';

const KEPT = 20_000;

/** A request that may still be running: what is not known yet is 0 or null. */
export interface RunningRequest extends LoggedRequest {
  status: number;
  durationMs: number;
  userId: number | null;
  trouble: string | null;
}

/** Keeps the last requests and counts all of them by kind, from the moment they arrive. */
export class RequestRecorder implements RequestLog {
  private kept: LoggedRequest[] = [];
  private readonly counts = new Map<LoggedRequest['kind'], number>();

  get entries(): readonly LoggedRequest[] {
    return this.kept.slice(-KEPT);
  }

  /** Counts a request; its end is filled in by the caller. */
  start(request: Pick<LoggedRequest, 'kind' | 'method' | 'path' | 'at'>): RunningRequest {
    const entry: RunningRequest = { ...request, status: 0, durationMs: 0, userId: null, trouble: null };
    if (this.kept.length >= KEPT * 2) this.kept = this.kept.slice(-KEPT);
    this.kept.push(entry);
    this.counts.set(entry.kind, (this.counts.get(entry.kind) ?? 0) + 1);
    return entry;
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
