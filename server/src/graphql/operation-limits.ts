/**
 * What one operation may be, whoever asks; each is checked before what it makes expensive. The page's largest operation stands beside each
 * number (`measure-document.test.ts` measures it), and what the number keeps short is what the hostile corpus measures.
 */
export const LIMITS = {
  /** Bytes of a request's body. */
  bodyBytes: 1024 * 1024,
  /** Characters of a document, counted before it is read. */
  characters: 200_000,
  /** Braces, brackets and parentheses that are open at once, counted before parsing, which recurses. */
  nesting: 60,
  tokens: 10_000,
  /** Operations and fragments of a document: validation compares fragments in pairs. */
  definitions: 250,
  /** Levels of fields, through fragments, of introspection too. */
  depth: 20,
  /** Selections when every fragment stands where it is spread. */
  selections: 5_000,
  /** Times that one response name is selected at one place: validation compares these in pairs. */
  repeats: 50,
  aliases: 300,
  /** Fields of a query's root. */
  rootFields: 100,
  /** Fields of a mutation's root, which run one after the other. */
  mutationFields: 20,
  directives: 200,
  /** Errors of validation that are told. */
  validationErrors: 10,
  /** Values in the variables, and levels of them. */
  variableValues: 20_000,
  variableDepth: 20,
  /** About this many values of fields in an answer. */
  complexity: 60_000,
} as const;
