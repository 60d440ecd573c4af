import fc from 'fast-check';
import { mentionsAny } from './mentions.js';
import { isAbout } from './osv.js';
import { packageKey } from './package-key.js';

const mentions = (text: string, ...names: readonly string[]) => mentionsAny(names)(Buffer.from(text));

test.each([
  ['{"affected":[{"package":{"name":"a-b","ecosystem":"PyPI"}}]}', true],
  ['{"affected":[{"package":{"ecosystem":"PyPI","name" :\t"A_b"}}]}', true],
  ['{"affected":[{"package":{"name":"c","ecosystem":"PyPI"}}]}', false],
  ['{"affected":[{"package":{"name":"\\u0061-b"}}]}', true],
  ['{"affected":[{"package":{"n\\u0061me":"a-b"}}]}', true],
  ['{"affected":[{"package":{"name":"é"}}]}', true],
  ['{"affected":[{"package":{"name":"c"', true],
  ['not JSON', true],
  ['{"summary":"a-b"}', false],
])('%s mentions a-b: %s', (text, expected) => {
  expect(mentions(text, 'a-b')).toBe(expected);
});

test('never passes over a record that is about a wanted package, however it is written', () => {
  const name = fc.oneof(
    fc.constantFrom('a', 'A_b', '@s/c', 'x:y', '__proto__', '"', '\\', 'é'),
    fc.string({ minLength: 1 }),
  );
  const ecosystem = fc.constantFrom('npm', 'PyPI', 'NuGet', 'Maven');
  const record = fc.record({
    summary: fc.string(),
    affected: fc.array(fc.record({ package: fc.record({ name, ecosystem }) })),
  });
  fc.assert(
    fc.property(record, fc.array(name), ecosystem, fc.constantFrom(0, 1, 2), (json, names, of, space) => {
      const keys = new Set(names.map((each) => packageKey(of, each)));
      const text = JSON.stringify(json, null, space).replaceAll('\n', ' ');
      if (isAbout(JSON.parse(text), keys)) expect(mentions(text, ...names)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
