/** A bare git repository of one project. */
export interface Repository {
  readonly directory: string;
}
