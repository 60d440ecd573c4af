import { posix } from 'node:path';
import type { EcosystemId } from '../ecosystems/ecosystem.js';

/** How the source files of one ecosystem name the packages that they use. */
interface Language {
  readonly extensions: ReadonlySet<string>;
  /** Every module that a text imports, as it is written. Linear in the text. */
  readonly modulesOf: (text: string) => Iterable<string>;
  /** The modules by which a package is imported, lower case where the language does not care. */
  readonly modulesFor: (packageName: string) => readonly string[];
  /** Between a module and what lies inside it. */
  readonly separators: readonly string[];
}

/**
 * The ecosystems whose packages can be told from an import. Maven's and Packagist's cannot: the name of a package says
 * nothing of the names inside it.
 */
const LANGUAGES: Partial<Readonly<Record<EcosystemId, Language>>> = {
  npm: {
    extensions: new Set('.js .cjs .mjs .jsx .ts .cts .mts .tsx .vue .svelte .astro .coffee'.split(' ')),
    modulesOf: (text) =>
      captures(text, [
        /\b(?:require|import|resolve)\s{0,8}\(\s{0,8}["'`]([^"'`\n]{1,300})["'`]/g,
        /\bfrom\s{0,8}["']([^"'\n]{1,300})["']/g,
        /\bimport\s{1,8}["']([^"'\n]{1,300})["']/g,
        /\brequire\s{1,8}["']([^"'\n]{1,300})["']/g,
      ]),
    modulesFor: (name) => [name],
    separators: ['/'],
  },
  PyPI: {
    extensions: new Set(['.py', '.pyi', '.pyx']),
    modulesOf: pythonModules,
    modulesFor: pythonModulesFor,
    separators: ['.'],
  },
  Go: {
    extensions: new Set(['.go']),
    modulesOf: (text) =>
      captures(text, [
        /^[\t ]{0,8}(?:import )?[\t ]{0,8}(?:[\w.]{1,80} )?"([^"\s]{3,300})"[\t ]*(?:\/\/.*)?$/gm,
      ]),
    modulesFor: (name) => [name],
    separators: ['/'],
  },
  'crates.io': {
    extensions: new Set(['.rs']),
    modulesOf: (text) =>
      captures(text, [
        /\b(?:use|extern crate)\s{1,8}(?:::)?([A-Za-z_]\w{0,80})\b/g,
        /(?<![\w:])([a-z_]\w{0,80})::/g,
      ]),
    modulesFor: (name) => [name.replaceAll('-', '_')],
    separators: ['::'],
  },
  RubyGems: {
    extensions: new Set(['.rb', '.rake', '.ru']),
    modulesOf: (text) => captures(text, [/\brequire\s{0,8}\(?\s{0,8}["']([^"'\n]{1,300})["']/g]),
    modulesFor: (name) => [name, name.replaceAll('-', '/')],
    separators: ['/'],
  },
  Pub: {
    extensions: new Set(['.dart']),
    modulesOf: (text) => captures(text, [/\b(?:import|export)\s{1,8}["']package:([^"'\n]{1,300})["']/g]),
    modulesFor: (name) => [name],
    separators: ['/'],
  },
  NuGet: {
    extensions: new Set(['.cs', '.fs', '.vb', '.razor', '.cshtml']),
    modulesOf: (text) =>
      captures(text, [/^[@\t ]{0,8}(?:global )?(?:using|open|Imports)\s{1,8}(?:static )?([\w.]{1,300})/gm]),
    modulesFor: (name) => [name],
    separators: ['.'],
  },
};

const NOT_OWN =
  /(?:^|\/)(?:node_modules|bower_components|vendor|third_party|\.venv|venv|site-packages|target|dist|build|out|\.next|coverage|\.git)\//;

/** The ecosystems in whose language a file is written; none for what is no source, generated, or another's. */
export function languagesOf(path: string): readonly EcosystemId[] {
  if (NOT_OWN.test(path) || /\.min\.\w+$/.test(path)) return [];
  const extension = posix.extname(path).toLowerCase();
  return LANGUAGE_IDS.filter((id) => LANGUAGES[id]?.extensions.has(extension) === true);
}

const LANGUAGE_IDS = ['npm', 'PyPI', 'Go', 'crates.io', 'RubyGems', 'Pub', 'NuGet'] as const;

/** Whether the packages of an ecosystem can be told from imports. */
export function isTellable(ecosystem: EcosystemId): boolean {
  return LANGUAGES[ecosystem] !== undefined;
}

/** Every module that a text of an ecosystem's language imports, each once. */
export function importedModules(ecosystem: EcosystemId, text: string): ReadonlySet<string> {
  return new Set(LANGUAGES[ecosystem]?.modulesOf(text) ?? []);
}

/** Whether an import of this module is one of this package: the package's own module or something inside it. */
export function isImportOf(ecosystem: EcosystemId, packageName: string, module: string): boolean {
  const language = LANGUAGES[ecosystem];
  if (language === undefined) return false;
  return language
    .modulesFor(packageName)
    .some((own) => module === own || language.separators.some((mark) => module.startsWith(own + mark)));
}

function* captures(text: string, patterns: readonly RegExp[]): Iterable<string> {
  for (const pattern of patterns) {
    for (const [, module] of text.matchAll(pattern)) if (module !== undefined) yield module;
  }
}

function* pythonModules(text: string): Iterable<string> {
  for (const [, from, list] of text.matchAll(
    /^[\t ]{0,40}(?:from[\t ]{1,8}([\w.]{1,300})[\t ]{1,8}import\b|import[\t ]{1,8}([\w., \t]{1,1000}))/gm,
  )) {
    if (from !== undefined) yield from;
    for (const each of list?.split(',') ?? []) {
      const module = each.trim().split(/\s/, 1)[0];
      if (module !== undefined && module !== '') yield module;
    }
  }
}

/** Well-known distributions whose modules have another name (each as its own documentation says). */
const OTHER_MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['attrs', ['attr', 'attrs']],
  ['beautifulsoup4', ['bs4']],
  ['djangorestframework', ['rest_framework']],
  ['mysqlclient', ['MySQLdb']],
  ['opencv-python', ['cv2']],
  ['pillow', ['PIL']],
  ['protobuf', ['google.protobuf']],
  ['psycopg2-binary', ['psycopg2']],
  ['pycryptodome', ['Crypto']],
  ['pyjwt', ['jwt']],
  ['pyopenssl', ['OpenSSL']],
  ['python-dateutil', ['dateutil']],
  ['python-dotenv', ['dotenv']],
  ['python-jose', ['jose']],
  ['python-multipart', ['multipart', 'python_multipart']],
  ['pyyaml', ['yaml']],
  ['scikit-learn', ['sklearn']],
  ['setuptools', ['setuptools', 'pkg_resources']],
]);

function pythonModulesFor(name: string): readonly string[] {
  const normal = name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  const plain = normal.replaceAll('-', '_');
  return OTHER_MODULES.get(normal) ?? [plain, name, normal.replaceAll('-', '.')];
}
