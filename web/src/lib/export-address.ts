/** What can be exported, and as what: the noun and the format are the file's name at the server. */
export const EXPORT_FORMATS = {
  findings: ['csv', 'sarif', 'openvex'],
  projects: ['csv'],
  plans: ['csv'],
  'merge-requests': ['csv'],
  advisories: ['csv'],
  dependencies: ['csv', 'cyclonedx'],
  audit: ['csv', 'jsonl', 'seals'],
} as const satisfies Readonly<Record<string, readonly ExportFormat[]>>;

export type ExportNoun = keyof typeof EXPORT_FORMATS;

export type ExportFormat = 'csv' | 'sarif' | 'openvex' | 'cyclonedx' | 'jsonl' | 'seals';

/** What a list shows: the variables of its query. */
export interface ExportedList {
  readonly noun: ExportNoun;
  /** The filter of the query; of dependencies with the `projectId` beside it. */
  readonly filter?: object | null | undefined;
  readonly orderBy?: string | null | undefined;
}

/** Where the server gives a list as a file. An inventory is the whole project's: of its filter only the project counts. */
export function exportAddress({ noun, filter, orderBy }: ExportedList, format: ExportFormat): string {
  const parameters = new URLSearchParams();
  const sent = format === 'cyclonedx' ? only(filter, 'projectId') : format === 'seals' ? null : filter;
  if (sent != null && Object.keys(sent).length > 0) parameters.set('filter', JSON.stringify(sent));
  if (orderBy != null && format === 'csv') parameters.set('orderBy', orderBy);
  const query = parameters.toString();
  return `/export/${fileOf(noun, format)}${query === '' ? '' : `?${query}`}`;
}

function fileOf(noun: ExportNoun, format: ExportFormat): string {
  if (format === 'cyclonedx') return 'inventory.cdx.json';
  if (format === 'seals') return 'audit-seals.jsonl';
  if (format === 'jsonl') return `${noun}.jsonl`;
  return format === 'csv' ? `${noun}.csv` : `${noun}.${format}.json`;
}

function only(filter: object | null | undefined, name: string): object {
  return Object.fromEntries(Object.entries(filter ?? {}).filter(([key]) => key === name));
}
