import { jobResultTexts as sentences } from '../texts/job-results.js';
import { formatCount, joinWords } from './text.js';

type Facts = Readonly<Record<string, unknown>>;

/** A job's result as a person reads it: a sentence as it is, what the server counts in a sentence of its own. */
export function resultSentence(result: unknown): string {
  if (result === null || result === undefined || result === '') return sentences.done;
  const value = parse(result);
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return value === 0 ? sentences.nothingLeft : sentences.some(value);
  if (Array.isArray(value)) return listSentence(value) ?? JSON.stringify(value);
  const facts = factsOf(value);
  if (facts === null) return sentences.done;
  for (const say of SENTENCES) {
    const sentence = say(facts);
    if (sentence !== null) return sentence;
  }
  return plainSentence(facts);
}

/** Whether a result says that it found nothing to change. */
export function changedNothing(result: unknown): boolean {
  const facts = factsOf(parse(result));
  return facts !== null && facts['changed'] === 0 && facts['failed'] === undefined;
}

const SENTENCES: readonly ((facts: Facts) => string | null)[] = [
  function analysis({ commit, changed, opened, fixed }) {
    if (typeof commit !== 'string') return null;
    if (changed === false) return sentences.notMoved(commit.slice(0, 10));
    return sentences.analysed(countIn(opened), countIn(fixed), commit.slice(0, 10));
  },
  function planning({ plans, unfixed, outdated }) {
    if (plans === undefined || unfixed === undefined) return null;
    return sentences.planned(countIn(plans), countIn(unfixed), countIn(outdated));
  },
  function refreshing({ opened, fixed }) {
    if (opened === undefined || fixed === undefined) return null;
    return sentences.refreshed(countIn(opened), countIn(fixed));
  },
  function discovering({ projects, added, left }) {
    if (projects === undefined || added === undefined) return null;
    return sentences.discovered(countIn(projects), countIn(added), countIn(left));
  },
  function following({ lookedAt, changed, failed }) {
    if (lookedAt === undefined) return null;
    return sentences.followed(
      countIn(lookedAt),
      countIn(changed),
      Array.isArray(failed) ? failed.length : null,
    );
  },
  function opening({ iid, state }) {
    if (typeof iid !== 'number') return null;
    return typeof state === 'string' && state !== 'OPENED'
      ? sentences.wasThere(iid, state.toLowerCase())
      : sentences.opened(iid);
  },
  function cleaning({ texts, inventories, idempotencyKeys }) {
    if (texts === undefined || inventories === undefined) return null;
    const removed = countIn(texts) + countIn(inventories) + countIn(idempotencyKeys);
    return removed === 0 ? sentences.nothingRemoved : sentences.removed(removed);
  },
  function askingAgain({ asksAgain, why, revision }) {
    if (asksAgain !== true) return null;
    const next = typeof revision === 'number' ? sentences.asks(revision) : '';
    return [typeof why === 'string' ? why : sentences.notOpened, next].join(' ').trim();
  },
];

/** What a sync did, one part for each ecosystem. */
function listSentence(parts: readonly unknown[]): string | null {
  const words = parts.map((part) => {
    const { ecosystem, way, counts } = factsOf(part) ?? {};
    if (typeof ecosystem !== 'string') return null;
    const read = factsOf(counts);
    if (way === 'NOTHING_NEW' || read === null) return sentences.nothingNew(ecosystem);
    return sentences.someNew(ecosystem, countIn(read['new']), countIn(read['changed']));
  });
  const known = words.filter((word) => word !== null);
  return known.length === words.length && known.length > 0 ? `${known.join('; ')}.` : null;
}

function plainSentence(facts: Facts): string {
  const words = Object.entries(facts).flatMap(([name, value]) => {
    if (value === true) return [wordsOf(name)];
    return typeof value === 'number' || typeof value === 'string'
      ? [`${wordsOf(name)} ${shortValue(value)}`]
      : [];
  });
  if (words.length === 0) return sentences.done;
  const text = joinWords(words);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A text may be JSON, too. */
function parse(result: unknown): unknown {
  if (typeof result !== 'string') return result;
  try {
    const value: unknown = JSON.parse(result);
    return value;
  } catch {
    return result;
  }
}

function factsOf(value: unknown): Facts | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

function countIn(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function shortValue(value: number | string): string {
  if (typeof value === 'number') return formatCount(value);
  return /^[0-9a-f]{40,64}$/.test(value) ? value.slice(0, 10) : value;
}
