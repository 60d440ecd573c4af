import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';

/** Counts stop here; `isTotalCountCapped` says so. */
export const COUNT_CAP = 10_000;

/** Where a page stands. */
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, {
    description: 'Whether the list goes on after this page, whichever way it is read: `after: endCursor`.',
  })
  hasNextPage!: boolean;
  @Field(() => Boolean, {
    description:
      'Whether there is something before this page, whichever way it is read: `before: startCursor`.',
  })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'The cursor of the first row; null on an empty page.' })
  startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'The cursor of the last row; null on an empty page.' })
  endCursor!: string | null;
}

/** The page that is asked for: 1 to 100 rows, from the front or from the back. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      'How many rows from the front, 1 to 100. 20 where neither `first` nor `last` is given; BAD_INPUT where both are.',
  })
  first?: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Only what comes after the row of this cursor, which may be gone by now. BAD_INPUT for cursors of another list or another order.',
  })
  after?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'How many rows from the back, 1 to 100. They come in the same order as with `first`.',
  })
  last?: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Only what comes before the row of this cursor, which may be gone by now. BAD_INPUT for cursors of another list or another order.',
  })
  before?: string | null;
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

/** Makes the Relay connection of a noun: `<name>Connection` with edges, nodes, page info and a count made on demand. */
export function connectionOf<Node extends object>(name: string, nodeType: () => ClassType<Node>) {
  @ObjectType(`${name}Edge`, { description: `A row of a ${name}Connection and where it stands.` })
  class Edge {
    @Field(() => String, {
      description: 'Opaque. For `after` and `before` of the same list in the same order; it does not end.',
    })
    cursor!: string;
    @Field(() => nodeType(), { description: `The ${name} itself.` })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, {
    description: `A page of a list. Every ${name} that is there all the time is seen exactly once, whatever comes and goes between two pages.`,
  })
  class Connection {
    @Field(() => [Edge], { description: 'The rows of the page, each with its cursor.' })
    readonly edges: Edge[];
    @Field(() => [nodeType()], { description: 'The rows of the page, without cursors.' })
    readonly nodes: Node[];
    @Field(() => PageInfo, { description: 'Where the page stands, and the cursors of its ends.' })
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
      description: `How many rows there are in all with this filter, at most ${COUNT_CAP}; counted only when asked for.`,
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
