/** Sealed values, each bound to the row and column that it belongs to. */
export interface SecretStore {
  put(place: SecretPlace, value: string): Promise<void>;
  /** Null when there is none; SECRET_UNREADABLE when the key is missing or the value was moved or changed. */
  get(place: SecretPlace): Promise<string | null>;
  remove(place: SecretPlace): Promise<void>;
}

export interface SecretPlace {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** Where the token of an integration's own registry is kept. */
export function registryTokenPlace(integrationId: string, ecosystem: string): SecretPlace {
  return { table: 'integration_registry', row: `${integrationId}.${ecosystem}`, column: 'token' };
}

/** Where the secret is kept that signs what is sent to an endpoint; the one before it, while both sign. */
export function eventSecretPlace(endpointId: string, which: 'secret' | 'second_secret'): SecretPlace {
  return { table: 'event_endpoint', row: endpointId, column: which };
}

/** Where an integration's GitLab token is kept. */
export function integrationTokenPlace(integrationId: string): SecretPlace {
  return { table: 'integration', row: integrationId, column: 'token' };
}

/** Where `user:password` of the proxy of an integration is kept. */
export function integrationProxyPlace(integrationId: string): SecretPlace {
  return { table: 'integration', row: integrationId, column: 'proxy' };
}

/** Where the token is kept that GitLab sends with each event of a webhook. */
export function hookTokenPlace(hookId: string): SecretPlace {
  return { table: 'gitlab_hook', row: hookId, column: 'token' };
}

/** Where the key is kept with which GitLab signs the events of a webhook; versions before 19.0 do not sign. */
export function hookSigningPlace(hookId: string): SecretPlace {
  return { table: 'gitlab_hook', row: hookId, column: 'signing_token' };
}
