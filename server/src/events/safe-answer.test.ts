import { safeAnswer } from './safe-answer.js';

test.each([
  ['plain text, in any script: äöü, 漢字, 😀', 'plain text, in any script: äöü, 漢字, 😀'],
  ['two\r\nlines\tand a tab', 'two\r\nlines\tand a tab'],
  ['a\0b\u001B[31mc', 'a\uFFFDb\uFFFD[31mc'],
  ['\u202Egnp.exe\u2066', '\uFFFDgnp.exe\uFFFD'],
])('%j is kept as %j', (given, kept) => expect(safeAnswer(given)).toBe(kept));
