import { readFile, readdir, writeFile } from 'node:fs/promises';
import { marked } from 'marked';
import mime from 'mime';
import { nanoid } from 'nanoid';
import colors from 'picocolors';

for (const name of await readdir('content')) {
  if (mime.getType(name) !== 'text/markdown') continue;
  const html = marked.parse(await readFile(`content/${name}`, 'utf8'));
  await writeFile(`content/${name.replace(/md$/, 'html')}`, `<main id="${nanoid(6)}">${html}</main>`);
  console.log(colors.green(name));
}
