import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
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
}

/** The one table of the page. On a narrow screen each row becomes a block with named values; roles keep it a table. */
export function DataTable<Row>({ label, columns, rows, rowKey, detail }: DataTableProps<Row>) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label} role="table">
        <thead role="rowgroup">
          <tr role="row">
            {detail !== undefined && (
              <th role="columnheader" className={classes.toggleCell}>
                <span className="visually-hidden">Details</span>
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
                    <td role="cell" colSpan={columns.length + 1}>
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
