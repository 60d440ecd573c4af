import type { ManifestFile, ManifestGroup, ResolverTool } from '../ecosystems/ecosystem.js';
import type { MatchVersions } from '../plans/plan-input.js';
import type { PackageRegistry } from '../registries/registry.js';

/**
 * One manifest group to be resolved anew by the package manager itself: its files, manifests already edited, and what of
 * the lock is to be forgotten. What is not named in `drop` and can stay stays.
 */
export interface ResolutionRequest {
  readonly tool: ResolverTool;
  readonly group: ManifestGroup;
  readonly files: readonly ManifestFile[];
  /** Copies whose place in the lock is to be worked out again; `locations` are the lock's own keys. */
  readonly drop: readonly {
    readonly name: string;
    readonly version: string;
    readonly locations: readonly string[];
  }[];
  /** The versions of a package that may be taken beside those that the lock has. Of others: any that `Newcomers` allow. */
  readonly pins: readonly { readonly name: string; readonly versions: readonly string[] }[];
  readonly newcomers: Newcomers;
}

/** Which versions may come in that nobody asked for by name: none published after this moment (ISO 8601; null: any). */
export interface Newcomers {
  readonly publishedBefore: string | null;
}

/** The edited files (only those that changed), or why there are none. `message` is a whole sentence for a person. */
export type ResolutionResult =
  | { readonly kind: 'resolved'; readonly files: readonly ManifestFile[] }
  | {
      readonly kind: 'refused';
      readonly code: 'TOOL_MISSING' | 'TOOL_WOULD_RUN_CODE' | 'CONFLICT' | 'REGISTRY' | 'LIMIT' | 'FAULT';
      readonly message: string;
    };

/** What a resolver may ask while it works. Versions that advisories concern come in only where nothing else fits. */
export interface ResolutionContext {
  readonly registry: PackageRegistry;
  readonly match: MatchVersions;
  readonly signal: AbortSignal;
}

/** The package managers, guarded (architecture.md, "Edges that defend"); never an exception. */
export interface Resolver {
  /** The tools that are there. */
  readonly tools: ReadonlySet<ResolverTool>;
  resolve(request: ResolutionRequest, context: ResolutionContext): Promise<ResolutionResult>;
}

/** Nothing is ever resolved anew. */
export const NO_RESOLVER: Resolver = {
  tools: new Set(),
  resolve: ({ tool }) =>
    Promise.resolve({
      kind: 'refused',
      code: 'TOOL_MISSING',
      message: `${tool} is not there to resolve the dependencies anew.`,
    }),
};

/** The same resolver, of which only these tools may run. */
export function allowTools(resolver: Resolver, allowed: readonly ResolverTool[]): Resolver {
  const tools = new Set(allowed.filter((tool) => resolver.tools.has(tool)));
  return {
    tools,
    resolve: (request, context) =>
      (tools.has(request.tool) ? resolver : NO_RESOLVER).resolve(request, context),
  };
}

/** What tells one request from another: the same text for the same request. */
export function resolutionKey({ tool, group, files, drop, pins, newcomers }: ResolutionRequest): string {
  return JSON.stringify([tool, group, files, drop, pins, newcomers]);
}
