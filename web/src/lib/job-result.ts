import { countOf, formatCount, joinWords } from './text.js';

type Facts = Readonly<Record<string, unknown>>;

/** A job's result as a person reads it: a sentence as it is, what the server counts in a sentence of its own. */
export function resultSentence(result: string | null): string {
  if (result === null || result === '') return 'Done.';
  const value = parse(result);
  if (typeof value === 'string') return value;
  if (typeof value === 'number')
    return value === 0 ? 'Nothing was left to do.' : `${formatCount(value)} done.`;
  if (Array.isArray(value)) return listSentence(value) ?? result;
  const facts = factsOf(value);
  if (facts === null) return result;
  for (const say of SENTENCES) {
    const sentence = say(facts);
    if (sentence !== null) return sentence;
  }
  return plainSentence(facts);
}

/** Whether a result says that it found nothing to change. */
export function changedNothing(result: string | null): boolean {
  const facts = result === null ? null : factsOf(parse(result));
  return facts !== null && facts['changed'] === 0 && facts['failed'] === undefined;
}

const SENTENCES: readonly ((facts: Facts) => string | null)[] = [
  function analysis({ commit, changed, opened, fixed }) {
    if (typeof commit !== 'string') return null;
    if (changed === false) return `Nothing has moved since ${commit.slice(0, 10)}.`;
    return `Opened ${countOf(countIn(opened), 'finding')}, fixed ${formatCount(countIn(fixed))}, at ${commit.slice(0, 10)}.`;
  },
  function planning({ plans, unfixed, outdated }) {
    if (plans === undefined || unfixed === undefined) return null;
    const made = countIn(plans) === 0 ? 'No plan' : countOf(countIn(plans), 'plan');
    return `${made}; ${countOf(countIn(unfixed), 'finding')} unfixed, ${countOf(countIn(outdated), 'outdated package')}.`;
  },
  function refreshing({ opened, fixed }) {
    if (opened === undefined || fixed === undefined) return null;
    return `Opened ${countOf(countIn(opened), 'finding')}, fixed ${formatCount(countIn(fixed))}.`;
  },
  function discovering({ projects, added, left }) {
    if (projects === undefined || added === undefined) return null;
    return `Read ${countOf(countIn(projects), 'project')}; ${formatCount(countIn(added))} new, ${formatCount(countIn(left))} gone.`;
  },
  function following({ lookedAt, changed, failed }) {
    if (lookedAt === undefined) return null;
    const moved = countIn(changed) === 0 ? 'none changed' : `${formatCount(countIn(changed))} changed`;
    const missed = Array.isArray(failed) ? `; ${formatCount(failed.length)} could not be looked at` : '';
    return `Looked at ${countOf(countIn(lookedAt), 'merge request')}, ${moved}${missed}.`;
  },
  function opening({ iid, state }) {
    if (typeof iid !== 'number') return null;
    return typeof state === 'string' && state !== 'OPENED'
      ? `Merge request !${iid} was there already; it is ${state.toLowerCase()}.`
      : `Opened merge request !${iid}.`;
  },
  function cleaning({ texts, inventories, idempotencyKeys }) {
    if (texts === undefined || inventories === undefined) return null;
    const removed = countIn(texts) + countIn(inventories) + countIn(idempotencyKeys);
    return removed === 0
      ? 'Nothing had to be removed.'
      : `Removed ${countOf(removed, 'old entry', 'old entries')}.`;
  },
  function askingAgain({ asksAgain, why, revision }) {
    if (asksAgain !== true) return null;
    const next = typeof revision === 'number' ? `Revision ${revision} asks for a decision.` : '';
    return [typeof why === 'string' ? why : 'It was not opened.', next].join(' ').trim();
  },
];

/** What a sync did, one part for each ecosystem. */
function listSentence(parts: readonly unknown[]): string | null {
  const words = parts.map((part) => {
    const { ecosystem, way, counts } = factsOf(part) ?? {};
    if (typeof ecosystem !== 'string') return null;
    const read = factsOf(counts);
    if (way === 'NOTHING_NEW' || read === null) return `${ecosystem}: nothing new`;
    return `${ecosystem}: ${formatCount(countIn(read['new']))} new, ${formatCount(countIn(read['changed']))} changed`;
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
  if (words.length === 0) return 'Done.';
  const text = joinWords(words);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function parse(result: string): unknown {
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
