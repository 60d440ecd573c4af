/** The languages that the page speaks. Another one is a new name here; the compiler then shows every text that lacks it. */
export const LANGUAGES = ['en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The reader's first language that the page speaks, else English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const found = LANGUAGES.find((language) => language === each.toLowerCase().split('-')[0]);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** What everything is written in, numbers and times too. */
export const language: Language = chooseLanguage(typeof navigator === 'undefined' ? [] : navigator.languages);

/** The texts of one feature, in the reader's language. */
export function inLanguage<Texts extends object>(texts: Readonly<Record<Language, Texts>>): Texts {
  return texts[language];
}

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/** A number as the reader writes it. */
export function count(value: number): string {
  return numbers.format(value);
}

/** `3 plans`: a number with the form of the word that goes with it. */
export function counted(
  value: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string },
): string {
  return `${count(value)} ${forms[plurals.select(value)] ?? forms.other}`;
}
