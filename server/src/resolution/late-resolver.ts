import type { ResolverTool } from '../ecosystems/ecosystem.js';
import type { Resolver } from './resolution.js';

/** The tools that come with Backline itself. */
const OWN_TOOLS: readonly ResolverTool[] = ['npm', 'pnpm', 'yarn-classic', 'yarn-berry'];

/** A resolver that is made when it is first asked; its tools are those that come with Backline. */
export function lateResolver(make: () => Promise<Resolver>): Resolver {
  let made: Promise<Resolver> | null = null;
  return {
    tools: new Set(OWN_TOOLS),
    resolve: async (request, context) => {
      made ??= make();
      return (await made).resolve(request, context);
    },
  };
}
