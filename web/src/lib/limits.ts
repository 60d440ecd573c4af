/** A whole integration, or a group of it, to which somebody is limited. */
export interface Limit {
  readonly integrationId: string;
  /** Null where the integration is gone. */
  readonly integrationName: string | null;
  /** Null: the whole integration. */
  readonly groupPath: string | null;
}

/** Limits as the server tells them; null for none. */
export function limitsOf(
  limitedTo:
    | readonly {
        readonly integrationId: string;
        readonly groupPath?: string | null;
        readonly integration?: { readonly name: string } | null;
      }[]
    | null
    | undefined,
): readonly Limit[] | null {
  if (limitedTo === null || limitedTo === undefined) return null;
  return limitedTo.map(({ integrationId, groupPath = null, integration }) => ({
    integrationId,
    integrationName: integration?.name ?? null,
    groupPath,
  }));
}

/** Whether everything of an integration is within the limits; without an integration: everything there is. */
export function holdsWhole(
  limitedTo:
    readonly { readonly integrationId: string; readonly groupPath?: string | null }[] | null | undefined,
  integrationId: string | null,
): boolean {
  if (limitedTo === null || limitedTo === undefined) return true;
  return limitedTo.some(
    (scope) => scope.integrationId === integrationId && (scope.groupPath ?? null) === null,
  );
}
