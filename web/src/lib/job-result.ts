/** A job's result as a person reads it: a sentence as it is, counted facts as "opened 3, manifests 1". */
export function resultSentence(result: string | null): string {
  if (result === null || result === '') return 'Done.';
  const facts = readFacts(result);
  if (facts === null) return result;
  const words = facts.flatMap(([name, value]) => {
    if (value === false || value === null) return [];
    if (value === true) return [wordsOf(name)];
    return typeof value === 'number' || typeof value === 'string'
      ? [`${wordsOf(name)} ${shortValue(value)}`]
      : [];
  });
  if (words.length === 0) return 'Done.';
  const text = words.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function readFacts(result: string): readonly [string, unknown][] | null {
  try {
    const value: unknown = JSON.parse(result);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : null;
  } catch {
    return null;
  }
}

function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function shortValue(value: number | string): string {
  if (typeof value === 'number') return value.toLocaleString('en');
  return /^[0-9a-f]{40,64}$/.test(value) ? value.slice(0, 10) : value;
}
