import { Checkbox } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { uiTexts } from '../texts/ui.js';
import classes from './data-table.module.css';

/** One column: its heading, what a row shows in it, and how it behaves. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'end';
  /** `grow` has room for a sentence, `name` for a name; `fit` is as narrow as can be; `label` is so where there is room, and wraps elsewhere. */
  readonly width?: 'grow' | 'name' | 'fit' | 'label';
  /** Makes the heading a button that orders the list. */
  readonly order?: {
    readonly isCurrent: boolean;
    readonly choose: () => void;
    readonly direction: 'ascending' | 'descending';
  };
}

/** Rows that can be chosen, to do something with several at once. */
export interface Selection<Row> {
  readonly chosen: ReadonlySet<string>;
  readonly change: (chosen: ReadonlySet<string>) => void;
  readonly canChoose: (row: Row) => boolean;
  readonly label: (row: Row) => string;
}

interface DataTableProps<Row> {
  /** What the table lists, for those who listen. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** More about a row, opened below it. */
  readonly detail?: {
    readonly openKey: string | null;
    readonly toggle: (key: string) => void;
    readonly label: (row: Row) => string;
    readonly render: (row: Row) => ReactNode;
  };
  readonly selection?: Selection<Row>;
}

/** The one table of the page. On a narrow screen each row becomes a block with named values; roles keep it a table. */
export function DataTable<Row>({ label, columns, rows, rowKey, detail, selection }: DataTableProps<Row>) {
  const extraColumns = (detail === undefined ? 0 : 1) + (selection === undefined ? 0 : 1);
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label} role="table">
        <thead role="rowgroup">
          <tr role="row">
            {selection !== undefined && (
              <th role="columnheader" className={classes.chooseCell}>
                <ChooseAll rows={rows} rowKey={rowKey} selection={selection} />
              </th>
            )}
            {detail !== undefined && (
              <th role="columnheader" className={classes.toggleCell}>
                <span className="visually-hidden">{uiTexts.table.details}</span>
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => {
            const key = rowKey(row);
            const isOpen = detail?.openKey === key;
            return (
              <Fragment key={key}>
                <tr role="row" data-open={isOpen || undefined}>
                  {selection !== undefined && (
                    <td role="cell" className={classes.chooseCell}>
                      {selection.canChoose(row) && (
                        <Checkbox
                          size="xs"
                          aria-label={selection.label(row)}
                          checked={selection.chosen.has(key)}
                          onChange={(event) =>
                            selection.change(withKey(selection.chosen, key, event.currentTarget.checked))
                          }
                        />
                      )}
                    </td>
                  )}
                  {detail !== undefined && (
                    <td role="cell" className={classes.toggleCell}>
                      <button
                        type="button"
                        className={classes.toggle}
                        aria-expanded={isOpen}
                        aria-label={detail.label(row)}
                        onClick={() => detail.toggle(key)}
                      >
                        {isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
                      </button>
                    </td>
                  )}
                  {columns.map((column) => (
                    <td
                      key={column.key}
                      role="cell"
                      data-label={column.title}
                      data-align={column.align}
                      data-width={column.width}
                    >
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
                {detail !== undefined && isOpen && (
                  <tr role="row" className={classes.detailRow}>
                    <td role="cell" colSpan={columns.length + extraColumns}>
                      {detail.render(row)}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Chooses every row of this page that can be chosen, or none. */
function ChooseAll<Row>({
  rows,
  rowKey,
  selection,
}: {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selection: Selection<Row>;
}) {
  const keys = rows.filter(selection.canChoose).map(rowKey);
  const chosenCount = keys.filter((key) => selection.chosen.has(key)).length;
  return (
    <Checkbox
      size="xs"
      aria-label={uiTexts.chosen.all}
      disabled={keys.length === 0}
      checked={keys.length > 0 && chosenCount === keys.length}
      indeterminate={chosenCount > 0 && chosenCount < keys.length}
      onChange={(event) => selection.change(new Set(event.currentTarget.checked ? keys : []))}
    />
  );
}

function withKey(chosen: ReadonlySet<string>, key: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  if (isChosen) next.add(key);
  else next.delete(key);
  return next;
}

function HeaderCell<Row>({ column }: { readonly column: Column<Row> }) {
  const { order } = column;
  return (
    <th
      role="columnheader"
      scope="col"
      data-align={column.align}
      data-width={column.width}
      aria-sort={order?.isCurrent === true ? order.direction : undefined}
    >
      {order === undefined ? (
        column.title
      ) : (
        <button
          type="button"
          className={classes.order}
          data-current={order.isCurrent || undefined}
          onClick={order.choose}
        >
          {column.title}
          <span aria-hidden="true">
            {order.isCurrent ? (order.direction === 'ascending' ? '↑' : '↓') : '↕'}
          </span>
        </button>
      )}
    </th>
  );
}
