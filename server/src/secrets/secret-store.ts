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

/** Where an integration's GitLab token is kept. */
export function integrationTokenPlace(integrationId: string): SecretPlace {
  return { table: 'integration', row: integrationId, column: 'token' };
}
