import fc from 'fast-check';
import { asksForRebuild, REBUILD_LINE, REBUILD_MARKER } from './rebuild-request.js';

test.each([
  ['as it was written', REBUILD_LINE, false],
  ['ticked', REBUILD_LINE.replace('[ ]', '[x]'), true],
  ['ticked with a capital letter', REBUILD_LINE.replace('[ ]', '[X]'), true],
  ['ticked between other lines', `Text\r\n${REBUILD_LINE.replace('[ ]', '[x]')}\r\nmore`, true],
  ['ticked and indented by another list', `  * [x] ${REBUILD_MARKER} again`, true],
  ['ticked after one that is not', `${REBUILD_LINE}\n${REBUILD_LINE.replace('[ ]', '[x]')}`, true],
  ['another box is ticked', `- [x] Done\n${REBUILD_LINE}`, false],
  ['the marker stands in a sentence', `I ticked [x] the ${REBUILD_MARKER}`, false],
  ['the marker was taken away', '- [x] Rebuild this branch', false],
  ['there is no text', '', false],
])('a box that is %s', (_, description, expected) => {
  expect(asksForRebuild(description)).toBe(expected);
});

test('no text throws, and a long one takes no time', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(REBUILD_MARKER, '- [x] ', '- [ ] ', '\n', ' ', 'a')), (parts) => {
      expect(typeof asksForRebuild(parts.join(''))).toBe('boolean');
    }),
  );
  const started = performance.now();
  expect(asksForRebuild(REBUILD_MARKER.repeat(100_000))).toBe(false);
  expect(asksForRebuild(`${' '.repeat(1_000_000)}${REBUILD_MARKER}`)).toBe(false);
  expect(asksForRebuild(`a${REBUILD_MARKER}\n`.repeat(100_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(2_000);
});
