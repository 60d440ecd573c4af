import { ProblemList } from './problem-list.js';
import { shapeOfToml } from './toml-shape.js';
import { readTomlText } from './toml-text.js';

const BOUNDS = { depth: 100, tables: 1_000 };

it.each([
  ['', 0, 0],
  ['a = 1\n', 0, 0],
  ['a.b.c = 1\nd.e = 2\n', 2, 3],
  ['[a.b]\n[[c]]\n', 2, 4],
  ['a = { b = [{ c = 1 }] }\n', 3, 3],
  ['a = [1.5, 2.5, 3.5]\n', 1, 4],
  ['# [[[ a.b.c\n', 0, 0],
  ['a = "[[[ x.y.z \\" ]"\n', 0, 0],
  ["a = 'C:\\'\nb.c = '.'\n", 1, 1],
  ['a = """\n[[[ """"\nb = \'\'\'\n.[{\n\'\'\'\n', 0, 0],
  ['a = "never ends [[[\n[b]\n', 1, 1],
])('counts of %j a depth of %i and %i tables', (text, depth, tables) => {
  expect(shapeOfToml(text, BOUNDS)).toEqual({ depth, tables });
});

it.each([
  ['a dotted key', `a${'.a'.repeat(3_000_000)} = 1\n`, 'TOO_DEEP'],
  ['a header', `[a${'.a'.repeat(3_000_000)}]\n`, 'TOO_DEEP'],
  ['lists', `a = ${'['.repeat(6_000_000)}`, 'TOO_DEEP'],
  ['headers', Array.from({ length: 450_000 }, (_, at) => `[a${at}]\n`).join(''), 'TOO_LARGE'],
])('refuses a text of %s without end before anything is made of it', (_what, text, code) => {
  const problems = new ProblemList();
  expect(readTomlText('uv.lock', text, problems).value).toBeNull();
  expect(problems.list()).toMatchObject([{ code, path: 'uv.lock' }]);
});
