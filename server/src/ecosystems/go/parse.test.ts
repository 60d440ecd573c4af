import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import type { Inventory } from '../../inventory/inventory.js';
import { go } from './index.js';

const fixture = (name: string): Inventory[] =>
  readInventories(go, join(__dirname, 'fixtures', name)).map(({ inventory }) => inventory);

function parse(texts: Readonly<Record<string, string>>): Inventory {
  const paths = Object.keys(texts).sort();
  return go.parse(
    { ecosystem: 'Go', path: 'go.mod', inputs: paths },
    paths.map((path) => ({ path, text: texts[path] ?? '' })),
  );
}

const listed = ({ packages }: Inventory): string[] =>
  packages
    .slice(1)
    .map((item) => `${item.name}@${item.version} ${item.isDirect ? 'direct' : 'indirect'} ${item.scope}`);

describe('go.mod', () => {
  it('lists what Go selects: replaced modules under their new name, tools for development, no excluded ones', () => {
    const [inventory] = fixture('modern');
    expect(inventory?.packages[0]).toMatchObject({ name: 'example.org/shop', source: 'ROOT' });
    expect(inventory === undefined ? [] : listed(inventory)).toEqual([
      'example.com/router@1.8.1 direct RUNTIME',
      'example.com/log/v3@3.2.0 direct RUNTIME',
      'example.com/old@2.0.0+incompatible direct RUNTIME',
      '../money@ direct RUNTIME',
      'example.com/linter@1.60.1 direct DEVELOPMENT',
      'example.com/text-fork@0.14.1 indirect RUNTIME',
      'stdlib@1.24.3 direct RUNTIME',
    ]);
    expect(inventory?.packages.find(({ name }) => name === '../money')?.source).toBe('FILE');
    expect(inventory?.packages[0]?.requires[3]).toMatchObject({
      name: 'example.com/money',
      range: 'v0.0.0-20240115093000-1a2b3c4d5e6f',
      target: 4,
    });
    expect(inventory?.problems.map(({ code, line }) => [code, line])).toEqual([['BAD_ENTRY', 13]]);
  });

  it('takes from a go.sum what a go.mod of before Go 1.17 does not list, each module at its highest version', () => {
    const [inventory] = fixture('before-pruning');
    expect(inventory === undefined ? [] : listed(inventory)).toEqual([
      'example.com/cli@1.2.0 direct RUNTIME',
      'example.com/colors@0.10.0 indirect RUNTIME',
      'stdlib@1.15 direct RUNTIME',
    ]);
  });

  it('applies the replacements and the toolchain of the workspace that uses the module', () => {
    expect(fixture('workspace').map(listed)).toEqual([
      ['example.com/queue-fork@1.0.1 direct RUNTIME', 'stdlib@1.22.4 direct RUNTIME'],
      [
        'example.com/queue-fork@1.0.1 direct RUNTIME',
        'example.com/clock@0.3.0 indirect RUNTIME',
        'stdlib@1.22.4 direct RUNTIME',
      ],
    ]);
    const unused = parse({
      'go.mod': 'module a\nrequire b v1.0.0\n',
      'go.work': 'use ./c\nreplace b => d v1.0.0\n',
    });
    expect(listed(unused)).toEqual(['b@1.0.0 direct RUNTIME']);
  });

  it.each([
    [
      'a replacement of every version yields to that of one',
      'replace x => y v2.0.0\nreplace x v1.0.0 => z v3.0.0',
      'z@3.0.0',
    ],
    ['quotes and comments', 'require "q" `v1.0.0` // why', 'q@1.0.0'],
    ['no space before a block', 'require(\nq v1.0.0 //c\n)', 'q@1.0.0'],
    ['line ends of Windows', 'require (\r\n\tq v1.0.0\r\n)\r\n', 'q@1.0.0'],
    ['a branch that was never tidied', 'require q main', 'q@main'],
  ])('reads %s', (_title, text, expected) => {
    const { packages, problems } = parse({ 'go.mod': `module a\nrequire x v1.0.0\n${text}\n` });
    expect(problems).toEqual([]);
    expect(packages.map(({ name, version }) => `${name}@${version}`)).toContain(expected);
  });

  it.each([
    ['', 1],
    ['require a\n', 1],
    ['module a\nrequire a v1.0.0 b\n', 2],
    ['module a\nreplace a =>\n', 2],
    ['module a\nreplace => b v1.0.0\n', 2],
    ['module a\nrequires b v1.0.0\n', 2],
    ['module a\nrequire (\n  b\n)\n', 3],
    ['module a\n<<<<<<< HEAD\nrequire b v1.0.0\n=======\nrequire b v1.1.0\n>>>>>>> x\n', 2],
  ])('names the line of what it cannot read in %j', (text, line) => {
    expect(parse({ 'go.mod': text }).problems.map((problem) => problem.line)).toEqual([line]);
  });

  it('leaves out a line of a go.sum that is none', () => {
    const { packages, problems } = parse({ 'go.mod': 'module a\n', 'go.sum': 'b v1.0.0 h1:x\nc v1.0.0\n' });
    expect(packages.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(problems.map(({ path, line }) => [path, line])).toEqual([['go.sum', 2]]);
  });

  it('says which file it could not have', () => {
    const inventory = go.parse({ ecosystem: 'Go', path: 'go.mod', inputs: ['go.mod'] }, []);
    expect(inventory.problems.map(({ code }) => code)).toEqual(['UNREADABLE']);
  });

  it('reads 10 MB within two seconds', () => {
    const count = 110_000;
    const lines = (end: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => end(index)).join('\n');
    const texts: Readonly<Record<string, string>>[] = [
      {
        'go.mod': `module a\ngo 1.22\nrequire (\n${lines((index) => `\texample.com/some/long/path/of/a/module/${index} v0.0.0-20240115093000-1a2b3c4d5e6f // indirect`)}\n)\n`,
      },
      {
        'go.mod': 'module a\n',
        'go.sum': lines(
          (index) =>
            `example.com/module/${index} v1.2.${index % 9} h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=`,
        ),
      },
      { 'go.mod': `module a\n${lines((index) => `tool ${'a/'.repeat(30)}${index}`)}\nrequire b v1.0.0\n` },
      { 'go.mod': `module a\nrequire ${'('.repeat(10_000_000)}` },
      { 'go.mod': `module a\nrequire ${'/a'.repeat(5_000_000)} v1.0.0` },
      { 'go.mod': `module a\nrequire "${'\\\\'.repeat(5_000_000)}` },
    ];
    for (const files of texts) {
      const took = fastestRun(() => parse(files), 2_000);
      expect(took).toBeLessThan(2_000);
    }
  });
});
