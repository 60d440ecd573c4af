import { gitText } from './git.js';
import type { Project } from './state.js';

const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['c', 'C'],
  ['cs', 'C#'],
  ['css', 'CSS'],
  ['go', 'Go'],
  ['html', 'HTML'],
  ['java', 'Java'],
  ['js', 'JavaScript'],
  ['jsx', 'JavaScript'],
  ['kt', 'Kotlin'],
  ['mjs', 'JavaScript'],
  ['php', 'PHP'],
  ['py', 'Python'],
  ['rb', 'Ruby'],
  ['rs', 'Rust'],
  ['sh', 'Shell'],
  ['ts', 'TypeScript'],
  ['tsx', 'TypeScript'],
  ['vue', 'Vue'],
]);

/** The share of each programming language in the default branch, in percent of its bytes, the largest first. */
export async function languagesOf(project: Project): Promise<Readonly<Record<string, number>>> {
  const head = await project.repository.branch(project.defaultBranch);
  if (head === null) return {};
  const text = await gitText(['ls-tree', '-r', '-l', '-z', head], project.repository);
  const bytes = new Map<string, number>();
  for (const line of text.split('\0')) {
    const size = Number(/ +(\d+)\t/.exec(line)?.[1] ?? 0);
    const language = LANGUAGES.get(line.slice(line.lastIndexOf('.') + 1).toLowerCase());
    if (language && size > 0) bytes.set(language, (bytes.get(language) ?? 0) + size);
  }
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  const shares = [...bytes].sort(([, first], [, second]) => second - first);
  return Object.fromEntries(shares.map(([name, size]) => [name, Math.round((size * 10_000) / total) / 100]));
}
