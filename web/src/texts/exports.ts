import { count, counted, inLanguage } from './language.js';

/** What exporting a list says. */
export const exportTexts = inLanguage({
  en: {
    button: 'Export',
    /** `total`: null where nobody counted. `isCapped`: there are more than the total says. */
    what: {
      findings: (total: number | null, isCapped: boolean, isFiltered: boolean) =>
        amount(total, isCapped, isFiltered, { one: 'finding', other: 'findings' }),
      projects: (total: number | null, isCapped: boolean, isFiltered: boolean) =>
        amount(total, isCapped, isFiltered, { one: 'project', other: 'projects' }),
      plans: (total: number | null, isCapped: boolean, isFiltered: boolean) =>
        amount(total, isCapped, isFiltered, { one: 'plan', other: 'plans' }),
      'merge-requests': (total: number | null, isCapped: boolean, isFiltered: boolean) =>
        amount(total, isCapped, isFiltered, { one: 'merge request', other: 'merge requests' }),
      advisories: (total: number | null, isCapped: boolean, isFiltered: boolean) =>
        amount(total, isCapped, isFiltered, { one: 'advisory', other: 'advisories' }),
      dependencies: (total: number | null, isCapped: boolean, isFiltered: boolean) =>
        amount(total, isCapped, isFiltered, { one: 'dependency', other: 'dependencies' }),
      audit: (total: number | null, isCapped: boolean, isFiltered: boolean) =>
        amount(total, isCapped, isFiltered, { one: 'record', other: 'records' }),
    },
    formats: {
      csv: { name: 'CSV', note: 'For spreadsheets. Cells that would run as formulas are made harmless.' },
      jsonl: { name: 'JSON lines', note: 'For programs: every field, with the hash of each record.' },
      seals: {
        name: 'Seals',
        note: 'The chain of hashes, whole, to check the records by. Filters do not apply.',
      },
      sarif: { name: 'SARIF', note: 'For code scanning and editors.' },
      openvex: { name: 'OpenVEX', note: 'For tools that read which product a vulnerability affects.' },
      cyclonedx: {
        name: 'CycloneDX',
        note: 'The inventory of the whole project, with its findings. Filters do not apply.',
      },
    },
  },
});

function amount(
  total: number | null,
  isCapped: boolean,
  isFiltered: boolean,
  forms: { readonly one: string; readonly other: string },
): string {
  const which = isFiltered ? ' that the filters show' : '';
  if (total === null) return `All ${forms.other}${which}, not only this page.`;
  if (isCapped) return `All ${forms.other}${which}, more than ${count(total)}.`;
  if (total === 1) return `The only ${forms.one}${which}.`;
  return `All ${counted(total, forms)}${which}.`;
}
