const MOST_WORDS = 8;

/** The words of a text as a query for all of them, each by how it begins; null where there are none. */
export function summaryWords(text: string): string | null {
  const words =
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, MOST_WORDS) ?? [];
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}
