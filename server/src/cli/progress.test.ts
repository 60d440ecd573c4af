import { createProgress } from './progress.client.js';
import { counted, NO_PROGRESS, progressText } from './progress.js';

test.each([
  [{ what: 'Looking' }, 'Looking'],
  [{ what: 'records read', done: 640 }, 'records read, 640'],
  [
    { what: 'values sealed anew', done: 40, total: 120 },
    '[########----------------]  33 %  values sealed anew, 40 of 120',
  ],
  [{ what: 'none', done: 0, total: 0 }, 'none, 0'],
])('%j is said in words', (step, text) => {
  expect(progressText(step, 100)).toBe(text);
});

test('it stays on one line', () => {
  expect(progressText({ what: `a\n${'b'.repeat(200)}`, done: 1, total: 2 }, 60)).toHaveLength(59);
});

function stream(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => {
    written.push(text);
    return true;
  };
  return { written, stream: { isTTY, columns: 80, write } as unknown as NodeJS.WriteStream };
}

test('a terminal is told at once, not too often, and cleared', () => {
  const { written, stream: terminal } = stream(true);
  const progress = createProgress(terminal);
  for (let done = 0; done < 1_000; done += 1) progress.say({ what: 'x', done });
  expect(written[0]).toContain('x, 0');
  expect(written.length).toBeLessThan(10);
  progress.clear();
  expect(written.at(-1)).toBe('\r\u001B[K');
  progress.clear();
  expect(written.filter((text) => text === '\r\u001B[K')).toHaveLength(1);
});

test('what is piped hears nothing', () => {
  const { written, stream: pipe } = stream(false);
  createProgress(pipe).say({ what: 'x' });
  expect(written).toEqual([]);
});

test('what is counted passes unchanged', async () => {
  const values = async function* () {
    for (let index = 0; index < 200; index += 1) yield await Promise.resolve(index);
  };
  const said: number[] = [];
  const passed: number[] = [];
  const progress = { ...NO_PROGRESS, say: ({ done = 0 }) => void said.push(done) };
  for await (const value of counted(values(), progress, 'x')) passed.push(value);
  expect(passed).toHaveLength(200);
  expect(said).toEqual([64, 128, 192]);
});
