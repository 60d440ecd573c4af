import type { PackageFacts, RegistryAnswer, RegistryQuestion } from './registry.js';
import { failed, missing, unchanged } from './registry-client.js';
import type { RegistryHttp } from './registry-http.client.js';

/** Where a package's main document is, and how its text is read; null where it is no such document. */
export interface MainDocument {
  readonly path: string;
  readonly accept?: string;
  read(text: string, fetchedAt: string): PackageFacts | null;
}

/** Asks for the document that says everything about a package, or that nothing changed since it was last read. */
export async function askDocument(
  http: RegistryHttp,
  question: RegistryQuestion,
  { path, accept, read }: MainDocument,
): Promise<RegistryAnswer> {
  const { name, known } = question;
  const reply = await http.get(path, {
    validators: known?.validators ?? null,
    ...(accept === undefined ? {} : { accept }),
  });
  const fetchedAt = new Date().toISOString();
  if (reply.kind === 'unchanged') return unchanged(question, fetchedAt);
  if (reply.kind === 'absent') return missing(name);
  if (reply.kind === 'failed') return failed(name, reply.status, reply.message);
  const facts = read(reply.text, fetchedAt);
  return facts === null
    ? failed(name, reply.status, 'its answer is not a document about this package.')
    : { result: { kind: 'facts', facts }, validators: reply.validators };
}
