import { CHAOS_KINDS, type Chaos, type ChaosKind, type Fault } from './trouble-api.js';

const API_AND_GIT = /^\/api\/|\/(?:info\/refs|git-upload-pack|git-receive-pack)(?:\?|$)/;

/** Decides for every request whether it is spoiled, and how; counts what it did. */
export class ChaosMonkey {
  private chaos: Chaos | null = null;
  private random = seededRandom(1);
  private counted = noCounts();

  set(chaos: Chaos | null): void {
    this.chaos = chaos;
    if (!chaos) return;
    this.random = seededRandom(chaos.seed ?? 1);
    this.counted = noCounts();
  }

  counts(): Readonly<Record<ChaosKind, number>> {
    return { ...this.counted };
  }

  /** The fault for a request to this path (with query, without the relative root), or null. */
  draw(path: string): Fault | null {
    const { chaos } = this;
    if (!chaos || !(chaos.pathPattern ?? API_AND_GIT).test(path)) return null;
    const kinds = chaos.kinds ?? CHAOS_KINDS;
    const [isHit, choice] = [this.random() < chaos.rate, this.random()];
    const kind = isHit ? kinds[Math.floor(choice * kinds.length)] : undefined;
    if (!kind) return null;
    this.counted[kind] += 1;
    return { pathPattern: '', holdMs: chaos.hangMs ?? 30_000, ...faultOf(kind) };
  }
}

function faultOf(kind: ChaosKind): Pick<Fault, 'kind' | 'afterEffect'> {
  switch (kind) {
    case '500':
      return { kind: 500 };
    case '502':
      return { kind: 502 };
    case '502-after':
      return { kind: 502, afterEffect: true };
    case 'reset-after':
      return { kind: 'reset', afterEffect: true };
    default:
      return { kind };
  }
}

function noCounts(): Record<ChaosKind, number> {
  return {
    'throttle-plain': 0,
    'throttle-json': 0,
    'throttle-proxy': 0,
    '500': 0,
    '502': 0,
    '502-after': 0,
    reset: 0,
    'reset-after': 0,
    hang: 0,
    html: 0,
  };
}

/** Numbers from 0 to 1 that a seed decides: https://en.wikipedia.org/wiki/Linear_congruential_generator, scrambled. */
function seededRandom(seed: number): () => number {
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x45d9f3b);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
