import fc from 'fast-check';
import { renderMarkdown } from './markdown.js';

describe('renderMarkdown', () => {
  test.each([
    ['# Title', '<h2>Title</h2>'],
    ['a `b|c` d', '<p>a <code>b|c</code> d</p>'],
    ['node \\>=8 \\& \\@x', '<p>node &gt;=8 &amp; @x</p>'],
    ['- one\n- two', '<ul><li>one</li><li>two</li></ul>'],
    ['```js\n<x>\n```', '<pre><code>&lt;x&gt;</code></pre>'],
    [
      '[x](https://example.com/a?b=1&c=2)',
      '<p><a href="https://example.com/a?b=1&amp;c=2" rel="noreferrer">x</a></p>',
    ],
    [
      '| a |\n|---|\n| x \\| y |',
      '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>x | y</td></tr></tbody></table>',
    ],
    [
      '<details>\n<summary>More</summary>\n\ntext\n</details>',
      '<details>\n<summary>More</summary>\n<p>text</p>\n</details>',
    ],
    ['<details onclick="x">', '<p>&lt;details onclick=&quot;x&quot;&gt;</p>'],
    [
      'see [`CVE-1`](https://example.com/?a=1&b=2), `x`',
      '<p>see <a href="https://example.com/?a=1&amp;b=2" rel="noreferrer"><code>CVE-1</code></a>, <code>x</code></p>',
    ],
    ['', ''],
  ])('%j becomes %j', (source, expected) => {
    expect(renderMarkdown(source).text).toBe(expected);
  });

  test('gives back only the tags that it makes itself, whatever the text', () => {
    const tag = fc.constantFrom(
      '<script>',
      '<img src=x onerror=1>',
      '|',
      '\n',
      '`',
      '- ',
      '[a](',
      ')',
      '<details>',
      'javascript:',
      '"',
      '**',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, fc.string({ maxLength: 5 })), { maxLength: 30 }), (parts) => {
        const { text } = renderMarkdown(parts.join(''));
        const names = [...text.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]?.toLowerCase());
        const own = [
          'p',
          'br',
          'hr',
          'a',
          'strong',
          'code',
          'pre',
          'ul',
          'li',
          'table',
          'thead',
          'tbody',
          'tr',
          'th',
          'td',
          'blockquote',
          'details',
          'summary',
          'sub',
          'sup',
          'h2',
          'h3',
          'h4',
          'h5',
          'h6',
        ];
        expect(names.filter((name) => !own.includes(name ?? ''))).toEqual([]);
        expect(text).not.toMatch(/<[^>]*\son\w+=/i);
      }),
    );
  });
});
