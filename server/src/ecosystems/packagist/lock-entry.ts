import { isPhpMap, type PhpMap, type PhpValue } from './php-json.js';

/** The entry that Composer would write into its lock, or why it cannot be told: the end of a sentence. */
export type LockEntryResult =
  { readonly kind: 'entry'; readonly entry: PhpMap } | { readonly kind: 'refused'; readonly reason: string };

const LINKS = ['require', 'conflict', 'provide', 'replace', 'require-dev', 'suggest'] as const;
/** What is taken over as it is, where it is not empty, in the lock's order. */
const FIRST_PLAIN = ['extra', 'autoload', 'autoload-dev', 'notification-url', 'include-path'];
const LAST_PLAIN = ['authors', 'description', 'homepage', 'keywords', 'repositories', 'support', 'funding'];
/** Whatever of these an entry has, a repository's description of the package alone does not tell it. */
const OWN_TO_LOCK = ['transport-options', 'installation-source'];
const NOT_KNOWN_HERE = ['php-ext', 'scripts', 'archive'];
/** What PHP takes for a number. */
const NUMERIC = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const RFC_3339 = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * A package's entry in composer.lock, from the repository's description of it, in Composer's order
 * (https://github.com/composer/composer/blob/main/src/Composer/Package/Dumper/ArrayDumper.php and `lockPackages` of its Locker).
 * Whom to notify is taken from the entry before, because it comes from the repository and not from the package.
 */
export function lockEntryOf(document: PhpMap, before: PhpMap): LockEntryResult {
  const reason = whyNot(document, before);
  if (reason !== null) return { kind: 'refused', reason };
  const source = originOf(document['source'], ['type', 'url', 'reference']);
  const dist = originOf(document['dist'], ['type', 'url', 'reference', 'shasum']);
  const time = timeOf(document['time']);
  if (source === null || dist === null) return { kind: 'refused', reason: 'its origin could not be read' };
  const keywords = keywordsOf(document['keywords']);
  if (keywords === null) return { kind: 'refused', reason: 'the order of its keywords cannot be told' };
  if (time === null) return { kind: 'refused', reason: 'its release date could not be read' };
  const fields: (readonly [string, PhpValue | undefined])[] = [
    ['name', document['name']],
    ['version', document['version']],
    ['target-dir', document['target-dir']],
    ['source', source],
    ['dist', dist],
  ];
  for (const key of LINKS) fields.push([key, linksOf(document[key], key === 'suggest')]);
  if (document['default-branch'] === true) fields.push(['default-branch', true]);
  fields.push(['bin', binOf(document['bin'])]);
  const type = document['type'];
  fields.push(['type', typeof type === 'string' ? type.toLowerCase() : 'library']);
  for (const key of FIRST_PLAIN) fields.push([key, key === 'notification-url' ? before[key] : document[key]]);
  fields.push(['license', listOf(document['license'])]);
  for (const key of LAST_PLAIN) fields.push([key, key === 'keywords' ? keywords : document[key]]);
  const abandoned = document['abandoned'];
  if (abandoned === true || typeof abandoned === 'string') fields.push(['abandoned', abandoned]);
  fields.push(['time', time]);
  return { kind: 'entry', entry: Object.fromEntries(fields.flatMap(kept)) };
}

function whyNot(document: PhpMap, before: PhpMap): string | null {
  if (typeof document['name'] !== 'string' || typeof document['version'] !== 'string')
    return 'its description has no name or no version';
  if (NOT_KNOWN_HERE.some((key) => Object.hasOwn(document, key) && !isEmpty(document[key])))
    return 'its description has fields that Backline does not write';
  const origins = [before['source'], before['dist'], document['source'], document['dist']];
  const hasMirrors = origins.some((origin) => isPhpMap(origin) && Object.hasOwn(origin, 'mirrors'));
  if (hasMirrors || OWN_TO_LOCK.some((key) => Object.hasOwn(before, key)))
    return 'its entry has fields that the registry does not tell';
  return null;
}

/** Null where it is none that Composer would take; undefined where there is none. */
function originOf(origin: PhpValue | undefined, keys: readonly string[]): PhpMap | null | undefined {
  if (origin === undefined || isEmpty(origin)) return undefined;
  if (!isPhpMap(origin) || typeof origin['type'] !== 'string' || typeof origin['url'] !== 'string')
    return null;
  const { reference = null } = origin;
  if (reference !== null && typeof reference !== 'string') return null;
  const stated = keys.flatMap((key): [string, PhpValue][] => {
    const value = origin[key];
    return value === undefined || value === null ? [] : [[key, value]];
  });
  return Object.fromEntries(stated);
}

/** Names in lower case, sorted by byte; Composer keeps those of suggestions as they are. */
function linksOf(links: PhpValue | undefined, areSuggestions: boolean): PhpMap | undefined {
  if (!isPhpMap(links)) return undefined;
  const lower = Object.entries(links).flatMap(([name, range]): [string, PhpValue][] =>
    typeof range === 'string' ? [[areSuggestions ? name : name.toLowerCase(), range]] : [],
  );
  return Object.fromEntries([...new Map(lower)].sort(([left], [right]) => compareBytes(left, right)));
}

function binOf(bin: PhpValue | undefined): PhpValue | undefined {
  if (bin === undefined || bin === null) return undefined;
  const list = Array.isArray(bin) ? bin : [bin];
  return list.map((path) => (typeof path === 'string' ? path.replace(/^\/+/, '') : path));
}

function listOf(value: PhpValue | undefined): PhpValue | undefined {
  return typeof value === 'string' && value !== '' ? [value] : value;
}

/**
 * Sorted by byte, as PHP does where not two of them are numbers; null where their order by size is another one, because the
 * whole then depends on how PHP sorts.
 */
function keywordsOf(keywords: PhpValue | undefined): readonly string[] | null | undefined {
  if (!Array.isArray(keywords)) return undefined;
  const sorted = keywords.map(String).sort(compareBytes);
  const numbers = sorted.filter((keyword) => NUMERIC.test(keyword));
  const isSame = numbers.every((keyword, index) => {
    const before = numbers[index - 1];
    return before === undefined || before === keyword || Number(before) < Number(keyword);
  });
  return isSame ? sorted : null;
}

/** The date with its zone; undefined where there is none, null where it is written in another way. */
function timeOf(time: PhpValue | undefined): string | null | undefined {
  if (time === undefined || time === null || time === '') return undefined;
  const match = typeof time === 'string' ? RFC_3339.exec(time) : null;
  if (match === null) return null;
  const zone = match[3] ?? 'Z';
  return `${match[1] ?? ''}T${match[2] ?? ''}${zone === 'Z' ? '+00:00' : zone}`;
}

function kept([key, value]: readonly [string, PhpValue | undefined]): [string, PhpValue][] {
  return value === undefined || isEmpty(value) ? [] : [[key, value]];
}

function isEmpty(value: PhpValue | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** The order of the texts' bytes in UTF-8, which is that of their characters' numbers. */
function compareBytes(left: string, right: string): number {
  const [one, other] = [Array.from(left), Array.from(right)];
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const order = (one[at]?.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? 0);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}
