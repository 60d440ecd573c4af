import type { EcosystemId } from '../ecosystems/ecosystem.js';
import { chooseSource, findUsage, indexImports, SOURCE_LIMITS } from './find-usage.js';

function usersOf(ecosystem: EcosystemId, name: string, files: Readonly<Record<string, string>>) {
  return findUsage(indexImports(Object.entries(files), true), [{ ecosystem, name }]).get(
    `${ecosystem}|${name}`,
  );
}

const IMPORTS: readonly [EcosystemId, string, string, string][] = [
  ['npm', 'lodash', 'a.js', `const _ = require('lodash');`],
  ['npm', 'lodash', 'a.ts', `import map from "lodash/map";`],
  ['npm', '@scope/kit', 'a.tsx', `export { x } from '@scope/kit/button'`],
  ['npm', 'side-effect', 'a.mjs', `import 'side-effect'`],
  ['npm', 'late', 'a.vue', 'const page = () => import(`late`)'],
  ['npm', 'multi', 'a.js', `import {\n  one,\n  two,\n} from 'multi'`],
  ['PyPI', 'requests', 'a.py', 'import os, requests as r'],
  ['PyPI', 'Django', 'a.py', 'from django.http import HttpResponse'],
  ['PyPI', 'PyYAML', 'a.py', '    import yaml'],
  ['PyPI', 'azure-storage', 'a.py', 'from azure.storage.blob import BlobClient'],
  ['Go', 'github.com/pkg/errors', 'a.go', 'import (\n\t"fmt"\n\terr "github.com/pkg/errors"\n)'],
  ['Go', 'golang.org/x/net', 'a.go', 'import "golang.org/x/net/html" // parser'],
  ['crates.io', 'serde-json', 'src/a.rs', 'use serde_json::Value;'],
  ['crates.io', 'rand', 'src/a.rs', 'let x = rand::random();'],
  ['RubyGems', 'net-http', 'a.rb', `require 'net/http'`],
  ['RubyGems', 'nokogiri', 'a.rb', `require "nokogiri"`],
  ['Pub', 'http', 'lib/a.dart', `import 'package:http/http.dart' as http;`],
  ['NuGet', 'Newtonsoft.Json', 'a.cs', 'using Newtonsoft.Json.Linq;'],
];

test.each(IMPORTS)('%s: an import of %s is seen in %s', (ecosystem, name, path, text) => {
  expect(usersOf(ecosystem, name, { [path]: text })).toEqual({ files: [path], count: 1, isComplete: true });
});

test.each<[EcosystemId, string, string, string]>([
  ['npm', 'lodash', 'a.js', `require('lodash-es'); require('./lodash')`],
  ['npm', 'lodash', 'a.py', `require('lodash')`],
  ['npm', 'constructor', 'a.js', `require('x')`],
  ['PyPI', 'request', 'a.py', 'import requests'],
  ['Go', 'github.com/pkg/err', 'a.go', 'import "github.com/pkg/errors"'],
  ['crates.io', 'rand', 'src/a.rs', 'use rand_core::Rng;'],
  ['npm', 'lodash', 'node_modules/b/a.js', `require('lodash')`],
  ['npm', 'lodash', 'static/jquery.min.js', `require('lodash')`],
])('%s: nothing that is not %s counts (%s)', (ecosystem, name, path, text) => {
  expect(usersOf(ecosystem, name, { [path]: text })).toEqual({ files: [], count: 0, isComplete: true });
});

test('packages whose name says nothing of what is inside are not told of', () => {
  const index = indexImports([['A.java', 'import org.example.Thing;']], true);
  expect(findUsage(index, [{ ecosystem: 'Maven', name: 'org.example:thing' }]).size).toBe(0);
});

test('twenty files are listed of all that were counted, sorted', () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`f${String(at).padStart(2, '0')}.js`, `require('a')`]),
  );
  const usage = usersOf('npm', 'a', files);
  expect(usage?.count).toBe(30);
  expect(usage?.files).toEqual(Object.keys(files).slice(0, 20));
});

test('what is too large is left out, and the answer says that it is not whole', () => {
  const text = `require('a');${' '.repeat(SOURCE_LIMITS.bytesEach)}`;
  expect(usersOf('npm', 'a', { 'a.js': text })).toEqual({ files: [], count: 0, isComplete: false });
});

test('of too many files those nearest to the root are read', () => {
  const deep = Array.from({ length: SOURCE_LIMITS.files }, (_, at) => `src/deep/${at}.js`);
  const chosen = chooseSource([...deep, 'main.js', 'README.md']);
  expect(chosen.isComplete).toBe(false);
  expect(chosen.paths).toHaveLength(SOURCE_LIMITS.files);
  expect(chosen.paths[0]).toBe('main.js');
  expect(chooseSource(['a.js', 'README.md'])).toEqual({ paths: ['a.js'], isComplete: true });
});

test.each([
  'from '.repeat(100_000),
  `import${' '.repeat(500_000)}`,
  `require(${'"'.repeat(500_000)}`,
  'a::'.repeat(160_000),
  `import ${'a,'.repeat(200_000)}`,
])('half a megabyte of nonsense is read in no time', (text) => {
  const started = performance.now();
  for (const path of ['a.js', 'a.py', 'a.go', 'a.rs', 'a.rb', 'a.cs']) indexImports([[path, text]], true);
  expect(performance.now() - started).toBeLessThan(1_000);
});
