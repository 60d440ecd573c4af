import type { ChangeCursor } from './change-cursor.js';
import type { ChangeFeed } from './change-feed.js';
import { type ChangeLog, cursorAt, type LogPlace, type LogWave } from './change-log.js';
import {
  type ChangeOperation,
  foldOperations,
  isWanted,
  type LoggedChange,
  type ObjectFilter,
} from './change.js';

/** STARTED: from here on everything is told. MISSED: some changes before this place are forgotten, so read anew. */
export type ObjectEventKind = 'STARTED' | ChangeOperation | 'MISSED';

/** What a reader of single objects is told. */
export interface ObjectEvent {
  readonly kind: ObjectEventKind;
  readonly id: string | null;
  readonly projectId: string | null;
  /** Who gives this gets everything that comes after this event, again if need be. */
  readonly cursor: ChangeCursor;
  /** The objects of events that came together, of which all changed before: they may be read together. */
  readonly batch: readonly string[];
}

/** So many objects wait for a slow reader; beyond that it goes on from the log once it reads again. */
const MAX_WAITING = 100;
const PAGE = 200;

/**
 * Events for one reader who follows one object, those of a project, or all of a kind: nothing is lost, and several changes of one object
 * that the reader has not taken yet are one. Begins after a cursor, or now.
 */
export class ObjectStream implements AsyncIterableIterator<ObjectEvent> {
  readonly #feed: ChangeFeed;
  readonly #log: ChangeLog;
  readonly #filter: ObjectFilter;
  readonly #leave: () => void;
  readonly #waiting = new Map<string, ObjectEvent>();
  #page: ObjectEvent[] = [];
  #told: ChangeCursor | null;
  #place: LogPlace | null = null;
  #isBehind: boolean;
  #hasStarted = false;
  #isEnded = false;
  #resume: () => void = () => undefined;

  constructor(
    {
      feed,
      log,
      filter,
    }: { readonly feed: ChangeFeed; readonly log: ChangeLog; readonly filter: ObjectFilter },
    after: ChangeCursor | null,
  ) {
    this.#feed = feed;
    this.#log = log;
    this.#filter = filter;
    this.#told = after;
    this.#isBehind = after !== null;
    this.#leave = feed.join({
      wave: (wave) => this.#take(wave),
      moved: (place) => this.#fallBehind(place),
    });
  }

  async next(): Promise<IteratorResult<ObjectEvent>> {
    for (;;) {
      if (this.#isEnded) return { value: undefined, done: true };
      const event = this.#page.shift() ?? (this.#isBehind ? undefined : this.#first());
      if (event !== undefined) {
        this.#told = event.cursor;
        return { value: event, done: false };
      }
      await this.#fill().catch((error: unknown) => {
        this.end();
        throw error;
      });
    }
  }

  return(): Promise<IteratorResult<ObjectEvent>> {
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  end(): void {
    this.#isEnded = true;
    this.#leave();
    this.#waiting.clear();
    this.#page = [];
    this.#resume();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #take(wave: LogWave): void {
    this.#place = wave.upTo;
    if (this.#isBehind || !this.#hasStarted) return;
    if (wave.changes === null) return this.#fallBehind(wave.upTo);
    const { server, snapshot: from } = wave.from;
    const wanted = wave.changes.filter((change) => isWanted(this.#filter, change));
    const batch = idsOf(wanted);
    for (const change of wanted) {
      const rest = { upTo: wave.upTo.snapshot, seq: change.seq };
      this.#keep(change, { cursor: { server, from, rest }, batch });
    }
    if (this.#waiting.size > MAX_WAITING) return this.#fallBehind(wave.upTo);
    if (this.#waiting.size > 0) this.#resume();
    else if (this.#page.length === 0) this.#told = cursorAt(wave.upTo);
  }

  /** The last change of an object counts, and its place in the order: what waits always comes after what was told. */
  #keep({ id, projectId, operation }: LoggedChange, place: Pick<ObjectEvent, 'cursor' | 'batch'>): void {
    const key = id ?? '';
    const before = this.#waiting.get(key)?.kind;
    const isOperation = before === 'CREATED' || before === 'UPDATED' || before === 'DELETED';
    this.#waiting.delete(key);
    const kind = isOperation ? foldOperations(before, operation) : operation;
    this.#waiting.set(key, { kind, id, projectId, ...place });
  }

  #fallBehind(place: LogPlace): void {
    this.#place = place;
    this.#waiting.clear();
    this.#isBehind = true;
    this.#resume();
  }

  #first(): ObjectEvent | undefined {
    for (const [key, event] of this.#waiting) {
      this.#waiting.delete(key);
      return event;
    }
    return undefined;
  }

  async #fill(): Promise<void> {
    if (!this.#hasStarted) {
      this.#place = await this.#feed.refresh();
      this.#hasStarted = true;
      if (this.#told === null) this.#page.push(this.#event('STARTED', this.#place));
      return;
    }
    if (this.#isBehind) return this.#catchUp(this.#told, this.#place);
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
  }

  /** Reads one page of the log; the last one ends being behind. What comes meanwhile waits for that. */
  async #catchUp(told: ChangeCursor | null, place: LogPlace | null): Promise<void> {
    if (told === null || place === null) return this.end();
    if (told.server !== place.server) return this.#missed();
    const { server, from } = told;
    const upTo = told.rest?.upTo ?? place.snapshot;
    const span = { from, upTo, seq: told.rest?.seq ?? '0' };
    const changes = await this.#log.readObjects(span, this.#filter, PAGE);
    if (changes === null) return this.#missed();
    const batch = idsOf(changes);
    for (const { operation, id, projectId, seq } of changes) {
      const cursor = { server, from, rest: { upTo, seq } };
      this.#page.push({ kind: operation, id, projectId, cursor, batch });
    }
    if (changes.length > 0) return;
    this.#told = { server, from: upTo, rest: null };
    if (upTo !== place.snapshot || this.#place !== place) return;
    this.#isBehind = false;
    this.#page.push(this.#event('STARTED', place));
  }

  /** What is told later may also be seen by who reads anew. */
  #missed(): void {
    if (this.#place === null) return this.end();
    this.#isBehind = false;
    this.#page.push(this.#event('MISSED', this.#place));
    this.#page.push(this.#event('STARTED', this.#place));
  }

  #event(kind: ObjectEventKind, place: LogPlace): ObjectEvent {
    const { id, projectId } = this.#filter;
    return { kind, id, projectId, cursor: cursorAt(place), batch: id === null ? [] : [id] };
  }
}

function idsOf(changes: readonly LoggedChange[]): readonly string[] {
  return changes.flatMap(({ id, operation }) => (id === null || operation === 'DELETED' ? [] : [id]));
}
