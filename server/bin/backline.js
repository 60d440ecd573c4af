#!/usr/bin/env node
import { existsSync } from 'node:fs';

// What runs without a server starts from one file: that is much faster than from many.
const isAlone = process.argv[2] === 'scan' || process.argv[2] === 'plan';
const program = new URL(`../dist/src/cli/${isAlone ? 'bundle.mjs' : 'main.js'}`, import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('Backline is not built yet. Run "npm run build" in its folder first.');
  process.exitCode = 2;
}
