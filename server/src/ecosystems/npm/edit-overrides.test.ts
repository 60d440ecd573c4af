import type { ForceChange } from '../ecosystem.js';
import { npm } from './index.js';

const LOCK = { path: 'package-lock.json', text: '{\n  "lockfileVersion": 3,\n  "packages": {}\n}\n' };

function force(text: string, ...forces: readonly Partial<ForceChange>[]): string {
  const result = npm.edit([LOCK, { path: 'package.json', text }], {
    versions: [],
    ranges: [],
    forces: forces.map((more) => ({ name: 'a', from: ['1.0.0'], to: '1.2.3', within: [], ...more })),
  });
  if (result.kind === 'refused') return `refused: ${result.reason}`;
  expect(result.files.map(({ path }) => path)).toEqual(['package.json']);
  return result.files[0]?.text ?? '';
}

describe('forcing by overrides', () => {
  it.each<[string, string, readonly Partial<ForceChange>[], string]>([
    [
      'behind the last key, laid out as the file is',
      '{\n\t"name": "x"\n}',
      [{}],
      '{\n\t"name": "x",\n\t"overrides": {\n\t\t"a": "1.2.3"\n\t}\n}',
    ],
    [
      'with carriage returns and a mark',
      '\uFEFF{\r\n  "name": "x"\r\n}\r\n',
      [{ within: ['p'] }],
      '\uFEFF{\r\n  "name": "x",\r\n  "overrides": {\r\n    "p": {\r\n      "a": "1.2.3"\r\n    }\r\n  }\r\n}\r\n',
    ],
    ['on one line', '{"name":"x"}', [{}], '{"name":"x","overrides":{"a":"1.2.3"}}'],
    [
      'on one line of several',
      '{\n  "overrides": { "b": "1.0.0" }\n}',
      [{}],
      '{\n  "overrides": { "b": "1.0.0", "a": "1.2.3" }\n}',
    ],
    ['into empty rules', '{\n  "overrides": {}\n}', [{}], '{\n  "overrides": {\n    "a": "1.2.3"\n  }\n}'],
    [
      'below a chain, beside what is there',
      '{\n  "overrides": {\n    "p": {\n      "b": "2.0.0"\n    }\n  }\n}',
      [{ within: ['p', 'q'] }],
      '{\n  "overrides": {\n    "p": {\n      "b": "2.0.0",\n      "q": {\n        "a": "1.2.3"\n      }\n    }\n  }\n}',
    ],
    [
      'below a parent that is forced itself',
      '{\n  "overrides": {\n    "p": "2.0.0"\n  }\n}',
      [{ within: ['p', 'q'] }],
      '{\n  "overrides": {\n    "p": {\n      ".": "2.0.0",\n      "q": {\n        "a": "1.2.3"\n      }\n    }\n  }\n}',
    ],
    ['in the place of an older rule', '{"overrides":{"a":"1.0.0"}}', [{}], '{"overrides":{"a":"1.2.3"}}'],
    [
      'beside rules for what is below it',
      '{"overrides":{"a":{"b":"1.0.0"}}}',
      [{}],
      '{"overrides":{"a":{"b":"1.0.0",".":"1.2.3"}}}',
    ],
    [
      'in the place of its own older rule',
      '{"overrides":{"a":{".":"1.0.0"}}}',
      [{}],
      '{"overrides":{"a":{".":"1.2.3"}}}',
    ],
    [
      'several at once',
      '{"name":"x"}',
      [{ within: ['p'] }, { within: ['p'], name: 'b' }, { name: 'c' }],
      '{"name":"x","overrides":{"p":{"a":"1.2.3","b":"1.2.3"},"c":"1.2.3"}}',
    ],
    [
      'as the declared range, where the project asks for it itself',
      '{"dependencies":{"a":"^1.0.0"}}',
      [{}],
      '{"dependencies":{"a":"^1.0.0"},"overrides":{"a":"$a"}}',
    ],
    [
      'as it is declared',
      '{"devDependencies":{"a":"1.2.3"}}',
      [{}],
      '{"devDependencies":{"a":"1.2.3"},"overrides":{"a":"1.2.3"}}',
    ],
    [
      'below a parent, whatever the project asks for',
      '{"dependencies":{"a":"^3.0.0"}}',
      [{ within: ['p'] }],
      '{"dependencies":{"a":"^3.0.0"},"overrides":{"p":{"a":"1.2.3"}}}',
    ],
    [
      'of a package with a name like any other',
      '{"name":"x"}',
      [{ name: '__proto__', within: ['constructor'] }],
      '{"name":"x","overrides":{"constructor":{"__proto__":"1.2.3"}}}',
    ],
    [
      'into those below others, which hide it',
      '{"overrides":{"x":{"p":"1.20.3"},"y":{"z":"1.0.0"}}}',
      [{ within: ['p'] }],
      '{"overrides":{"x":{"p":{".":"1.20.3","a":"1.2.3"}},"y":{"z":"1.0.0"}}}',
    ],
    [
      'into those below others and the one beside them',
      '{"overrides":{"x":{"p":"1.0.0"},"p":{"b":"1.0.0"}}}',
      [{ within: ['p'] }],
      '{"overrides":{"x":{"p":{".":"1.0.0","a":"1.2.3"}},"p":{"b":"1.0.0","a":"1.2.3"}}}',
    ],
    [
      'everywhere, also where one for less stands that is older, but not where one is of other versions',
      '{"overrides":{"x":{"a":"1.0.0"},"y":{"a":"5.0.0"},"z":{"a":{"b":"1.0.0"}},"w":{"a":"^1.1.0"}}}',
      [{}],
      '{"overrides":{"x":{"a":"1.2.3"},"y":{"a":"5.0.0"},"z":{"a":{"b":"1.0.0",".":"1.2.3"}},"w":{"a":"^1.1.0"},"a":"1.2.3"}}',
    ],
    [
      'below a parent with all that the one outside says, which it hides',
      '{"overrides":{"a":{"b":"1.0.0"}}}',
      [{ within: ['p'] }],
      '{"overrides":{"a":{"b":"1.0.0"},"p":{"a":{".":"1.2.3","b":"1.0.0"}}}}',
    ],
  ])('writes a rule %s', (_title, before, forces, after) => {
    expect(force(before, ...forces)).toBe(after);
  });

  it.each<[string, string, readonly Partial<ForceChange>[], RegExp]>([
    ['against what the project declares', '{"dependencies":{"a":"^3.0.0"}}', [{}], /no override contradict/],
    ['beside a rule for some versions', '{"overrides":{"a@^1":"1.0.0"}}', [{}], /may win/],
    ['below a rule for some versions', '{"overrides":{"p@2":{"b":"1"}}}', [{ within: ['p'] }], /may win/],
    [
      'below a deeper rule for some versions',
      '{"overrides":{"x":{"p@2":"2.0.0"}}}',
      [{ within: ['p'] }],
      /may win/,
    ],
    [
      'in two deeper places',
      '{"overrides":{"x":{"p":"1.0.0"},"y":{"p":"1.0.0"}}}',
      [{ within: ['p'] }],
      /follow none/,
    ],
    ['where a deeper one is no range', '{"overrides":{"x":{"a":"$b"}}}', [{}], /no range/],
    [
      'where others lie too deep',
      `{"overrides":${'{"x":'.repeat(30)}"1"${'}'.repeat(30)}}`,
      [{ within: ['p'] }],
      /too deep/,
    ],
    ['into rules that are none', '{"overrides":[]}', [{}], /hold no rules/],
    ['in the place of no rule', '{"overrides":{"a":5}}', [{}], /hold no rule/],
    ['into rules that stand twice', '{"overrides":{},"overrides":{}}', [{}], /twice/],
    ['twice', '{}', [{}, { to: '1.2.4' }], /forced twice/],
    ['to what is no version', '{}', [{ to: '^1.0.0' }], /not a version/],
    ['of what is no name', '{}', [{ within: ['a/b/c'] }], /not the name/],
    ['into a damaged manifest', '{', [{}], /not valid JSON/],
  ])('refuses a rule %s', (_title, before, forces, reason) => {
    expect(force(before, ...forces)).toMatch(reason);
  });

  it('refuses where no manifest stands beside the lock, and where there is no lock', () => {
    const changes = {
      versions: [],
      ranges: [],
      forces: [{ name: 'a', from: ['1.0.0'], to: '1.2.3', within: [] }],
    };
    expect(npm.edit([LOCK], changes)).toMatchObject({ kind: 'refused' });
    expect(npm.edit([{ path: 'package.json', text: '{}' }], changes)).toMatchObject({ kind: 'refused' });
  });
});
