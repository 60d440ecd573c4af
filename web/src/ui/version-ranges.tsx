import { isBecauseOf, readRange } from '../lib/version-ranges.js';
import { uiTexts } from '../texts/ui.js';
import { type Column, DataTable } from './data-table.js';
import { StateMark } from './mark.js';
import { PackageName } from './package-name.js';

const texts = uiTexts.ranges;
const MOST_ROWS = 100;

/** What an advisory says of one package. */
export interface AffectedPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly ranges: readonly string[];
}

/** The reader's own versions of a package, and the server's words for why they are affected. */
export interface OwnVersions {
  readonly ecosystem: string;
  readonly name: string;
  readonly versions: readonly string[];
  readonly words: readonly string[];
}

interface Row extends Omit<AffectedPackage, 'ranges'> {
  readonly key: string;
  readonly text: string;
}

/** Which versions of which packages an advisory concerns, a row for each stretch; the one that holds the reader's version says so. */
export function VersionRanges({
  affected,
  own = null,
  showsPackage = true,
}: {
  readonly affected: readonly AffectedPackage[];
  readonly showsPackage?: boolean;
  readonly own?: OwnVersions | null;
}) {
  const rows = affected.flatMap(({ ecosystem, name, ranges }, index) =>
    ranges.map((text, place): Row => ({ key: `${index} ${place}`, ecosystem, name, text })),
  );
  if (rows.length === 0) return <p className="quiet">{texts.none}</p>;
  const yours: Column<Row> = {
    key: 'own',
    title: texts.yoursTitle,
    width: 'fit',
    cell: (row) =>
      own !== null && isOwn(row, own) ? <StateMark tone="bad">{texts.yours(own.versions)}</StateMark> : null,
  };
  return (
    <>
      <DataTable
        label={texts.label}
        rows={rows.slice(0, MOST_ROWS)}
        rowKey={({ key }) => key}
        columns={[...(showsPackage ? [PACKAGE] : []), ...COLUMNS, ...(own === null ? [] : [yours])]}
      />
      {rows.length > MOST_ROWS && <p className="quiet small">{texts.more(rows.length - MOST_ROWS)}</p>}
    </>
  );
}

const PACKAGE: Column<Row> = {
  key: 'package',
  title: texts.otherPackage,
  width: 'name',
  cell: ({ name, ecosystem }) => (
    <span>
      <span className="mono">
        <PackageName name={name} />
      </span>{' '}
      <span className="quiet small">{ecosystem}</span>
    </span>
  ),
};

const COLUMNS: readonly Column<Row>[] = [
  { key: 'from', title: texts.from, cell: ({ text }) => <From text={text} /> },
  { key: 'until', title: texts.until, cell: ({ text }) => <Until text={text} /> },
];

function From({ text }: { readonly text: string }) {
  const range = readRange(text);
  if (range === null) return <span className="mono">{text}</span>;
  if (range.only !== null) return <span className="mono">{texts.exactly(range.only)}</span>;
  if (range.introduced === null) return <span className="quiet">{texts.start}</span>;
  return <span className="mono">{range.introduced}</span>;
}

function Until({ text }: { readonly text: string }) {
  const range = readRange(text);
  if (range === null || range.only !== null) return null;
  if (range.end === null) return <span className="quiet">{texts.open}</span>;
  return (
    <span className="mono">
      {range.end.kind === 'fixed' ? range.end.version : texts.last(range.end.version)}
    </span>
  );
}

function isOwn(row: Row, own: OwnVersions): boolean {
  const range = readRange(row.text);
  if (range === null || row.name !== own.name || row.ecosystem !== own.ecosystem) return false;
  return own.words.some((words) => isBecauseOf(range, words));
}
