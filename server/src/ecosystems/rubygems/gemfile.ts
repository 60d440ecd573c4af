import { SCOPE_ORDER } from '../../inventory/graph.js';
import type { DependencyScope, PackageSource } from '../../inventory/inventory.js';
import type { ProblemList } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';
import { type Argument, argumentsOf } from './gemfile-arguments.js';
import { type Statement, statementsOf } from './gemfile-lines.js';

/** One `gem` line. */
export interface DeclaredGem {
  readonly name: string;
  /** Such as `~> 1.2, >= 1.2.3`; empty where none is written. */
  readonly requirement: string;
  readonly scope: DependencyScope;
  readonly source: PackageSource;
}

/** What can be read of a Gemfile without running it. */
export interface Gemfile {
  readonly gems: readonly DeclaredGem[];
  /** Lines that may name gems but are Ruby code, counted from 1. */
  readonly unreadLines: readonly number[];
}

interface Block {
  readonly groups: readonly string[];
  readonly isOptional: boolean;
  readonly source: PackageSource | null;
}

const PLAIN_BLOCK: Block = { groups: [], isOptional: false, source: null };
const MAX_BLOCKS = 100;
const SCOPE_OF_GROUP: ReadonlyMap<string, DependencyScope> = new Map([
  ['ci', 'DEVELOPMENT'],
  ['dev', 'DEVELOPMENT'],
  ['development', 'DEVELOPMENT'],
  ['doc', 'DEVELOPMENT'],
  ['docs', 'DEVELOPMENT'],
  ['lint', 'DEVELOPMENT'],
  ['test', 'TEST'],
  ['tests', 'TEST'],
]);
const SOURCE_OF_KEY: ReadonlyMap<string, PackageSource> = new Map([
  ['bitbucket', 'GIT'],
  ['gist', 'GIT'],
  ['git', 'GIT'],
  ['github', 'GIT'],
  ['gitlab', 'GIT'],
  ['path', 'FILE'],
]);
const OPENS_WITH_DO = /\bdo(?:\s*\|[^|]*\|)?$/;
const OPENS_BLOCK = /^(?:if|unless|case|while|until|for|begin|def|class|module)\b/;
const OPENS_VALUE = /=\s*(?:if|unless|case|begin)\b/;
const CLOSES_BLOCK = /^end(?![\w?!:])/;
const CLOSES_ITSELF = /[\s;]end$/;
const MAY_NAME_GEMS = /(?:^|[\s({;])(?:gem[\s(]|gemspec\b|eval_gemfile\b|instance_eval\b|eval[\s(])/;

/**
 * Reads a Gemfile as text, never as code: `gem` lines with literal arguments, their `group:` and the `group … do`
 * around them (https://bundler.io/man/gemfile.5.html). Where the blocks do not close, no group is believed and all
 * gems are RUNTIME. Null, and a problem, for what is no text.
 */
export function readGemfile(path: string, text: string, problems: ProblemList): Gemfile | null {
  const source = readSourceText(path, text, problems);
  if (source === null) return null;
  const gems: DeclaredGem[] = [];
  const unreadLines: number[] = [];
  const blocks: Block[] = [];
  let isBalanced = true;
  for (const statement of statementsOf(source)) {
    if (CLOSES_BLOCK.test(statement.text)) isBalanced = blocks.pop() !== undefined && isBalanced;
    const gem = readGem(statement, blocks);
    if (gem !== null) gems.push(gem);
    else if (MAY_NAME_GEMS.test(statement.text)) unreadLines.push(statement.line);
    const block = openedBlock(statement.text);
    if (block !== null && blocks.length < MAX_BLOCKS) blocks.push(block);
    else if (block !== null) isBalanced = false;
  }
  if (isBalanced && blocks.length === 0) return { gems, unreadLines };
  return { gems: gems.map((gem): DeclaredGem => ({ ...gem, scope: 'RUNTIME' })), unreadLines };
}

function openedBlock(text: string): Block | null {
  if (!OPENS_WITH_DO.test(text)) {
    const isOpened = (OPENS_BLOCK.test(text) || OPENS_VALUE.test(text)) && !CLOSES_ITSELF.test(text);
    return isOpened ? PLAIN_BLOCK : null;
  }
  const call = /^(group|path|git|github)(?=[\s("':])/.exec(text);
  if (call === null) return PLAIN_BLOCK;
  const name = call[1] ?? '';
  if (name !== 'group') return { ...PLAIN_BLOCK, source: SOURCE_OF_KEY.get(name) ?? null };
  const given = argumentsOf(text.slice(name.length));
  const isOptional = given.some(({ key, values }) => key === 'optional' && values?.[0] === 'true');
  return { groups: groupsOf(given.filter(({ key }) => key === null)), isOptional, source: null };
}

function readGem({ text }: Statement, blocks: readonly Block[]): DeclaredGem | null {
  if (!/^gem[\s(]/.test(text)) return null;
  const given = argumentsOf(text.slice('gem'.length));
  const name = given[0]?.key === null ? given[0].values?.[0] : undefined;
  if (name === undefined || name === '' || /\s/.test(name)) return null;
  const requirements = given.slice(1).flatMap(({ key, values }) => (key === null ? (values ?? []) : []));
  const own = groupsOf(given.filter(({ key }) => key === 'group' || key === 'groups'));
  const keyed = given.map(({ key }) => SOURCE_OF_KEY.get(key ?? '')).find((source) => source !== undefined);
  const around = blocks.findLast((block) => block.source !== null)?.source;
  return {
    name,
    requirement: requirements.join(', '),
    scope: scopeOf(
      [...blocks.flatMap((block) => block.groups), ...own],
      blocks.some((block) => block.isOptional),
    ),
    source: keyed ?? around ?? 'REGISTRY',
  };
}

/** Groups that are code count as one of no known name, so that the gem counts as RUNTIME. */
function groupsOf(given: readonly Argument[]): readonly string[] {
  return given.flatMap(({ values }) => values ?? ['']);
}

/** A gem in several groups is there for the strongest of their reasons. */
function scopeOf(groups: readonly string[], isOptional: boolean): DependencyScope {
  if (groups.length === 0) return 'RUNTIME';
  const unknown: DependencyScope = isOptional ? 'OPTIONAL' : 'RUNTIME';
  const scopes = new Set(groups.map((group) => SCOPE_OF_GROUP.get(group) ?? unknown));
  return SCOPE_ORDER.find((scope) => scopes.has(scope)) ?? 'RUNTIME';
}
