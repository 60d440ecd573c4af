import pLimit from 'p-limit';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import {
  NO_VALIDATORS,
  type PackageFacts,
  type PackageFactsResult,
  type RegistryAnswer,
  type RegistryClient,
  type RegistryQuestion,
} from './registry.js';

/** What makes a registry of one kind: which names it can have, and how one is asked about. */
export interface RegistryKind {
  readonly ecosystem: EcosystemId;
  readonly address: string;
  /** False: nothing of this name can be there, so nothing is asked. */
  readonly isName: (name: string) => boolean;
  readonly askOne: (question: RegistryQuestion) => Promise<RegistryAnswer>;
}

const PACKAGES_AT_ONCE = 16;
/** No address can hold it. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** A registry that asks about each package once, several at a time; other ecosystems' packages are not asked for. */
export function createRegistryClient({ ecosystem, address, isName, askOne }: RegistryKind): RegistryClient {
  const limit = pLimit(PACKAGES_AT_ONCE);
  const ask: RegistryClient['ask'] = async (questions) => {
    const answers = await Promise.all(
      questions.map(async (question) => {
        const { name } = question;
        const isPossible = isName(name) && !HALF_CHARACTER.test(name);
        const answer = isPossible ? await limit(() => askOne(question)) : missing(name);
        return [name, answer] as const;
      }),
    );
    return new Map(answers);
  };
  return {
    ecosystem,
    address,
    ask,
    async facts(asked, names, dated = new Map()) {
      const distinct = [...new Set(names)];
      if (asked !== ecosystem) return new Map(distinct.map((name) => [name, otherEcosystem(name, asked)]));
      const answers = await ask(
        distinct.map((name) => ({ name, known: null, dated: dated.get(name) ?? [] })),
      );
      return new Map([...answers].map(([name, { result }]) => [name, result]));
    },
  };
}

/** That the registry does not know the package. */
export function missing(name: string): RegistryAnswer {
  return { result: { kind: 'missing', name }, validators: NO_VALIDATORS };
}

/** That the registry gave no usable answer, and why. */
export function failed(name: string, status: number | null, message: string): RegistryAnswer {
  return { result: { kind: 'failed', name, status, message }, validators: NO_VALIDATORS };
}

/** What was known, as if it had been fetched now. */
export function unchanged({ name, known }: RegistryQuestion, fetchedAt: string): RegistryAnswer {
  if (known === null) return failed(name, 304, 'it says that nothing changed, though nothing was known.');
  const facts: PackageFacts = { ...known.facts, fetchedAt };
  return { result: { kind: 'facts', facts }, validators: known.validators };
}

function otherEcosystem(name: string, ecosystem: EcosystemId): PackageFactsResult {
  return { kind: 'unsupported', name, message: `No registry for ${ecosystem} packages is asked here.` };
}
