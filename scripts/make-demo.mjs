// Makes the locks of the demo's sample projects again: npm run build -w server, then node scripts/make-demo.mjs
import { existsSync } from 'node:fs';

const built = new URL('../server/dist/simulator/demo/make-projects.js', import.meta.url);
if (!existsSync(built)) {
  console.error('Build the server first: npm run build -w server');
  process.exit(1);
}
const { makeDemoLocks } = await import(built.href);
await makeDemoLocks((line) => console.log(line));
