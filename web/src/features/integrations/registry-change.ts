import { integrationTexts as texts } from '../../texts/integrations.js';

/** What is typed about one registry. */
export interface RegistryValues {
  readonly url: string;
  readonly token: string;
}

/** A registry as it is set now. */
export interface PresentRegistry {
  readonly ecosystem: string;
  readonly url?: string | null;
  readonly isDefault: boolean;
  readonly hasToken: boolean;
}

/** What to send for what was typed: an empty address is the default one; an empty token stays with the same address and is none elsewhere. */
export function registryChange(
  present: PresentRegistry,
  { url, token }: RegistryValues,
): { readonly ecosystem: string; readonly url: string | null; readonly token: string | null } {
  const address = url.trim();
  const { ecosystem } = present;
  if (address === '') return { ecosystem, url: null, token: null };
  const isSame = !present.isDefault && address === present.url;
  return { ecosystem, url: address, token: token.trim() === '' && isSame ? null : token.trim() };
}

/** What the field for the token says about itself. */
export function tokenHint(present: PresentRegistry, url: string): string {
  if (url.trim() === '') return texts.registries.tokenOfDefault;
  if (present.hasToken && url.trim() === present.url) return texts.registries.tokenStored;
  return texts.registries.tokenWanted;
}
