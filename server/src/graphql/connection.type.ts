import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { AppError } from '../errors.js';

const MAX_PAGE = 100;

/** Counts stop here; `isTotalCountCapped` says so. */
export const COUNT_CAP = 10_000;

/** Where a page stands. */
@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;
  @Field(() => Boolean)
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true })
  startCursor!: string | null;
  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** The page that is asked for: 1 to 100 rows after a cursor. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many rows, 1 to 100.' })
  first!: number;
  @Field(() => String, { nullable: true, description: 'The cursor of the last row seen.' })
  after?: string | null;
}

/** One page of rows as the stores give them. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** One for each row. */
  readonly cursors: readonly string[];
  readonly count: () => Promise<number>;
}

/**
 * Reads one row more than asked, to know whether there is a next page. `list` gets the own key of the last row seen;
 * BAD_INPUT for sizes and cursors that are not ours.
 */
export async function readPage<Row>(
  args: PageArgs,
  source: {
    readonly list: (first: number, after: string | null) => Promise<readonly Row[]>;
    readonly keyOf: (row: Row) => string;
    readonly count: () => Promise<number>;
    /** What a key looks like; a row id unless said otherwise. */
    readonly keyPattern?: RegExp;
  },
): Promise<Page<Row>> {
  const first = pageSize(args);
  const after = args.after == null ? null : decodeCursor(args.after, source.keyPattern ?? /^[1-9]\d{0,17}$/);
  const rows = await source.list(first + 1, after);
  return {
    rows: rows.slice(0, first),
    hasNext: rows.length > first,
    hasPrevious: after !== null,
    cursors: rows.slice(0, first).map((row) => encodeCursor(source.keyOf(row))),
    count: source.count,
  };
}

/** The number of rows asked for. */
export function pageSize({ first }: Pick<PageArgs, 'first'>): number {
  if (first >= 1 && first <= MAX_PAGE) return first;
  throw new AppError('BAD_INPUT', `A page has 1 to ${MAX_PAGE} rows.`, { details: { field: 'first' } });
}

function encodeCursor(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

function decodeCursor(cursor: string, pattern: RegExp): string {
  const key = Buffer.from(cursor.slice(0, 2_000), 'base64url').toString('utf8');
  if (pattern.test(key)) return key;
  throw new AppError('BAD_INPUT', 'This is not a cursor of this list.', { details: { field: 'after' } });
}

/** Makes the Relay connection of a noun: `<name>Connection` with edges, nodes, page info and a count made on demand. */
export function connectionOf<Node extends object>(name: string, nodeType: () => ClassType<Node>) {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => String)
    cursor!: string;
    @Field(() => nodeType())
    node!: Node;
  }

  @ObjectType(`${name}Connection`)
  class Connection {
    @Field(() => [Edge])
    readonly edges: Edge[];
    @Field(() => [nodeType()])
    readonly nodes: Node[];
    @Field(() => PageInfo)
    readonly pageInfo: PageInfo;
    readonly counted: () => Promise<number>;

    constructor(page?: Page<Node>) {
      const rows = page === undefined ? [] : [...page.rows];
      this.nodes = rows;
      this.edges =
        page === undefined ? [] : rows.map((node, index) => ({ node, cursor: page.cursors[index] ?? '' }));
      this.pageInfo = {
        hasNextPage: page?.hasNext ?? false,
        hasPreviousPage: page?.hasPrevious ?? false,
        startCursor: this.edges[0]?.cursor ?? null,
        endCursor: this.edges.at(-1)?.cursor ?? null,
      };
      let counting: Promise<number> | null = null;
      this.counted = () => (counting ??= page === undefined ? Promise.resolve(0) : page.count());
    }

    @Field(() => Int, {
      description: `How many rows there are in all, at most ${COUNT_CAP}; counted only when asked for.`,
    })
    async totalCount(): Promise<number> {
      return Math.min(await this.counted(), COUNT_CAP);
    }

    @Field(() => Boolean, { description: 'Whether there are more rows than totalCount says.' })
    async isTotalCountCapped(): Promise<boolean> {
      return (await this.counted()) > COUNT_CAP;
    }
  }
  return Connection;
}
