import { MantineProvider } from '@mantine/core';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { Markdown } from './markdown.js';

async function show(text: string) {
  const { container } = render(
    <MantineProvider env="test">
      <Markdown text={text} />
    </MantineProvider>,
  );
  // The parser is a chunk of its own.
  await act(async () => {
    await import('./markdown-body.js');
  });
  await act(() => new Promise((done) => setTimeout(done, 50)));
  return container;
}

test.each([
  ['<script>alert(1)</script>', 'script'],
  ['<img src=x onerror=alert(1)>', 'img'],
  ['![a](https://tracker.example/a.png)', 'img'],
  ['<iframe src="https://evil.example"></iframe>', 'iframe'],
  ['<a href="javascript:alert(1)">x</a>', 'a'],
  ['[x](javascript:alert(1))', 'a'],
  ['[x](JaVaScRiPt:alert(1))', 'a'],
  ['[x](data:text/html,<script>alert(1)</script>)', 'a'],
  ['[x](http://example.com)', 'a'],
  ['[x](//example.com)', 'a'],
  ['[x](/projects)', 'a'],
  ['[x](#page)', 'a'],
  ['<javascript:alert(1)>', 'a'],
  ['[x][y]\n\n[y]: javascript:alert(1)', 'a'],
  ['<style>body{display:none}</style>', 'style:not([data-mantine-styles])'],
  ['<form action="https://evil.example"><input name="password"></form>', 'form, input'],
  ['- [ ] a task', 'input'],
  ['# Title', 'h1'],
])('the text %j makes no %s', async (text, selector) => {
  const container = await show(`before\n\n${text}\n\nafter`);
  expect(container.querySelector(selector)).toBeNull();
  expect(container.textContent).toContain('before');
  expect(container.textContent).toContain('after');
});

test('a link to https leaves safely and says where it leads', async () => {
  await show('See [the fix](https://example.com/fix?a=1).');
  const link = screen.getByRole('link', { name: /the fix \(example\.com\)/ });
  expect(link.getAttribute('href')).toBe('https://example.com/fix?a=1');
  expect(link.getAttribute('rel')).toBe('noopener noreferrer');
});

test('headings begin below those of the page', async () => {
  await show('# Impact\n\n## Patches\n\n###### Deep');
  expect(screen.getByRole('heading', { name: 'Impact' }).tagName).toBe('H3');
  expect(screen.getByRole('heading', { name: 'Patches' }).tagName).toBe('H4');
  expect(screen.getByRole('heading', { name: 'Deep' }).tagName).toBe('H6');
});

test('a long text begins folded, and one that is too long is cut', async () => {
  const container = await show(`start\n\n${'word '.repeat(40_000)}`);
  expect(container.textContent?.length ?? 0).toBeLessThan(3_000);
  fireEvent.click(screen.getByRole('button', { name: 'Show all of it' }));
  expect(container.textContent?.length ?? 0).toBeLessThan(52_000);
  expect(screen.getByText(/longer than what is shown/)).toBeVisible();
});

test.each([
  ['quotes', '> '.repeat(5_000)],
  ['lists', '- '.repeat(5_000).concat('x')],
  ['emphasis', '*a '.repeat(8_000)],
  ['brackets', '['.repeat(20_000)],
  ['brackets with addresses', '[a](b '.repeat(8_000)],
  ['images', '![['.repeat(8_000)],
  ['backticks', '`a``b```'.repeat(6_000)],
  ['tables', `${'|a'.repeat(4_000)}\n${'|-'.repeat(4_000)}\n${'|\n'.repeat(8_000)}`],
  ['angle brackets', '<a '.repeat(15_000)],
  ['nested lists', Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
  ['addresses', 'www.a.b/'.repeat(6_000)],
  ['mail addresses', 'a@'.repeat(24_000)],
])('50 KB of %s are shown within five seconds', async (_name, text) => {
  const began = performance.now();
  await show(text);
  const button = screen.queryByRole('button', { name: 'Show all of it' });
  if (button !== null) fireEvent.click(button);
  expect(performance.now() - began).toBeLessThan(5_000);
});
