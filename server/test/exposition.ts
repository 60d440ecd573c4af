/** One metric as Prometheus reads it. */
export interface ExposedFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly samples: readonly {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
  }[];
}

const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

/**
 * Reads the text format 0.0.4 strictly (https://prometheus.io/docs/instrumenting/exposition_formats/): every family has HELP
 * and TYPE before its samples and stands in one piece, no sample twice, buckets grow up to +Inf, which is the count.
 */
export function parseExposition(text: string): ReadonlyMap<string, ExposedFamily> {
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  const families = new Map<string, ExposedFamily & { samples: any[] }>();
  const helps = new Map<string, string>();
  let current: (ExposedFamily & { samples: any[] }) | null = null;
  const seen = new Set<string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const help = /^# HELP ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (help !== null) {
      if (helps.has(help[1] ?? '')) throw new Error(`HELP twice: ${line}`);
      helps.set(help[1] ?? '', help[2] ?? '');
      continue;
    }
    const type = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram|summary)$/.exec(line);
    if (type !== null) {
      const [, name = '', kind = ''] = type;
      if (families.has(name)) throw new Error(`TYPE twice: ${line}`);
      current = { name, type: kind, help: helps.get(name) ?? '', samples: [] };
      if (current.help === '') throw new Error(`No HELP before: ${line}`);
      families.set(name, current);
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (sample === null) throw new Error(`Not a sample: ${line}`);
    const [, name = '', labelText = '', valueText = ''] = sample;
    const suffixes = SUFFIXES[current?.type ?? ''] ?? [];
    if (!suffixes.some((suffix) => name === `${current?.name}${suffix}`))
      throw new Error(`A sample outside its family: ${line}`);
    const key = line.slice(0, line.lastIndexOf(' '));
    if (seen.has(key)) throw new Error(`A sample twice: ${line}`);
    seen.add(key);
    current?.samples.push({ name, labels: parseLabels(labelText), value: parseValue(valueText) });
  }
  for (const family of families.values()) if (family.type === 'histogram') checkBuckets(family);
  return families;
}

function parseLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  const pattern = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) throw new Error(`Labels that cannot be read: ${text}`);
    if (Object.hasOwn(labels, match[1] ?? '')) throw new Error(`A label twice: ${text}`);
    labels[match[1] ?? ''] = (match[2] ?? '').replace(/\\(.)/g, (_, char) => (char === 'n' ? '\n' : char));
  }
  return labels;
}

function parseValue(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === 'Nan' || text === 'NaN') return Number.NaN;
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) throw new Error(`Not a value: ${text}`);
  return Number(text);
}

function checkBuckets({ name, samples }: ExposedFamily): void {
  const groups = new Map<string, { last: number; le: number; infinite: number | null }>();
  for (const { name: sample, labels, value } of samples) {
    const { le, ...rest } = labels;
    const key = JSON.stringify(rest);
    const group = groups.get(key) ?? { last: 0, le: Number.NEGATIVE_INFINITY, infinite: null };
    groups.set(key, group);
    if (sample === `${name}_bucket`) {
      const bound = parseValue(le ?? '');
      if (bound <= group.le || value < group.last) throw new Error(`Buckets of ${name} do not grow`);
      group.le = bound;
      group.last = value;
      if (bound === Number.POSITIVE_INFINITY) group.infinite = value;
    }
    if (sample === `${name}_count` && group.infinite !== value) throw new Error(`${name} counts otherwise`);
  }
}
